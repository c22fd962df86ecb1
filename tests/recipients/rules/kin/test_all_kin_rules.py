"""What holds for the rules of declared kin together."""

import ast
from pathlib import Path

import pytest

import recipients.rules.kin
from recipients.rules import ROSTER_RULES
from recipients.rules.kin import KIN_RULES, SHARED, KnownAward, KnownRecipient, check_kin
from tests.recipients.kin_registers import context, line
from tests.recipients.rosters import cells, person

FOLDER = Path(recipients.rules.kin.__file__).parent
KNOWN = {person(1, 1950): KnownRecipient("伍老大", awards=(KnownAward("rural_dibao", "C", 2, 48000),))}


def test_each_rule_has_its_file_its_code_and_its_test() -> None:
    codes = []
    for rule in KIN_RULES:
        text = (FOLDER / f"{rule.__name__}.py").read_text(encoding="utf-8")
        codes.append((ast.get_docstring(ast.parse(text)) or "").split()[0])
        assert f'"{codes[-1]}"' in text
        assert (Path(__file__).parent / f"test_{rule.__name__}.py").exists()
    assert codes == [f"RO-{number}" for number in range(51, 51 + len(KIN_RULES))]
    assert {path.stem for path in FOLDER.glob("*.py")} == {r.__name__ for r in KIN_RULES} | {"__init__", "context"}
    assert set(SHARED) <= set(ROSTER_RULES)


def test_rules_know_no_django() -> None:
    for path in FOLDER.glob("*.py"):
        assert "django" not in path.read_text(encoding="utf-8")


def test_a_sound_line_has_no_finding() -> None:
    assert check_kin(context(line(), known=KNOWN)) == []


@pytest.mark.parametrize(
    ("word", "value", "cell", "kind"),
    [
        ("享受人身份证号", 640498195003050010, "G4", "id-as-number"),
        ("享受人身份证号", "6.40498E+17", "G4", "id-as-number"),
        ("享受人身份证号", "640498500305001", "G4", "id-old-form"),
        ("享受人身份证号", "640498195013050019", "G4", "id-bad-date"),
        ("享受人身份证号", person(1, 1950)[:17] + "A", "G4", "id-form"),
        ("享受人身份证号", None, "G4", "id-missing"),
        ("经办人身份证号", 640498198003055010, "C4", "id-as-number"),
        ("经办人身份证号", "64049819800305", "C4", "id-form"),
        ("享受人姓名", None, "F4", "name-missing"),
        ("享受人姓名", "伍老大（父）", "F4", "name-form"),
        ("经办人员（村干部）姓名", "伍3", "B4", "name-form"),
        ("救助类别", "不知道", "I4", "scheme-unknown"),
        ("保障类别", "甲等", "J4", "grade-unknown"),
        ("保障人数", "两口半", "K4", "count-not-number"),
        ("月保障金额", "四百八", "L4", "amount-not-number"),
        ("月保障金额", -1, "L4", "amount-negative"),
        ("是否主动申报", "也许", "N4", "answer-unknown"),
    ],
)
def test_what_cannot_be_read_blocks(word: str, value: object, cell: str, kind: str) -> None:
    errors = [finding for finding in check_kin(context(line(**{word: value}), known=KNOWN)) if finding.blocks]
    assert cells(errors) == [(cell, kind)]


@pytest.mark.parametrize("word", ["享受人身份证号", "经办人身份证号"])
def test_a_wrong_check_digit_blocks(word: str) -> None:
    ident = {"享受人身份证号": person(1, 1950), "经办人身份证号": person(501, 1980)}[word]
    wrong = ident[:17] + ("0" if ident[17] != "0" else "1")
    errors = [finding for finding in check_kin(context(line(**{word: wrong}))) if finding.blocks]
    assert [finding.kind for finding in errors] == ["id-checksum"]
