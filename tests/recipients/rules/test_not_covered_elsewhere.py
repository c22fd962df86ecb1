import pytest

from recipients.rules.context import Known
from recipients.rules.not_covered_elsewhere import not_covered_elsewhere
from tests.recipients.rosters import context, family, person, sheet_rows

MA = person(1)


@pytest.mark.parametrize(
    ("known", "relation", "expected"),
    [
        (Known("马小明"), "户主", []),
        (Known("马小明", elsewhere=frozenset({"rural_dibao"})), "户主", [("I3", "error", "already-elsewhere")]),
        (Known("马小明", elsewhere=frozenset({"tekun"})), "户主", [("I3", "error", "already-elsewhere")]),
        (Known("马小明", elsewhere=frozenset({"rural_dibao"})), "户主*", [("I3", "warning", "listed-elsewhere")]),
        (Known("马小明", elsewhere=frozenset({"old_age_allowance"})), "户主", [("I3", "warning", "listed-elsewhere")]),
        (Known("马小明", family_elsewhere=True), "户主", [("I3", "warning", "listed-elsewhere")]),
    ],
)
def test_not_covered_elsewhere(known: Known, relation: str, expected: list) -> None:
    seen = context(sheet_rows(family(1, ("马小明", MA, relation))), known={MA: known})
    findings = list(not_covered_elsewhere(seen))
    assert [(f.cell, f.severity, f.kind) for f in findings] == expected
    assert all("乡镇" in f.message and MA not in f.message for f in findings)
