"""RO-22 The monthly amount is the rate in force times the covered persons (rates: dated table of the county)."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def amount_fits_rate(context: Context) -> Iterator[Finding]:
    """One warning for each family paid otherwise; schemes and classes without a rate are not judged."""
    for family in context.roster.families:
        rate = context.rates.get((family.scheme, family.grade))
        covered = family.covered_count or len(family.covered)
        if rate is None or family.monthly is None or not covered or family.monthly == rate * covered:
            continue
        yield context.finding(
            "RO-22",
            WARNING,
            "amount-differs",
            (family.sheet, family.row, "monthly"),
            f"月金额填 {_yuan(family.monthly)} 元，按标准 {_yuan(rate)} 元×{covered} 人应为 {_yuan(rate * covered)} 元",
            "请核对金额、类别和保障人数；确有原因的请说明",
        )


def _yuan(fen: int) -> str:
    return f"{fen / 100:.2f}".removesuffix(".00")
