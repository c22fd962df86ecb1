"""One photo, one visit: the same bytes are refused, the same picture is kept and shown in red."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from core import uploads
from core.models import AuditEntry
from core.refusal import NotPermitted, Refused
from spot_checks.models import Visit, VisitPhoto
from spot_checks.operations.visit_photos import MOST_PHOTOS, Photo, add_photo, remove_photo
from spot_checks.operations.visits import save_visit, start_visit
from tests.factories_base import UserFactory

from .conftest import HERE, form
from .pictures import jpeg, photo, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(checks) -> Visit:
    return start_visit(checks.item(), by=checks.first)


@pytest.fixture
def other(checks) -> Visit:
    """Another household's visit, made yesterday, with one photo."""
    made = start_visit(checks.item(), by=checks.first)
    day = checks.today.isoformat()
    made = save_visit(made, by=checks.first, version=1, data=form(visited_on=day))
    add_photo(made, by=checks.first, photo=Photo(jpeg(scene(1)), "11" * 32))
    return made


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_photo_is_kept_sealed_with_the_hash_of_the_original(checks, visit):
    data = photo(1)
    row = add_photo(visit, by=checks.first, photo=Photo(data, "AB" * 32))
    assert row.original_sha256 == "ab" * 32
    kept = uploads.read(row.upload)
    assert hashlib.sha256(kept).hexdigest() == row.upload_id
    assert kept.startswith(b"\xff\xd8\xff") and kept != data


def test_without_a_hash_from_the_browser_what_arrives_counts(checks, visit):
    data = photo(1)
    assert add_photo(visit, by=checks.first, photo=Photo(data)).original_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("digest", ["ab" * 31, "zz" * 32, "<b>"])
def test_a_hash_that_is_none_is_refused(checks, visit, digest):
    with pytest.raises(Refused, check=lambda error: error.code == "photo-digest"):
        add_photo(visit, by=checks.first, photo=Photo(photo(1), digest))


@pytest.mark.parametrize(
    "again",
    [
        Photo(jpeg(scene(1)), "22" * 32),  # the browser lied about the original
        Photo(jpeg(scene(9)), "11" * 32),  # the same original, made small differently
        Photo(jpeg(scene(1))),
    ],
)
def test_a_photo_of_another_visit_is_refused_with_when_and_where(checks, visit, other, again):
    with pytest.raises(Refused, check=lambda error: error.code == "photo-reused") as raised:
        add_photo(visit, by=checks.first, photo=again)
    assert checks.today.isoformat() in raised.value.message and "香水镇" in raised.value.message
    assert other.subject not in raised.value.message
    assert not visit.photos.exists()


def test_the_database_holds_a_photo_once(checks, visit, other):
    row = other.photos.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitPhoto.objects.create(
            visit=visit, division_code=visit.division_code, upload=row.upload, original_sha256="33" * 32,
            at=row.at, by=checks.first,
        )  # fmt: skip


def test_the_same_photo_twice_in_one_visit_changes_nothing(checks, visit):
    first = add_photo(visit, by=checks.first, photo=Photo(photo(1), "ab" * 32))
    assert add_photo(visit, by=checks.first, photo=Photo(photo(1), "ab" * 32)) == first
    assert visit.photos.count() == 1


def test_a_photo_that_looks_like_anothers_is_kept_and_points_at_it(checks, visit, other):
    image = scene(1)
    cut = image.crop((16, 12, image.width - 10, image.height - 8)).resize((500, 380))
    row = add_photo(visit, by=checks.first, photo=Photo(jpeg(cut, 60), "22" * 32))
    assert row.resembles == other.photos.get()
    assert add_photo(visit, by=checks.first, photo=Photo(photo(5))).resembles is None


def test_printed_forms_may_look_alike(checks, visit, other):
    add_photo(other, by=checks.first, photo=Photo(jpeg(scene(3)), purpose="paper"))
    row = add_photo(visit, by=checks.first, photo=Photo(jpeg(scene(3), 50), purpose="paper"))
    assert row.resembles is None and row.likeness == ""


