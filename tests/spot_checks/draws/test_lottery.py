"""A lottery seeds a draw only if nobody could know it at the commitment: what is certain is refused, or stands in red."""

import datetime as dt

import pytest

from core import months
from spot_checks import operations
from spot_checks.rules.lottery_was_unknown import doubt

JULY = dt.date(2021, 7, 26)  # a Monday: 88 draw days of the year are over, 83 to 85 draws were held


@pytest.mark.parametrize(
    ("issue", "says"),
    [
        ("2020120", "以前就已开奖"),
        ("2021050", "以前就已开奖"),
        ("2021084", ""),
        ("2021085", ""),
        ("2021088", ""),
        ("2021120", "还没有开奖"),
        ("2022001", "还没有开奖"),
    ],
)
def test_only_what_is_certain_is_said(issue: str, says: str) -> None:
    said = doubt(f"{issue}-01.05.12.20.28.33+09", JULY, JULY + dt.timedelta(days=3))
    assert (says in said) if says else said == ""


def test_the_turn_of_the_year_casts_no_doubt() -> None:
    assert doubt("2022001-01.05.12.20.28.33+09", dt.date(2021, 12, 31), dt.date(2022, 1, 3)) == ""
    assert doubt("2021151-01.05.12.20.28.33+09", dt.date(2022, 1, 1), dt.date(2022, 1, 3)) != ""


def test_the_form_refuses_it_and_a_draw_seeded_so_is_red_for_all(county, as_user, key):
    draw = county.committed(seed_kind="ssq")
    known = f"{months.today().year - 1}050-01.05.12.20.28.33+09"
    asked = {"value": known, "read_back": "on", "witness_name": "乡镇人大 苏某", "version": draw.version}
    answer = as_user(county.officer).post(f"/checks/draws/{draw.pk}/reveal/", asked | key)
    assert "以前就已开奖" in answer.content.decode()
    operations.reveal_draw(draw, values=[known], by=county.officer, witness=county.witness)
    for page in ("", "record/"):
        assert "以前就已开奖" in as_user(county.leader).get(f"/checks/draws/{draw.pk}/{page}").content.decode()
