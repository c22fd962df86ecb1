import pytest

from recipients.rules.kin.kin_ages_fit_relation import GAPS, kin_ages_fit_relation
from recipients.rules.kin.kin_relation_is_close import CLOSE
from tests.recipients.kin_registers import found
from tests.recipients.rosters import person

ODD = [("H4", "warning", "kin-age")]


@pytest.mark.parametrize(
    ("relation", "born", "expected"),  # the official was born in 1966
    [
        ("父亲", 1940, []),
        ("父亲", 1952, []),
        ("父亲", 1953, ODD),
        ("父亲", 1970, ODD),
        ("母亲", 1966, ODD),
        ("岳父", 1980, ODD),
        ("继母", 1960, []),
        ("继母", 1970, ODD),
        ("儿子", 1990, []),
        ("女儿", 1970, ODD),
        ("子女", 1950, ODD),
        ("儿媳", 1960, ODD),
        ("祖父", 1930, []),
        ("奶奶", 1945, ODD),
        ("孙子", 1990, ODD),
        ("孙女", 2000, []),
        ("哥哥", 1960, []),
        ("哥哥", 1970, ODD),
        ("弟弟", 1960, ODD),
        ("兄弟", 1990, []),
        ("兄弟", 2000, ODD),
        ("小舅子", 1990, []),
        ("叔叔", 1980, []),
        ("叔叔", 2000, ODD),
        ("妻子", 1970, []),
        ("妻子", 2010, ODD),
        ("表哥", 2000, []),
        ("没见过的称谓", 2000, []),
    ],
)
def test_kin_ages_fit_relation(relation: str, born: int, expected: list) -> None:
    official = person(501, 1966)
    changed = {"经办人身份证号": official, "与经办人关系": relation, "享受人身份证号": person(2, born)}
    assert found(kin_ages_fit_relation, **changed) == expected


def test_a_spouse_is_of_an_age_to_be_one() -> None:
    changed = {"经办人身份证号": person(501, 1990), "与经办人关系": "妻子", "享受人身份证号": person(2, 2008)}
    assert found(kin_ages_fit_relation, **changed) == ODD


def test_what_is_not_known_is_not_judged() -> None:
    assert found(kin_ages_fit_relation, 经办人身份证号=None, 享受人身份证号=person(1, 2015)) == []
    assert found(kin_ages_fit_relation, 享受人身份证号="640499") == []


def test_every_close_relation_has_its_ages() -> None:
    assert set(GAPS) == CLOSE