def test_a_lookalike_is_red_for_inspectors_and_officers(checks, visit, other):
    add_photo(visit, by=checks.first, photo=Photo(jpeg(scene(1), 50), "22" * 32))
    for user, page in [(checks.first, "visit_edit"), (checks.second, "visit_detail"), (checks.officer, "visit_detail")]:
        text = signed_in(user).get(reverse(page, args=[visit.pk])).content.decode()
        assert "photo-bad" in text and "另一次核查的照片相似" in text
    listed = signed_in(checks.officer).get(reverse("visit_list") + "?tab=all").content.decode()
    assert "照片相似" in listed and "row-bad" in listed


def test_a_photo_that_another_resembles_is_not_removed(checks, visit, other):
    row = add_photo(visit, by=checks.first, photo=Photo(jpeg(scene(1), 50), "22" * 32))
    with pytest.raises(Refused, check=lambda error: error.code == "photo-resembled"):
        remove_photo(other.photos.get(), by=checks.first)
    remove_photo(row, by=checks.first)
    assert not visit.photos.exists()


def test_only_the_two_inspectors_add_photos_and_not_too_many(checks, visit):
    with pytest.raises(NotPermitted):
        add_photo(visit, by=checks.officer, photo=Photo(photo(1)))
    for seed in range(MOST_PHOTOS):
        add_photo(visit, by=checks.second, photo=Photo(jpeg(scene(seed, (160, 120)))))
    with pytest.raises(Refused, check=lambda error: error.code == "photo-count"):
        add_photo(visit, by=checks.second, photo=Photo(photo(99)))


# -- pages ------------------------------------------------------------------------------------------------------------


def upload(client: Client, visit: Visit, data: bytes, *, json: bool = True, **more):
    headers = {"accept": "application/json"} if json else {}
    file = SimpleUploadedFile("photo.jpg", data, content_type="image/jpeg")
    return client.post(reverse("visit_photo_add", args=[visit.pk]), {"photo": file, **more}, headers=headers)


def test_a_photo_goes_up_by_script_and_by_form(checks, visit):
    client = signed_in(checks.first)
    answer = upload(client, visit, photo(1), original_sha256="ab" * 32).json()
    assert "入户照片 1" in answer["html"] and answer["hashed_here"] is False
    assert upload(client, visit, photo(2)).json()["hashed_here"] is True
    assert upload(client, visit, photo(3), json=False).url.endswith(f"/{visit.pk}/edit/#photos")
    assert visit.photos.count() == 3


@pytest.mark.parametrize(
    "data", [b"<html>", b"<svg onload=alert(1)>", b"x" * (12 * 1024 * 1024 + 1)], ids=["html", "svg", "large"]
)
def test_what_is_no_photo_is_refused_on_the_page(checks, visit, data):
    client = signed_in(checks.first)
    assert upload(client, visit, data).json()["code"] == "not-a-picture"
    assert "照片" in client.get(upload(client, visit, data, json=False).url).content.decode()
    assert not VisitPhoto.objects.exists()


def test_a_photo_is_shown_as_jpeg_only_and_the_opening_noted_once(checks, visit):
    row = add_photo(visit, by=checks.first, photo=Photo(photo(1)))
    url = reverse("visit_photo", args=[row.pk])
    opened = AuditEntry.objects.filter(action="visit.photos_open")
    answer = signed_in(checks.second).get(url)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    assert Image.open(io.BytesIO(answer.content)).format == "JPEG"
    assert not opened.exists()
    officer = signed_in(checks.officer)
    officer.get(url), officer.get(url)
    assert opened.get().actor == checks.officer.username


def test_a_photo_is_not_for_the_township_before_the_signature_nor_for_others(checks, visit):
    row = add_photo(visit, by=checks.first, photo=Photo(photo(1)))
    save_visit(visit, by=checks.first, version=1, data=form())
    url = reverse("visit_photo", args=[row.pk])
    assert signed_in(checks.clerk).get(url).status_code == 404
    assert signed_in(UserFactory(township="640424102000")).get(url).status_code == 404
    Visit.objects.filter(pk=visit.pk).update(state="signed", signed_at=row.at)
    assert signed_in(checks.clerk).get(url).status_code == 200
    assert HERE[:9] == row.township_code
