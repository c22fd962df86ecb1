"""What came back says why where it is seen first; a refusal names the step, whatever the step is called."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.operations import entries as op
from core.refusal import TransitionRefused
from tests.cases.entries.people import Cast, ask, asked, closed, fresh

pytestmark = pytest.mark.django_db
WHY = "佐证与别处是同一张，请现场重拍。"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_the_reason_stands_at_the_top_until_it_is_asked_anew(cast):
    entry = asked(cast)
    entry = op.return_close_out(entry, by=cast.officer, version=entry.version, reason=WHY)
    client = Client()
    client.force_login(cast.assistant)
    page = client.get(reverse("entry_detail", args=[entry.pk])).content.decode()
    assert "销号申请被退回，请按理由补充后重新申请" in page and page.index(WHY) < page.index("具体问题")
    ask(entry, cast.assistant)
    page = client.get(reverse("entry_detail", args=[entry.pk])).content.decode()
    assert "销号申请被退回，请按理由" not in page


def test_a_refusal_names_the_step(cast):
    entry = closed(cast)
    with pytest.raises(TransitionRefused, match="不能办理“不批准延期”"):
        op.decline_extension(fresh(entry), by=cast.leader, version=entry.version, reason="不同意。")
