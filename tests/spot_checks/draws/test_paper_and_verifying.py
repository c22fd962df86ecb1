"""Files and paper anybody may check: bundle, record, QR, scan, and the server's own check of a bundle."""

import io
import subprocess
import sys
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.idempotency import FIELD, new_key
from core.models import Attachment, AuditEntry
from core.permissions import Role
from spot_checks import operations, verifier
from tests.factories_base import UserFactory
from tests.spot_checks.draws.conftest import BALLS

VERIFY = "/checks/draws/verify/"
PDF = b"%PDF-1.4 signed %%EOF"


def bundle_of(client, draw) -> bytes:
    answer = client.post(reverse("draw_bundle", args=[draw.pk]))
    assert answer["Content-Type"] == "application/zip" and draw.code in answer["Content-Disposition"]
    return answer.content


def check(client, data: bytes):
    return client.post(VERIFY, {"bundle": SimpleUploadedFile("x.zip", data)})


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The bundle with one file altered."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            text = source.read(entry)
            hit = entry.filename.endswith(name)
            assert not hit or old in text
            out.writestr(entry.filename, text.replace(old, new, 1) if hit else text)
    return target.getvalue()


def test_the_bundle_of_a_township_user_verifies_without_us(county, as_user, tmp_path):
    draw = county.published()
    data = bundle_of(as_user(county.assistant), draw)
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    told = subprocess.run(
        [sys.executable, "-I", verifier.SCRIPT, tmp_path / draw.code], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0 and draw.commitment in told.stdout
    entry = AuditEntry.objects.get(action="draw.bundle")
    assert entry.actor == county.assistant.username


def test_files_are_handed_out_once_they_are_public(county, as_user):
    draw = county.revealed()
    url = reverse("draw_bundle", args=[draw.pk])
    assert as_user(county.assistant).post(url).url == reverse("draw_detail", args=[draw.pk])
    assert not AuditEntry.objects.filter(action="draw.bundle").exists()
    assert as_user(county.officer).post(url)["Content-Type"] == "application/zip"
    assert as_user(county.officer).get(url).status_code == 405
    as_user(county.officer).post(reverse("draw_publish", args=[draw.pk]), {"version": draw.version})
    assert as_user(county.leader).post(url)["Content-Type"] == "application/zip"


def test_the_server_says_of_a_bundle_what_the_verifier_says(county, as_user):
    draw = county.published()
    client = as_user(county.leader)
    data = bundle_of(client, draw)
    good = check(client, data)
    text = good.content.decode()
    assert good.context["report"].ok and "与本县的抽签" in text
    for told in (draw.frame_sha256, draw.commitment, draw.seed):
        assert told in text
    for name, old, new in (
        ("frame.tsv", b"C\t", b"B\t"),
        ("commit.json", b'"total":4', b'"total":5'),
        ("seed.json", BALLS.encode(), BALLS[::-1].encode()),
        ("result.tsv", b"\tM\n", b"\tR\n"),
    ):
        bad = check(client, changed(data, name, old, new))
        assert not bad.context["report"].ok and "核验不通过" in bad.content.decode(), name


def test_a_sound_bundle_of_nobodys_draw_is_not_called_ours(county, as_user):
    draw = county.published()
    data = bundle_of(as_user(county.leader), draw)
    stranger = as_user(UserFactory(role=Role.BUREAU_OFFICER, county="640425000000"))
    text = check(stranger, data).content.decode()
    assert "核验通过" in text and "本县没有封存值是这个的抽签" in text


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("frame.tsv", b"0" * 30_000_000)
    return target.getvalue()


def many() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for at in range(21):
            out.writestr(f"{at}.txt", b"x")
    return target.getvalue()


def twice() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for folder in "ab":
            out.writestr(f"{folder}/frame.tsv", b"x")
    return target.getvalue()


def empty() -> bytes:
    target = io.BytesIO()
    zipfile.ZipFile(target, "w").close()
    return target.getvalue()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (bomb, "太多或太大"),
        (many, "太多或太大"),
        (twice, "不是完整的 zip"),
        (empty, "缺少文件"),
        (lambda: b"PK\x03\x04 nonsense", "不是完整的 zip"),
        (lambda: b"x", "不是完整的 zip"),
    ],
)
def test_a_bundle_that_is_none_is_told_so(county, as_user, make, told):
    answer = check(as_user(county.leader), make())
    text = answer.content.decode()
    assert answer.status_code == 200 and "核验不通过" in text and told in text


