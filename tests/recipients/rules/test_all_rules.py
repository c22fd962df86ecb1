"""What holds for the rules together."""

import ast
from pathlib import Path

import recipients.rules
from recipients.rules import KIN_RULES, ROSTER_RULES, RULES, check
from tests.recipients.rosters import HEAD, STANDARD, cells, context, family, sheet_rows

FOLDER = Path(recipients.rules.__file__).parent


def test_each_rule_has_its_file_its_code_and_its_test() -> None:
    codes = []
    for rule in ROSTER_RULES:
        text = (FOLDER / f"{rule.__name__}.py").read_text(encoding="utf-8")
        codes.append((ast.get_docstring(ast.parse(text)) or "").split()[0])
        assert f'"{codes[-1]}"' in text
        assert (Path(__file__).parent / f"test_{rule.__name__}.py").exists()
    assert len(set(codes)) == len(codes) and all(code.startswith("RO-") for code in codes)
    assert {path.stem for path in FOLDER.glob("*.py")} == {rule.__name__ for rule in ROSTER_RULES} | {
        "__init__",
        "context",
    }


def test_the_page_of_codes_has_all_of_them_once() -> None:
    assert (*ROSTER_RULES, *KIN_RULES) == RULES and len(set(RULES)) == len(RULES)


def test_rules_know_no_django() -> None:
    for path in FOLDER.glob("*.py"):
        assert "django" not in path.read_text(encoding="utf-8").replace("no Django", "")


def test_sound_sheet_has_no_finding() -> None:
    assert check(context(sheet_rows(family(1, *STANDARD)))) == []


def test_one_cell_has_one_error_and_merged_values_are_told_once() -> None:
    rows = sheet_rows(family(1, *STANDARD), family(2, ("李志福", "64049819720230843", "户主")))
    rows[2][HEAD.index("月保障金额")] = "三百"
    errors = cells(finding for finding in check(context(rows)) if finding.blocks)
    assert errors.count(("Q3", "amount-not-number")) == 1 and errors.count(("I6", "id-form")) == 1
    assert len(errors) == len({cell for cell, _ in errors})
