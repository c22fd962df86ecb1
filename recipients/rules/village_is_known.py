"""RO-27 The village is one of the township's; an unknown one is created, with a provisional code, at commit."""

from collections.abc import Iterator
from functools import lru_cache

from core.sheets.findings import WARNING, Finding

from .context import Context


def village_is_known(context: Context) -> Iterator[Finding]:
    """One warning per unknown village, at its first cell; and one per family without a village."""
    told: set[str] = set()
    for family in context.roster.families:
        key = village_key(family.village)
        if not key:
            if "" not in told:
                told.add("")
                yield context.finding(
                    "RO-27",
                    WARNING,
                    "village-missing",
                    (family.sheet, family.row, "village"),
                    "没有填村（社区），这样的户将直接挂在乡镇名下",
                    "请补填所在的村或社区",
                )
        elif key not in told and key not in context.villages:
            told.add(key)
            yield context.finding(
                "RO-27",
                WARNING,
                "village-unknown",
                (family.sheet, family.row, "village"),
                f"本乡镇还没有登记“{family.village}”，入库时将新建并编临时代码",
                "请核对村名没有写错；正式代码由系统管理员补录",
            )


@lru_cache(maxsize=4096)
def village_key(name: str) -> str:
    """The name without the words that are left off or added at will: 丁湾村村委会 and 丁湾 are one."""
    for ending in ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"):
        if name.endswith(ending) and len(name) > len(ending):
            name = name[: -len(ending)]
    return name
