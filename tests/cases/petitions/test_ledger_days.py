"""Days that stand without their day or in three columns, numbers longer than others, and classes with 类 behind them."""

import csv
import io

import pytest

from cases.models import Petition
from tests.cases.petitions.ledger_books import HEAD, book, line
from tests.cases.petitions.test_ledger_import import clerk, imported  # noqa: F401

pytestmark = pytest.mark.django_db


def told(answer: dict) -> list[tuple[str, str, str]]:
    return [(one["severity"], one["kind"], one["cell"]) for one in answer["findings"]]


@pytest.mark.parametrize("typed", ["2019年4月", "2019.4", "2019-04", "201904", 2019.4, "二〇一九年四月"])
def test_a_month_without_a_day_is_its_first_day_and_told(clerk, tmp_path, capsys, typed):  # noqa: F811
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book([line(接件时间=typed, 受理日期="2019.4", 办结日期="2019年6月")]))
    code, answer = imported(path, capsys)
    petition = Petition.objects.get()
    assert code == 0 and petition.received_at.isoformat() == "2019-03-31T16:00:00+00:00"
    days = dict(petition.events.values_list("kind", "on"))
    assert (days["accepted"].isoformat(), days["concluded"].isoformat()) == ("2019-04-01", "2019-06-01")
    assert told(answer) == [("warning", "day-missing", cell) for cell in ("C3", "K3", "M3")]


def test_a_month_is_not_before_the_receipt_in_the_same_month(clerk, tmp_path, capsys):  # noqa: F811
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book([line(接件时间="2019-04-20 09:00", 受理日期="2019年4月", 办结日期="2019年6月1日")]))
    assert told(imported(path, capsys)[1]) == [("warning", "day-missing", "K3")]
    assert Petition.objects.get().events.get(kind="accepted").on.isoformat() == "2019-04-20"


@pytest.mark.parametrize("typed", ["2019年", "4", 4, 2019.1, "4月", "去年4月"])
def test_what_names_no_month_is_refused(clerk, tmp_path, capsys, typed):  # noqa: F811
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book([line(接件时间=typed)]))
    code, answer = imported(path, capsys)
    assert code == 1 and [one["kind"] for one in answer["findings"] if one["severity"] == "error"] == ["date-not-date"]


@pytest.mark.parametrize("grouped", [True, False])
def test_year_month_and_day_in_three_columns_are_one_day(clerk, tmp_path, capsys, grouped):  # noqa: F811
    head = [word for word in HEAD if word != "接件时间"]
    at = HEAD.index("接件时间")
    upper = [*head[:at], "接件时间", None, None, *head[at:]] if grouped else []
    lower = (
        [*[None] * at, "年", "月", "日", *[None] * len(head[at:])]
        if grouped
        else [*head[:at], "年", "月", "日", *head[at:]]
    )
    rows = []
    for number, (month, day) in enumerate([(4, 20), ("5月", "")], 1):
        cells = line(number)
        rows.append([*cells[:at], 2019, month, day, *cells[at + 1 :]])
    out = io.StringIO()
    csv.writer(out).writerows([row for row in (["信访台账"], upper, lower, *rows) if row])
    path = tmp_path / "台账.csv"
    path.write_bytes(out.getvalue().encode("gb18030"))
    code, answer = imported(path, capsys)
    assert code == 0 and [one[1] for one in told(answer)] == ["day-missing"]
    assert sorted(p.received_at.astimezone().isoformat()[:10] for p in Petition.objects.all()) == [
        "2019-04-20",
        "2019-05-01",
    ]


def test_a_long_number_is_kept_whole(clerk, tmp_path, capsys):  # noqa: F811
    number = "泾信访民字〔2019〕第0012号-香水转办件之三（续）"
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book([line(number)]))
    assert imported(path, capsys)[0] == 0 and Petition.objects.get().ledger_number == number
    path.write_bytes(book([line("9" * 61)]))
    code, answer = imported(path, capsys)
    assert code == 1 and told(answer) == [("error", "text-long", "A3")]


def test_classes_with_their_tail_under_another_word_are_the_class(clerk, tmp_path, capsys):  # noqa: F811
    head = ["事项类别" if word == "问题类别" else word for word in HEAD]
    path = tmp_path / "台账.xlsx"
    rows = [line(n, 问题类别=word) for n, word in enumerate(("申诉求决类", "建议意见类", "咨询类"), 1)]
    path.write_bytes(book(rows, head))
    assert imported(path, capsys)[0] == 0
    kinds = dict(Petition.objects.values_list("ledger_number", "kind"))
    assert kinds == {"1": "demand", "2": "advice", "3": "consult"}
