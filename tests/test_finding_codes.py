"""docs/finding-codes.md says what the rules say, for every rule."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cases.rules import entry_ledger, ledger
from jingyuan_rectify.management.commands.finding_codes import own, page, rows_of
from monthly_reports import rules
from recipients.rules import RULES as ROSTER_RULES

RULES = [*rules.RULES, *ROSTER_RULES, *own(ledger.LEDGER_RULES), *entry_ledger.RULES]


def test_the_page_is_as_the_rules_are_now():
    written = Path(settings.BASE_DIR, "docs", "finding-codes.md").read_text(encoding="utf-8")
    assert written == page(), "run: manage.py finding_codes"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_its_code_and_sentences(rule):
    rows = list(rows_of(rule))
    assert rows
    for code, level, message, hint in rows:
        assert re.fullmatch(r"(MR|RO|PT|ZG)-\d\d", code) and level
        assert message.strip("。…") and hint.endswith("。"), (code, message)
