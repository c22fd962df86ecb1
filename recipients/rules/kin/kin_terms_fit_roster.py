"""RO-61 Scheme, grade, covered persons and monthly amount are those the roster holds now."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from ...intake.declared import Declared
from .context import KinContext, KnownAward

DIBAO = {"rural_dibao", "urban_dibao"}
HINT = "请核对登记表是不是旧的；花名册有误的，走月报更正"


def kin_terms_fit_roster(context: KinContext) -> Iterator[Finding]:
    """One warning for each cell that says otherwise than the roster."""
    for line in context.lines:
        known = context.known.get(line.id)
        if known is None or not known.awards:
            continue
        award = next((one for one in known.awards if one.scheme == line.scheme), None)
        if award is None and line.scheme:
            yield context.finding(
                "RO-61",
                WARNING,
                "kin-scheme-differs",
                (line.sheet, line.row, "scheme"),
                "花名册上这一户享受的不是这一类救助",
                HINT,
            )
            continue
        for name, word in _differences(line, award or _meant(known.awards)):
            yield context.finding(
                "RO-61",
                WARNING,
                "kin-terms-differ",
                (line.sheet, line.row, name),
                f"{word}与花名册不同",
                HINT,
            )


def _meant(awards: tuple[KnownAward, ...]) -> KnownAward:
    """The award a line without a scheme speaks of: the living allowance where there is one."""
    return next((award for award in awards if award.scheme in DIBAO), awards[0])


def _differences(line: Declared, award: KnownAward) -> Iterator[tuple[str, str]]:
    """The fields whose stated value is not the roster's, with their words."""
    if line.grade and line.grade != award.grade:
        yield "grade", f"保障类别{line.grade}类"
    if line.covered is not None and line.covered != award.covered:
        yield "covered_count", f"保障人数 {line.covered}"
    if line.monthly is not None and line.monthly != award.monthly:
        yield "monthly", "月保障金额"
