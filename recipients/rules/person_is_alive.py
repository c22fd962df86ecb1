"""RO-36 Nobody whose death was reported is covered."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context


def person_is_alive(context: Context) -> Iterator[Finding]:
    """One error for each covered person recorded as dead before the month."""
    if not context.known:
        return
    for family, member in context.lines:
        known = context.known.get(member.id)
        if known is not None and known.dead and member.covered:
            yield context.finding(
                "RO-36",
                ERROR,
                "person-dead",
                (family.sheet, member.row, "id_number"),
                "此人已报死亡，不能再享受",
                "请核对；如系误报，请先由民政局更正死亡记录",
            )
