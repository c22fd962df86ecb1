"""Change lists and deaths forms as other townships draw them say the same."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
import time_machine

from core.models import Division
from core.sheets.model import Sheet, Workbook
from core.sheets.read import read
from core.sheets.synonyms import shipped
from monthly_reports import loading
from monthly_reports.examine import Examination, judge
from monthly_reports.intake import workbook
from tests.monthly_reports.months import CHANGES, JULY, TOWN, truth
from tests.monthly_reports.odd_change_layouts import IN_OUT, LISTS, ended
from tests.monthly_reports.odd_deaths import FILLED, NIL, ONE, THREE, TWO, Rows
from tests.monthly_reports.odd_lists import Page, books, lines
from tests.recipients.rosters import truth as roster

TODAY = dt.date(2021, 7, 23)


@pytest.fixture(autouse=True)
def july():
    with time_machine.travel(dt.datetime(2021, 7, 23, 2, tzinfo=dt.UTC), tick=False):
        yield


def look(given: list[Workbook]) -> Examination:
    township = Division.objects.get(code=TOWN)
    names = loading.county_names(township)
    filing = workbook.read(given, shipped(), month=JULY, today=TODAY, townships=names)
    return judge(filing, township=township, month=JULY, today=TODAY)


def drawn(name: str, rows: Rows) -> Workbook:
    width = max(map(len, rows))
    return Workbook("死亡.xlsx", "xlsx", [Sheet(name, [list(row) + [None] * (width - len(row)) for row in rows])])


def facts(found: Examination) -> list[tuple]:
    return sorted(
        (n.kind, n.person_id, n.head_id, n.reason, n.effective_month, n.death_date) for n in found.filing.lines
    )


def after(found: Examination) -> list[tuple]:
    return sorted((made.key, str(made.after)) for made in found.outcomes)


def test_odd_lists_say_what_the_sample_says(june: SimpleNamespace) -> None:
    rows = truth("changes-202107.truth.csv")
    expected = sorted((r["kind"], r["id"], r["head"], r["reason"], r["effective"], r["death"]) for r in rows)
    sample = look([read(CHANGES.read_bytes(), CHANGES.name)])
    wrong = {}
    for name, (pages, apart) in LISTS.items():
        found = look(books(pages, apart=apart))
        if found.errors or facts(found) != expected or after(found) != after(sample):
            wrong[name] = [(finding.kind, finding.sheet, finding.cell) for finding in found.errors]
    assert wrong == {} and facts(sample) == expected


@pytest.mark.parametrize("word", ["因病死亡", "已死亡", "自然减员", "死亡（7月18日）", "老人于7月病故", "到龄注销"])
def test_who_leaves_with_a_date_of_death_or_for_a_death_has_died(june: SimpleNamespace, word: str) -> None:
    """Whatever the word: deaths that are in the list are reported, and another's death is none."""
    page = Page(IN_OUT[1], "退出", pick=ended, say={"reason": lambda v: word if v == "死亡" else v})
    found = look(books([page]))
    assert found.deaths == "filed" and found.dead == sum(1 for row in lines() if row["death"])
    no_date = replace(page, columns=page.columns.replace(" 死亡时间=death", ""), say={"reason": lambda v: "父亲去世"})
    assert look(books([no_date])).deaths == "missing"


def test_a_household_of_one_that_leaves_may_name_its_head_alone(june: SimpleNamespace) -> None:
    one = next(row for row in roster("roster-202106.truth.csv") if row["persons"] == "1")
    head = ["序号", "村", "户主姓名", "户主身份证号", "退出人员姓名", "退出人员身份证号", "退出原因", "停发月份"]
    row = [1, one["village"], one["name"], one["id"], None, None, "收入超标", "2021-08"]
    sheet = Sheet("退出", [["香水镇2021年7月农村低保退出名单", *[None] * 7], head, row])
    found = look([Workbook("退出.xlsx", "xlsx", [sheet])])
    assert found.errors == [] and [n.person_id for n in found.filing.lines] == [one["id"]]
    sheet.rows[2][2:4] = next(
        [r["name"], r["id"]]
        for r in roster("roster-202106.truth.csv")
        if r["id"] == r["head_id"] and r["persons"] == "3"
    )
    assert {finding.kind for finding in look([Workbook("退出.xlsx", "xlsx", [sheet])]).errors} >= {"id-missing"}


def test_a_line_nobody_understands_is_told_at_its_cell(june: SimpleNamespace) -> None:
    sheet = Page(IN_OUT[1], "退出", pick=ended).sheet(lines())
    sheet.rows.insert(3, [None, None, None, "另有一人待定", *[None] * (sheet.width - 4)])
    sheet.rows.append(["各户均已公示", *[None] * (sheet.width - 1)])
    found = look([Workbook("退出.xlsx", "xlsx", [sheet])])
    assert [one.cell for one in found.findings if one.kind == "line-ignored"] == ["D4"] and found.errors == []


def test_odd_nil_deaths_are_a_statement(june: SimpleNamespace) -> None:
    found = {name: look([drawn(*form)]) for name, form in NIL.items()}
    assert {name: one.deaths for name, one in found.items() if one.deaths != "nil" or one.errors} == {}


@pytest.mark.parametrize(
    "text", ["注：无死亡人员也须上报", "如本月无死亡人员，请写“无”", "", "死亡人员另报", "无法核实死亡人员"]
)
def test_what_only_speaks_of_nil_is_no_statement(june: SimpleNamespace, text: str) -> None:
    head = ["序号", "姓名", "身份证号", "死亡日期", "停发月份"]
    assert look([drawn("死亡", [["香水镇2021年7月死亡人员报告表"], head, [text or None]])]).deaths == "missing"


def test_odd_deaths_forms_name_the_dead(june: SimpleNamespace) -> None:
    expected = sorted((ident, when) for _, ident, when in (ONE, TWO, THREE))
    sample = read(CHANGES.read_bytes(), CHANGES.name)
    for name, form in FILLED.items():
        found = look([sample, drawn(*form)])
        assert found.errors == [], name
        assert sorted((death.id_number, death.death_date) for death in found.filing.deaths) == expected, name
