import pytest

from recipients.rules.village_is_known import village_is_known, village_key
from tests.recipients.rosters import cells, context, family, person, sheet_rows


@pytest.mark.parametrize(
    ("villages", "expected"),
    [
        (["丁湾村", "丁湾"], []),
        (["丁湾村委会"], []),
        (["乙坪村", "乙坪村", "丁湾村"], [("C3", "village-unknown")]),
        (["乙坪村", "丙塬村"], [("C3", "village-unknown"), ("C4", "village-unknown")]),
        ([None, "丁湾村", None], [("C3", "village-missing")]),
    ],
)
def test_village_is_known(villages: list, expected: list[tuple[str, str]]) -> None:
    families = [
        family(number, ("马小明", person(number), "户主"), village=village)
        for number, village in enumerate(villages, 1)
    ]
    assert cells(village_is_known(context(sheet_rows(*families)))) == expected


def test_a_village_named_village_keeps_a_name() -> None:
    assert [village_key(name) for name in ("村", "香水社区", "丁湾村民委员会")] == ["村", "香水", "丁湾"]
