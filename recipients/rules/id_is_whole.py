"""RO-02 Every line carries an ID number of 18 places (GB 11643)."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Told


def id_is_whole(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails; of a table whose numbers are masked one at the first, with how many they are."""
    yield from context.told("RO-02", ERROR, "id-form", "id-old-form", "id-missing")
    masked = context.by_kind.get("id-masked", ())
    for fault in {fault.sheet: fault for fault in reversed(masked)}.values():
        number = sum(1 for other in masked if other.sheet == fault.sheet)
        at = (fault.sheet, fault.row, fault.field)
        message = f"身份证号中间几位被遮住了，不能收（这张表共 {number} 个）"
        yield context.finding("RO-02", ERROR, "id-masked", at, message, "请用没有遮挡的花名册重新上传")
