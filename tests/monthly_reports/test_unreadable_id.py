"""An ID number that cannot be read is one error; what would follow from it is none."""

import pytest

from monthly_reports.rules import check
from monthly_reports.rules.facts import Filing, Line
from monthly_reports.rules.fold import Outcome
from tests.monthly_reports.rules.world import context, founding

TWO = {"covered_after": 2, "fen_after": 48000}


def couple() -> list[Line]:
    """A new household of two, the wife's number mistyped."""
    husband, wife = founding(**TWO), founding(relation="配偶", name="马花", **TWO)
    wife.id_number, wife.problems = "", [("id_number", "id-checksum")]
    wife.position, wife.row = 1, 4
    wife.cells = {field: cell.replace("3", "4") for field, cell in wife.cells.items()}
    return [husband, wife]


def test_a_broken_id_number_is_the_only_error_of_its_household() -> None:
    assert [each.kind for each in check(Filing(lines=couple()), context())] == ["id-checksum"]


def test_judging_such_a_household_would_tell_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Outcome, "is_certain", True)
    assert len(check(Filing(lines=couple()), context())) > 1