def test_a_torn_bundle_is_told_so(county, as_user):
    client = as_user(county.leader)
    data = bundle_of(client, county.published())
    for cut in (len(data) // 3, len(data) - 30):
        assert not check(client, data[:cut]).context["report"].ok
    for at in range(200, len(data) - 400, max(1, len(data) // 40)):
        torn = data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]
        assert check(client, torn).status_code == 200


def test_no_file_and_too_large_a_file_are_form_errors(county, as_user, monkeypatch):
    monkeypatch.setattr("spot_checks.forms.draws.MAX_BUNDLE", 10)
    client = as_user(county.leader)
    assert "bundle" in client.post(VERIFY).context["form"].errors
    assert "超过 20 MB" in check(client, b"x" * 11).content.decode()


def test_the_record_is_there_from_the_commit_on(county, as_user):
    draw = county.committed()
    url = reverse("draw_record", args=[draw.pk])
    text = as_user(county.witness).get(url).content.decode()
    assert draw.commitment in text and draw.frame_sha256 in text and text.count("sign-name") >= 4
    assert "结果哈希" not in text
    operations.reveal_draw(draw, values=[BALLS], by=county.officer, witness=county.witness)
    text = as_user(county.witness).get(url).content.decode()
    draw.refresh_from_db()
    assert "01895 55979 71147 10497" in text and draw.result_sha256 in text and "纪书清" in text
    assert as_user(county.officer).get(reverse("draw_record", args=[county.planned().pk])).status_code == 404


def test_a_voided_record_says_so_with_its_reason(county, as_user):
    text = (
        as_user(county.leader).get(reverse("draw_record", args=[county.voided("名单漏了丙塬村").pk])).content.decode()
    )
    assert "作废" in text and "名单漏了丙塬村" in text
    again = as_user(county.leader).get(reverse("draw_record", args=[county.committed().pk])).content.decode()
    assert "本月同用途第 2 次抽签" in again and "640424-2021-07-01（已作废）" in again


def test_the_code_holds_number_and_hashes(county, as_user, monkeypatch):
    import segno

    told: list[str] = []
    make = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **options: told.append(text) or make(text, **options))
    draw = county.revealed()
    answer = as_user(county.leader).get(reverse("draw_qr", args=[draw.pk]))
    assert answer["Content-Type"] == "image/svg+xml"
    assert told == [f"MZDRAW1;{draw.code};{draw.commitment};{draw.result_sha256}"]


def test_the_signed_record_is_attached_and_handed_out_with_a_trace(county, as_user):
    draw = county.revealed(witness_name="王某")
    url = reverse("draw_scan_attach", args=[draw.pk])
    client = as_user(county.officer)
    for data, name in ((b"MZ", "a.pdf"), (PDF, "a.exe")):
        client.post(url, {FIELD: new_key(), "scan": SimpleUploadedFile(name, data)})
    assert not Attachment.objects.exists()
    client.post(url, {FIELD: new_key(), "scan": SimpleUploadedFile("记录.pdf", PDF)})
    scan = Attachment.objects.get()
    assert "记录.pdf" in client.get(reverse("draw_detail", args=[draw.pk])).content.decode()
    download = reverse("draw_scan_download", args=[scan.pk])
    for user, status in (
        (county.witness, 200),
        (county.officer, 200),
        (county.assistant, 404),
        (county.leader, 404),
        (county.stranger, 404),
    ):
        assert as_user(user).post(download).status_code == status
    assert AuditEntry.objects.filter(action="draw.scan_read").count() == 2
    assert "记录.pdf" not in as_user(county.assistant).get(reverse("draw_detail", args=[draw.pk])).content.decode()


def test_a_record_cannot_be_attached_before_the_result(county, as_user, key):
    draw = county.committed()
    as_user(county.officer).post(
        reverse("draw_scan_attach", args=[draw.pk]), key | {"scan": SimpleUploadedFile("a.pdf", PDF)}
    )
    assert not Attachment.objects.exists()
