"""Windows, shares, levels; what a circular may not hold; what a changed package shows."""

import datetime as dt
import io
import json
import zipfile

import pytest

from cases.rules.supervision import look_back
from cases.rules.supervision.circular_tells_nobody import hits
from cases.rules.supervision.package_is_whole import MANIFEST, differences, sha256

DAY = dt.date(2021, 8, 31)


@pytest.mark.parametrize(
    ("closed", "first", "last"),
    [
        (dt.date(2021, 8, 31), dt.date(2021, 11, 30), dt.date(2022, 2, 28)),
        (dt.date(2021, 7, 15), dt.date(2021, 10, 15), dt.date(2022, 1, 15)),
        (dt.date(2023, 11, 30), dt.date(2024, 2, 29), dt.date(2024, 5, 30)),
    ],
)
def test_the_window_lies_three_to_six_months_after(closed, first, last):
    assert look_back.window(closed) == (first, last)


@pytest.mark.parametrize(("waiting", "drawn"), [(0, 0), (1, 1), (10, 1), (11, 2), (95, 10), (100, 10)])
def test_a_tenth_is_drawn_rounded_up(waiting, drawn):
    assert look_back.suggested_total(waiting) == drawn


@pytest.mark.parametrize(("days", "counts"), [(0, False), (1, True), (180, True), (181, False), (-1, False)])
def test_what_happens_within_180_days_after_counts(days, counts):
    assert look_back.is_within(DAY, DAY + dt.timedelta(days=days)) is counts


def test_a_rebound_is_one_level_graver():
    assert [look_back.escalated(level) for level in look_back.LEVELS] == ["ordinary", "prominent", "typical", "typical"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("村民640498197211270010领取低保", "身份证号码 640*************10"),
        ("６４０４９８１９７２１１２７００１０", "身份证号码 640*************10"),
        ("640498 1972 1127 0010", "身份证号码 640*************10"),
        ("证号64049819721127001X。", "身份证号码 640*************1X"),
        ("老证640498721127001", "身份证号码 640**********01"),
        ("电话13800000000", "电话号码 138******00"),
        ("电话138-0000-0000。", "电话号码 138******00"),
        ("座机0954-5012345", "电话号码 095******45"),
        ("账号6217 0012 3456 7890 123", "银行账号 621**************23"),
    ],
)
def test_numbers_are_found_however_they_are_written(text, told):
    assert hits(text, ()) == [told]


@pytest.mark.parametrize("text", ["马小花家", "马 小花", "马　小 花", "（马小花）"])
def test_names_are_found_with_blanks_inside(text):
    assert hits(text, {"马小花", "伍斌林"}) == ["姓名“马小花”"]


def test_what_tells_of_nobody_passes():
    text = "2021年8月，某村村民马某（农村低保户）死亡后仍领取低保金 4522.00 元，多领 8 个月，文号泾民发〔2021〕43号。"
    assert hits(text, {"马小花", "某", ""}) == []


def package(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for name, data in files.items():
            book.writestr(name, data)
    return target.getvalue()


FILES = {"移交单.docx": b"one", "佐证/01.jpg": b"two", MANIFEST: json.dumps({}).encode()}
ROWS = [{"name": n, "size": len(d), "sha256": sha256(d)} for n, d in FILES.items() if n != MANIFEST]
SENT = package(FILES)


def test_the_package_that_was_sent_has_no_differences():
    assert differences(SENT, sha256(SENT), ROWS) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({**FILES, "佐证/01.jpg": b"TWO"}, "文件被改动：佐证/01.jpg"),
        ({**FILES, "佐证/01.jpg": b"three"}, "文件被改动：佐证/01.jpg"),
        ({n: d for n, d in FILES.items() if n != "移交单.docx"}, "缺少文件：移交单.docx"),
        ({**FILES, "另附.docx": b"x"}, "多出文件：另附.docx"),
    ],
)
def test_a_changed_package_says_what_was_changed(changed, told):
    found = differences(package(changed), sha256(SENT), ROWS)
    assert found[0].startswith("整包的 SHA-256") and told in found


@pytest.mark.parametrize("cut", [0, 1, 40, len(SENT) - 5])
def test_a_damaged_package_is_told_not_raised(cut):
    assert len(differences(SENT[:cut], sha256(SENT), ROWS)) >= 2


def test_every_flipped_byte_is_noticed():
    for at in range(0, len(SENT), 7):
        changed = SENT[:at] + bytes([SENT[at] ^ 1]) + SENT[at + 1 :]
        assert differences(changed, sha256(SENT), ROWS)
