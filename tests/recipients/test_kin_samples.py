"""The sample register, as it stands and in other dresses."""

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

from core.crypto import id_index
from core.models import User
from core.refusal import Refused
from core.sheets.read import read
from core.sheets.synonyms import shipped
from recipients.intake.kin import read_register
from recipients.models import KinDeclaration, KinImport, Membership
from recipients.operations.kin_imports import commit_kin_import
from recipients.rules.kin import KinContext, check_kin
from tests.recipients.kin_registers import SAMPLE, TODAY, check, take_in
from tests.recipients.rosters import load, sample, workbook

FIELDS = (
    "official_name", "official_id", "unit", "post", "recipient_name", "recipient_id", "relation", "scheme", "grade",
    "covered", "monthly_fen", "since_month", "declared",
)  # fmt: skip
TRUTH = [
    ("伍国", "640499196112232202", "香水镇丙塬村", "民政助理员", "马国小", "640498197206223452", "叔叔", "rural_dibao", "C", 4, 96000, "2019-04", True),
    ("李秀", "640498196604268766", "香水镇辛滩村", "民政助理员", "苏文栋", "640498195308145871", "父亲", "rural_dibao", "A", 1, 38000, "2019-04", True),
    ("者山武", "640499196509134408", "香水镇丙塬村", "民政助理员", "王春", "640498196203087366", "父亲", "rural_dibao", "B", 3, 93000, "2019-04", True),
    ("丁金", "640499197806266321", "香水镇戊岭村", "村委会副主任", "拜芳", "640499196303233267", "父亲", "rural_dibao", "C", 1, 24000, "2019-04", True),
    ("白霞", "640498196404202375", "香水镇乙坪村", "村委会副主任", "李生国", "640499197709208584", "兄弟", "rural_dibao", "C", 3, 72000, "2019-04", True),
]  # fmt: skip


@pytest.fixture
def june(officer: User) -> User:
    """The officer, with 香水镇's sample roster in the books."""
    load(sample("roster-202106.xlsx"), officer)
    return officer


def rows() -> list[tuple]:
    return [tuple(getattr(row, name) for name in FIELDS) for row in KinDeclaration.objects.order_by("source_row")]


def read_bytes(data: bytes, name: str) -> list[tuple]:
    """What the rules would be given, in the order of the truth."""
    register = read_register(read(data, name), shipped())
    assert not [f for f in check_kin(KinContext(register, TODAY)) if f.blocks]
    return [
        (r.official_name, r.official_id, r.unit, r.post, r.name, r.id, r.relation, r.scheme, r.grade, r.covered,
         r.monthly, r.since, r.declared)
        for r in register.lines
    ]  # fmt: skip


def cells_of_sample() -> list[list]:
    page = openpyxl.load_workbook(SAMPLE).active
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_the_sample_comes_in_exactly(june: User) -> None:
    imp = take_in(SAMPLE.read_bytes(), june, SAMPLE.name)
    assert imp.state == KinImport.State.COMMITTED
    assert rows() == TRUTH
    assert {row.source_row for row in KinDeclaration.objects.all()} == {f"备案登记表第 {n} 行" for n in range(4, 9)}
    assert (imp.counts["rows"], imp.counts["new"], imp.counts["changed"], imp.counts["same"]) == (5, 5, 0, 0)
    assert imp.counts["matches"] == {"by_id": 5, "name_differs": 0, "not_covered": 0, "not_listed": 0}
    for row in KinDeclaration.objects.select_related("person", "household"):
        assert row.person.id_number == row.recipient_id and row.person.name == row.recipient_name
        assert Membership.objects.open().get(person=row.person).household == row.household
        assert row.township_code == "640424100" and row.division_code == "640424100000"


def test_impossible_ages_and_sexes_of_the_sample_are_warnings(june: User) -> None:
    imp = check(SAMPLE.read_bytes(), june, SAMPLE.name)
    found = json.loads(imp.findings_json)
    assert imp.state == KinImport.State.VALID and {item["severity"] for item in found} == {"warning"}
    assert [(item["cell"], item["code"]) for item in found] == [
        ("H5", "RO-55"), ("H6", "RO-55"), ("H6", "RO-56"), ("H7", "RO-56"),
    ]  # fmt: skip


def test_warnings_are_confirmed_with_a_reason(june: User) -> None:
    imp = check(SAMPLE.read_bytes(), june)
    with pytest.raises(Refused, match="情况说明"):
        commit_kin_import(imp, by=june, version=imp.version)
    assert not KinDeclaration.objects.exists()


