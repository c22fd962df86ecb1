"""One rule, one file, one function, one test, one code."""

import importlib
from pathlib import Path

from monthly_reports import rules

HERE = Path(__file__).parent
APART = {"__init__", "facts", "fold"}


def test_every_file_is_a_rule_in_the_tuple_with_a_test_of_its_name() -> None:
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - APART
    assert files == {rule.__name__ for rule in rules.RULES}
    assert files == {path.stem.removeprefix("test_") for path in HERE.glob("test_*.py")} - {"all_rules"}


def test_every_code_is_used_once_and_opens_its_docstring() -> None:
    modules = [importlib.import_module(rule.__module__) for rule in rules.RULES]
    codes = [module.CODE for module in modules]
    assert len(set(codes)) == len(codes)
    assert all(module.__doc__.startswith(module.CODE) for module in modules)


def test_what_the_rules_call_schemes_and_kinds_is_what_the_models_do() -> None:
    from monthly_reports.models import ChangeKind, choices
    from monthly_reports.rules import facts, fold
    from recipients.models import choices as relief

    assert choices.ADDITIONS == facts.ADDITIONS and choices.ENDINGS == facts.ENDINGS
    assert set(fold.ORDER) == set(ChangeKind.values)
    for name in ("PERSON_SCHEMES", "EXCLUSIVE_SCHEMES", "ONE_MONTH_SCHEMES"):
        assert getattr(relief, name) == getattr(facts, name)
