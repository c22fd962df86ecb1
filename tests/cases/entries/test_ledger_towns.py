"""Which township a ledger is of where no column says it, and how long its numbers may be."""

import io

import openpyxl
import pytest

from cases.models import RectificationEntry
from tests.cases.entries.books import WORDS, book, row
from tests.cases.entries.test_import import TOWNS, load, officer  # noqa: F401

pytestmark = pytest.mark.django_db
HEADS = [word for word in WORDS if word != "涉及乡镇"]


def line(number: int) -> list:
    return [value for head, value in zip(WORDS, row(序号=number), strict=True) if head != "涉及乡镇"]


def towns() -> list[str]:
    return [entry.division_code for entry in RectificationEntry.objects.order_by("number")]


def test_a_sheet_named_after_a_township_is_that_townships_though_the_title_names_the_county(officer):  # noqa: F811
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, name in enumerate(("香水镇", "新民乡"), 1):
        page = made.create_sheet(name)
        for cells in (["泾源县社会救助领域专项整治工作台账"], HEADS, line(number)):
            page.append(cells)
    out = io.BytesIO()
    made.save(out)
    load(officer, out.getvalue())
    assert towns() == [TOWNS["香水镇"], TOWNS["新民乡"]]


@pytest.mark.parametrize("word", ["整改台账", "问题清单"])
def test_lists_one_below_the_other_are_each_of_the_township_in_their_title(officer, word):  # noqa: F811
    rows = [line(1), [f"新民乡{word}"], HEADS, line(2), ["填表人：马某"], [f"黄花乡{word}"], line(3)]
    load(officer, book([HEADS, *rows], [f"香水镇{word}"]))
    assert towns() == [TOWNS["香水镇"], TOWNS["新民乡"], TOWNS["黄花乡"]]


def test_a_long_number_is_kept_whole(officer):  # noqa: F811
    number = "泾民整改〔2021〕第001号之香水镇第12条"
    load(officer, book([row(序号=number)]))
    assert RectificationEntry.objects.get().ledger_number == number