def test_the_same_file_again_changes_nothing(june: User) -> None:
    take_in(SAMPLE.read_bytes(), june)
    before = list(KinDeclaration.objects.order_by("id").values())
    again = take_in(SAMPLE.read_bytes(), june)
    assert (again.counts["new"], again.counts["changed"], again.counts["same"]) == (0, 0, 5)
    assert list(KinDeclaration.objects.order_by("id").values()) == before


def test_before_the_roster_is_in_the_unit_tells_the_township(officer: User) -> None:
    imp = take_in(SAMPLE.read_bytes(), officer)
    assert imp.counts["matches"]["not_listed"] == 5 and rows() == TRUTH
    assert {(r.match, r.person_id, r.division_code) for r in KinDeclaration.objects.all()} == {
        ("not_listed", None, "640424100000")
    }


def test_a_csv_of_the_old_code_page_says_the_same() -> None:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in cells_of_sample()]
    assert read_bytes("\r\n".join(lines).encode("gb18030"), "登记表.csv") == TRUTH


def test_other_words_and_another_order_say_the_same() -> None:
    body = cells_of_sample()[3:]
    words = ["近亲属姓名", "近亲属身份证号码", "亲属关系", "村干部姓名", "村干部身份证号", "工作单位", "现任职务",
             "救助类别", "类别", "金额", "人数", "享受时间", "主动申报", "备注"]  # fmt: skip
    order = [5, 6, 7, 1, 2, 3, 4, 8, 9, 11, 10, 12, 13]
    sheet = [["村干部近亲属备案表"], words, *[[*[row[at] for at in order], "无"] for row in body], ["合计", None, None]]
    assert read_bytes(workbook(("表", sheet)), "x.xlsx") == TRUTH


@pytest.mark.parametrize(
    "named", [("经办人员（村干部）", "享受人"), ("经办人基本情况", "享受人员情况"), ("甲方", "乙方")]
)
def test_a_header_of_two_rows_says_the_same(named: tuple[str, str]) -> None:
    body = cells_of_sample()[3:]
    top = [None, named[0], None, None, None, named[1], None, None, "享受情况", None, None, None, None, "申报", None]
    low = ["序号", "姓名", "身份证号", "单位", "职务", "姓名", "身份证号", "与经办人关系", "救助类别", "保障类别",
           "保障人数", "月保障金额", "享受起始月", "是否主动申报", "核查人"]  # fmt: skip
    sheet = [["近亲属享受低保备案登记表"], top, low, *[[*row[:14], None] for row in body], ["填表人：马建国"]]
    assert read_bytes(workbook(("表", sheet)), "x.xlsx") == TRUTH


def test_an_official_written_once_holds_for_the_rows_below(tmp_path: Path) -> None:
    rows = cells_of_sample()
    for row in rows[4:]:
        row[1:5] = [None] * 4
    told = read_bytes(workbook(("表", rows)), "x.xlsx")
    assert [line[:4] for line in told] == [TRUTH[0][:4]] * 5 and [line[4:] for line in told] == [t[4:] for t in TRUTH]
    book = openpyxl.load_workbook(SAMPLE)
    for column in "BCDE":
        book.active.merge_cells(f"{column}4:{column}8")
    book.save(tmp_path / "merged.xlsx")
    assert read_bytes((tmp_path / "merged.xlsx").read_bytes(), "x.xlsx") == told


def test_values_as_typed_are_understood(officer: User) -> None:
    rows = cells_of_sample()[:4]
    rows[3][1:17] = [
        " 伍　国", "６４０４９９１９６１１２２３２２０２", "香水镇丙塬村", "民政助理员", "马国小", " 64049819720622 3452", "叔叔",
        "低保", "Ｃ类", "4人", "９６０.00元", dt.date(2019, 4, 1), "√", "马建国、禹秀梅", 44377, "属实",
    ]  # fmt: skip
    take_in(workbook(("表", rows)), officer)
    row = KinDeclaration.objects.get()
    assert (row.official_name, row.official_id, row.recipient_id) == TRUTH[0][:1] + (TRUTH[0][1], TRUTH[0][5])
    assert (row.grade, row.covered, row.monthly_fen, row.since_month) == ("C", 4, 96000, "2019-04")
    assert (row.declared, row.checked_by, row.checked_on) == (True, "马建国、禹秀梅", dt.date(2021, 6, 30))
    assert row.official_index == id_index(TRUTH[0][1]) and row.official_key == row.official_index


def test_a_roster_is_not_taken_for_a_register(june: User) -> None:
    imp = check(sample("roster-202106.xlsx"), june, "花名册.xlsx")
    assert imp.state == KinImport.State.UNREADABLE and "备案登记表" in imp.message
