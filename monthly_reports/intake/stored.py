"""A Filing as text and back, so that it can be kept sealed and judged again later."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from core.sheets.findings import Finding

from ..rules.facts import Death, Filing, Line, Title, Total

PARTS: dict[str, type] = {"lines": Line, "deaths": Death, "totals": Total, "titles": Title, "findings": Finding}


def as_data(filing: Filing) -> dict[str, Any]:
    """The filing as data that JSON can carry."""
    return asdict(filing)


def from_data(data: dict[str, Any]) -> Filing:
    """The filing again; problems come back as pairs."""
    parts = {name: [made(**item) for item in data.get(name, [])] for name, made in PARTS.items()}
    filing = Filing()
    for name, items in parts.items():
        setattr(filing, name, items)
    for each in filing.entries:
        each.problems = [(field, kind) for field, kind in each.problems]
    for name in ("nil_changes", "nil_deaths", "deaths_form"):
        setattr(filing, name, bool(data.get(name)))
    return filing


def findings_text(findings: list[Finding]) -> str:
    """Findings as JSON text."""
    return json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False)


def findings_of(text: str) -> list[Finding]:
    """Findings from JSON text; none from an empty one."""
    return [Finding(**item) for item in json.loads(text or "[]")]
