import pytest

from monthly_reports.rules.village_is_known import CODE, village_is_known
from tests.monthly_reports.rules.world import e, founding, kinds, leaving, w

CASES = [
    ([leaving(), founding()], []),
    ([founding(village="丙塬村")], e("village-unknown")),
    ([leaving(village="丙塬村")], w("village-unknown")),
    ([leaving(village="己川村")], w("village-differs")),
    ([founding(village="")], e("village-missing")),
    ([leaving(village="")], []),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_village_is_known(lines: list, expected: list) -> None:
    assert kinds(village_is_known, lines) == sorted(expected)


def test_the_code_is_permanent() -> None:
    assert CODE == "MR-20"
