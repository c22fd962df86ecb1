import pytest

from recipients.rules.kin.kin_relation_is_close import kin_relation_is_close
from tests.recipients.kin_registers import found


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("父亲", []),
        ("岳母", []),
        ("妻弟", []),
        ("外孙女", []),
        ("姨妈", []),
        ("养子", []),
        ("同父异母兄弟", []),
        ("女婿", []),
        ("侄子", ["kin-not-close"]),
        ("表弟", ["kin-not-close"]),
        ("姐夫", ["kin-not-close"]),
        ("本人", ["kin-not-close"]),
        ("朋友", ["kin-relation-unknown"]),
        (None, ["kin-relation-missing"]),
    ],
)
def test_kin_relation_is_close(relation: str, expected: list) -> None:
    assert found(kin_relation_is_close, 与经办人关系=relation) == [("H4", "warning", kind) for kind in expected]
