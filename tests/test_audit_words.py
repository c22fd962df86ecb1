"""Whatever is written into the audit chain is named in Chinese on its page."""

import re
from pathlib import Path

import pytest

from core.audit_words import ACTIONS, subject_word

ROOT = Path(__file__).resolve().parents[1]
APPS = ("core", "recipients", "monthly_reports", "spot_checks", "cases", "dashboards", "jingyuan_rectify")
RECORDED = re.compile(r"\brecord\(\s*\"([a-z_.]+)\"")
TRAILS = re.compile(r"\btrail\s*=\s*\"([a-z_]+)\"", re.IGNORECASE)
STAGED = ("stage", "check", "discard", "commit")  # the steps that recipients.operations.staging records


def recorded() -> list[str]:
    """Every action that stands as a word in a call of audit.record, and the steps of every kind of staged workbook."""
    texts = [path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).rglob("*.py")]
    found = {name for text in texts for name in RECORDED.findall(text)}
    return sorted(found | {f"{kind}.{step}" for text in texts for kind in TRAILS.findall(text) for step in STAGED})


@pytest.mark.parametrize("action", recorded())
def test_a_recorded_action_has_a_name(action: str) -> None:
    assert ACTIONS.get(action)


@pytest.mark.parametrize(
    ("kind", "word"),
    [("cases.petition", "信访件"), ("core.user", "用户"), ("core.upload", "文件"), ("gone.away", "gone.away")],
)
def test_what_it_was_done_to_has_a_name(kind: str, word: str) -> None:
    assert subject_word(kind) == word


def test_there_are_actions_to_look_at() -> None:
    assert {"report.submit", "roster.commit", "petition_import.discard", "reveal.open"} <= set(recorded())
