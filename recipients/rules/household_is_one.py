"""RO-45 The lines of a household stand together and say the same of it: class, account, village, numbers."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.synonyms import shipped
from core.sheets.words import plain

from ..intake.staged import Family
from .context import Context
from .family_has_one_head import PERSONAL


def household_is_one(context: Context) -> Iterator[Finding]:
    """One warning per household and field, at the first line that says something else; an error at the second of two
    households that name the same head."""
    for fault in context.by_kind.get("household-differs", ()):
        what = shipped().heading("roster", fault.field)
        at = (fault.sheet, fault.row, fault.field)
        message = f"这一户各行的“{what}”不一样，已按第一行读取"
        hint = "请核对是填错了，还是两户连在了一起；是两户的，请各写序号或户主"
        yield context.finding("RO-45", WARNING, "household-differs", at, message, hint)
    yield from context.told("RO-45", ERROR, "number-differs")
    yield from _other_heads(context)
    seen: dict[tuple[int, str, str], str] = {}
    for family in context.roster.families:
        if not _told_by_head(context, family):
            continue
        at = (family.sheet, family.row, "head_id")
        cell = context.roster.place(*at)[1]
        first = seen.setdefault((family.sheet, family.scheme, family.head_id), cell)
        if first != cell:
            message = f"这个户主的另一些行在 {first} 起，同一户分成了两处"
            hint = "请把同一户的人连在一起，不同的户请核对户主身份证号"
            yield context.finding("RO-45", ERROR, "household-apart", at, message, hint)


def _other_heads(context: Context) -> Iterator[Finding]:
    """An error at the first line that names another head's ID number than the lines above it."""
    for family in context.roster.families:
        table = context.roster.parts[family.sheet].table
        said = {
            plain(value): member.row
            for member in reversed(family.members)
            if (value := table.value(member.row, "head_id"))
        }
        if len(said) > 1:
            message = "这一行的户主身份证号与上面几行的不同，分不清是哪一户的人"
            hint = "请把同一户的人连在一起，或改正户主身份证号"
            at = (family.sheet, max(said.values()), "head_id")
            yield context.finding("RO-45", ERROR, "heads-differ", at, message, hint)


def _told_by_head(context: Context, family: Family) -> bool:
    """True where 户主身份证号 stands and is not another's than that of the head's own line."""
    told = bool(family.head_id) and context.has(family, "head_id") and family.scheme not in PERSONAL
    return told and (family.head is None or family.head.id == family.head_id)
