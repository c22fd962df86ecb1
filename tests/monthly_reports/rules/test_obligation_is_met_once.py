import pytest

from monthly_reports.rules.obligation_is_met_once import CODE, obligation_is_met_once
from tests.monthly_reports.rules.world import context, dying, e, kinds, leaving


@pytest.mark.parametrize(
    ("filed", "lines", "more", "expected"),
    [
        (set(), [leaving()], {}, []),
        ({"deaths"}, [leaving()], {}, []),
        ({"changes"}, [leaving()], {}, e("changes-filed-already")),
        ({"changes"}, [], {"nil_changes": True}, e("changes-filed-already")),
        ({"changes"}, [], {"nil_deaths": True}, []),
        ({"deaths"}, [], {"deaths": [dying()]}, e("deaths-filed-already")),
        (
            {"deaths", "changes"},
            [],
            {"nil_deaths": True, "nil_changes": True},
            e("changes-filed-already", "deaths-filed-already"),
        ),
    ],
)
def test_obligation_is_met_once(filed: set, lines: list, more: dict, expected: list) -> None:
    world = context(already_filed=frozenset(filed))
    assert kinds(obligation_is_met_once, lines, world=world, **more) == expected


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-28"
