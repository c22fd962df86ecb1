"""docs/manual.md quotes the screens: what stands in “…” there is written in a template, a form or a sentence of the program."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
# Said of the screens, not by them: a title with a month in it, a cell format of the office suite.
OURS = {"×月详情", "文本", "零报告", "…"}
QUOTED = sorted(set(re.findall("“([^”\n]+)”", MANUAL)) - OURS)


@cache
def program() -> str:
    """Everything the screens are made of, as written and without its tags."""
    files = [*ROOT.glob("templates/**/*.html")]
    for app in ("core", "recipients", "monthly_reports", "spot_checks", "cases", "dashboards"):
        files += ROOT.glob(f"{app}/**/*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return text + re.sub(r"\{[%{#].*?[%}#]\}|<[^>]+>|\{[^{}\n]*\}", "", text)


@pytest.mark.parametrize("words", QUOTED)
def test_what_the_manual_quotes_stands_on_a_screen(words: str) -> None:
    assert words in program()


def test_the_manual_links_to_what_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", MANUAL)
    assert links
    assert all((ROOT / "docs" / link).exists() for link in links)
