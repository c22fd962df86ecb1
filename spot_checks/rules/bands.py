"""Which layer of its township's frame a candidate belongs to. A rule never changes: a new version is added beside it, and
a draw names the version it was made by."""

from collections.abc import Callable, Collection

KIN, FLAGGED = "kin", "flagged"
NEW_GRANT, FAILED_BEFORE, NIL_AGAIN = "new_grant", "failed_before", "nil_again"
LABELS = {
    KIN: "已备案近亲属",
    FLAGGED: "有未核销的疑点",
    NEW_GRANT: "近三个月新增",
    FAILED_BEFORE: "一年内核查曾不符",
    NIL_AGAIN: "连续两个月零报告",
}


def v1(facts: Collection[str]) -> str:
    """A: declared kin and unresolved flags, all of them visited. B: new grants, what failed a visit within a year, villages
    of a township with two nil reports running. C: the rest."""
    if KIN in facts or FLAGGED in facts:
        return "A"
    return "B" if {NEW_GRANT, FAILED_BEFORE, NIL_AGAIN} & set(facts) else "C"


VERSIONS: dict[str, Callable[[Collection[str]], str]] = {"v1": v1}
LATEST = "v1"
WEIGHTS = {"A": 0, "B": 3, "C": 1}


def band(version: str, facts: Collection[str]) -> str:
    """The layer under the named version of the rule. Raises KeyError for a version that never was."""
    return VERSIONS[version](facts)


def words(facts: Collection[str]) -> list[str]:
    """The facts as people read them."""
    return [LABELS[fact] for fact in LABELS if fact in facts]
