"""Change lists and deaths forms as other townships draw them say the same."""

import datetime as dt
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
from tests.monthly_reports.odd_change_layouts import LISTS
from tests.monthly_reports.odd_deaths import FILLED, NIL, ONE, THREE, TWO, Rows
from tests.monthly_reports.odd_lists import books

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


def test_odd_nil_deaths_are_a_statement(june: SimpleNamespace) -> None:
    found = {name: look([drawn(*form)]) for name, form in NIL.items()}
    assert {name: one.deaths for name, one in found.items() if one.deaths != "nil" or one.errors} == {}


@pytest.mark.parametrize("text", ["注：无死亡人员也须上报", "如本月无死亡人员，请写“无”", "", "死亡人员另报"])
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
