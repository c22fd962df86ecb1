"""One press, one row, however often and however parallel it arrives; the loser of two edits gets the merge page."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages.storage.base import BaseStorage
from django.db import connections
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.test import RequestFactory
from django.urls import reverse

from core.idempotency import FIELD, new_key, once
from core.models import IdempotencyKey, Synonym
from core.operation import locked
from core.operations import users
from core.permissions import Role
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused
from tests.core.factories import UserFactory

PRESSES = 20


@once
def add_word(request: HttpRequest) -> HttpResponse:
    """A view that creates a row and answers with its address."""
    word = Synonym.objects.create(form="roster", field="name", word=request.POST.get("word") or str(id(request)))
    return redirect(f"/words/{word.pk}/")


def press(user, key, **fields):
    request = RequestFactory().post("/words/new/", {FIELD: key, **fields})
    request.user, request.session = user, {}
    return request


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_presses_make_one_row():
    user, key, answers, start = UserFactory(), new_key(), [], threading.Barrier(PRESSES)

    def work():
        try:
            start.wait()
            answers.append(add_word(press(user, key)).url)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Synonym.objects.count() == 1
    assert len(answers) == PRESSES and len(set(answers)) == 1


@pytest.mark.django_db
def test_the_same_key_again_leads_to_the_first_answer():
    user, key = UserFactory(), new_key()
    first = add_word(press(user, key, word="姓名"))
    assert add_word(press(user, key, word="户主")).url == first.url
    assert list(Synonym.objects.values_list("word", flat=True)) == ["姓名"]


@pytest.mark.django_db
def test_another_person_or_another_key_is_another_press():
    user, key = UserFactory(), new_key()
    add_word(press(user, key))
    add_word(press(UserFactory(), key))
    add_word(press(user, new_key()))
    assert Synonym.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "short", "x" * 65, "a' OR 1=1 --aaaaaaaa"])
def test_a_form_without_a_proper_key_is_refused(key):
    assert add_word(press(UserFactory(), key)).status_code == 400
    assert not Synonym.objects.exists()


@pytest.mark.django_db
def test_a_form_shown_again_and_a_refusal_leave_the_key_free():
    user, key, answers = UserFactory(), new_key(), []

    @once
    def picky(request: HttpRequest) -> HttpResponse:
        answers.append(1)
        if len(answers) == 1:
            return HttpResponse("有错误")
        if len(answers) == 2:
            raise Refused("不行")
        return redirect("/done/")

    assert picky(press(user, key)).status_code == 200
    with pytest.raises(Refused):
        picky(press(user, key))
    assert picky(press(user, key)).url == "/done/"
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db
def test_a_failure_half_way_leaves_nothing():
    @once
    def broken(request: HttpRequest) -> HttpResponse:
        Synonym.objects.create(form="roster", field="name", word="半途")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken(press(UserFactory(), new_key()))
    assert not Synonym.objects.exists() and not IdempotencyKey.objects.exists()


@pytest.mark.django_db
def test_an_old_version_is_refused():
    user, boss = UserFactory(), UserFactory(role=Role.SYSTEM_ADMIN)
    users.set_active(user, by=boss, active=False)
    with pytest.raises(EditConflict):
        locked(user, version=user.version)
    assert locked(user, version=user.version + 1).pk == user.pk


@pytest.mark.django_db(transaction=True)
def test_of_two_parallel_edits_exactly_one_wins():
    user, boss = UserFactory(), UserFactory(role=Role.SYSTEM_ADMIN)
    division, start, results = user.division, threading.Barrier(2), []

    def rename(name):
        try:
            row = get_user_model().objects.get(pk=user.pk)
            start.wait()
            users.change(row, by=boss, version=1, display_name=name, role=row.role, division=division)
            results.append("won")
        except EditConflict:
            results.append("lost")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=rename, args=(name,)) for name in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["lost", "won"]
    assert get_user_model().objects.get(pk=user.pk).version == 2


@pytest.mark.django_db
def test_the_merge_page_shows_both_and_offers_the_choice(client):
    user = UserFactory()
    client.force_login(user)
    request = RequestFactory().post("/roster/x/", {"name": "我填的", "note": "一样", "extra": "留着", "version": "1"})
    request.user, request.session = user, client.session
    request._messages = _Silent(request)
    fields = [Compared("姓名", "name", "他填的"), Compared("备注", "note", "一样")]
    answer = refused(request, EditConflict("已被他人修改"), reverse("home"), compared=fields, version=7)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="name" value="我填的" checked' in page and 'name="name" value="他填的"' in page
    assert 'type="hidden" name="note" value="一样"' in page
    assert 'name="extra" value="留着"' in page and 'name="version" value="7"' in page


class _Silent(BaseStorage):
    """Messages that go nowhere."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


@pytest.mark.django_db
def test_another_refusal_is_a_sentence_on_the_page_before(client):
    client.force_login(UserFactory())
    request = RequestFactory().post("/x/", QueryDict())
    request.user, request.session = UserFactory(), client.session
    request._messages = _Silent(request)
    answer = refused(request, Refused("不行"), "/back/")
    assert (answer.status_code, answer.url) == (302, "/back/")
    assert [str(message) for message in request._messages._queued_messages] == ["不行"]
