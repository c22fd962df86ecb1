"""RO-07 A person stands once in a file: twice in one scheme, or in two schemes that exclude each other, is told at the second."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context


def id_stands_once(context: Context) -> Iterator[Finding]:
    """One finding for each repeated line; one for a whole table that only repeats what stands before it."""
    for index, part in enumerate(context.roster.parts):
        lines = [(family.sheet, member.row) for family, member in context.lines if family.sheet == index and member.id]
        again = [(at, context.repeated[at]) for at in lines if at in context.repeated]
        firsts = {first[0] for _, first in again}
        if len(again) == len(lines) > 1 and index not in firsts:
            places = "、".join(f"“{context.roster.parts[first].title}”" for first in sorted(firsts))
            cell = context.roster.place(*lines[0], "id_number")[1]
            message = f"这张表的 {len(lines)} 人都已在{places}里列过，整张表是重复的"
            hint = "请只保留一份：删去这张表，或删去汇总的那张"
            yield context.at_sheet("RO-07", ERROR, "sheet-repeated", (part.title, cell), message, hint)
            continue
        for at, first in again:
            title, cell = context.roster.place(*first, "id_number")
            message = f"这个身份证号在表中已经出现过，首次在“{title}”{cell}"
            hint = "请核对是重复登记还是输错号码，只保留一行"
            yield context.finding("RO-07", ERROR, "id-duplicate", (*at, "id_number"), message, hint)
