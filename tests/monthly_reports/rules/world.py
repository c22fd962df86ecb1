"""A small world for the rules, without a database: 苏家 (three covered, grade C, 720 yuan, one member not covered), 王家 with one
old man in tekun, a stranger of another township, somebody dead."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from core.sheets.findings import Finding
from monthly_reports.rules import Rule
from monthly_reports.rules.facts import Context, Death, Filing, KnownHousehold, KnownPerson, Line, Terms
from monthly_reports.rules.fold import outcomes

HEAD, WIFE, SON, AUNT = "640498196708057824", "640499197001010023", "640498200107211135", "640499194001010025"
OLD, STRANGER, GHOST, NEW = "640498194001153856", "640499198001010027", "640499195001010029", "640499202101156492"
D = dt.date
DIBAO = ("rural_dibao", "suhome", "2021-06", "")


def context(**changes: Any) -> Context:
    """July 2021, seen on the 23rd."""
    su = KnownHousehold("suhome", "乙坪村", HEAD, {HEAD: "苏虎彦", WIFE: "马桂花", SON: "金栋彩", AUNT: "苏老太"})
    su.terms["rural_dibao", ""] = [("2021-06", "", Terms((HEAD, WIFE, SON), 72000, "C"))]
    wang = KnownHousehold("wanghome", "己川村", OLD, {OLD: "王德"})
    wang.terms["tekun", OLD] = [("2021-01", "", Terms((OLD,), 60000, "", "home", "full"))]

    def person(name: str, home: str, *schemes: tuple, **more: Any) -> KnownPerson:
        return KnownPerson(
            name, more.pop("birth", D(1970, 1, 1)), more.pop("here", True), home, "", more.pop("death", None), schemes
        )

    people = {
        HEAD: person("苏虎彦", "suhome", DIBAO),
        WIFE: person("马桂花", "suhome", DIBAO),
        SON: person("金栋彩", "suhome", DIBAO),
        AUNT: person("苏老太", "suhome"),
        OLD: person("王德", "wanghome", ("tekun", "wanghome", "2021-01", "")),
        STRANGER: person("某人", "", ("rural_dibao", "far", "2021-06", ""), here=False),
        GHOST: person("亡人", "suhome", death=D(2021, 3, 4)),
    }
    told: dict[str, Any] = {
        "month": "2021-07",
        "today": D(2021, 7, 23),
        "township": "640424100000",
        "township_names": ("香水镇",),
        "people": people,
        "households": {"suhome": su, "wanghome": wang},
        "villages": frozenset({"乙坪村", "己川村"}),
        "rates": {
            ("rural_dibao", grade, "", ""): [("2021-01", fen)]
            for grade, fen in (("A", 38000), ("B", 31000), ("C", 24000))
        },
        "rated_schemes": frozenset({"rural_dibao"}),
    }
    return Context(**(told | changes))


def leaving(ident: str = SON, **changes: Any) -> Line:
    """苏家's son dies."""
    told: dict[str, Any] = {
        "kind": "remove_member", "reason": "死亡", "reason_code": "death", "scheme": "rural_dibao", "village": "乙坪村",
        "head_name": "苏虎彦", "head_id": HEAD, "name": {SON: "金栋彩", WIFE: "马桂花", HEAD: "苏虎彦"}.get(ident, "某某"),
        "id_number": ident, "covered_before": 3, "covered_after": 2, "fen_before": 72000, "fen_after": 48000,
        "effective_month": "2021-08", "death_date": "2021-07-18",
    } | changes  # fmt: skip
    return _line(told)


def joining(ident: str = NEW, **changes: Any) -> Line:
    """A child is born into 苏家."""
    told: dict[str, Any] = {
        "kind": "add_member", "reason": "出生", "reason_code": "birth", "scheme": "rural_dibao", "village": "乙坪村",
        "head_name": "苏虎彦", "head_id": HEAD, "name": "苏小宝", "id_number": ident, "relation": "子", "grade_after": "C",
        "covered_after": 4, "fen_after": 96000, "effective_month": "2021-08",
    } | changes  # fmt: skip
    return _line(told)


def founding(ident: str = NEW, head: str = NEW, **changes: Any) -> Line:
    """A new household of one."""
    told: dict[str, Any] = {
        "kind": "add_household", "reason": "因病", "reason_code": "illness", "head_name": "新户", "head_id": head, "name": "新户",
        "relation": "户主", "covered_after": 1, "fen_after": 24000,
    }  # fmt: skip
    return joining(ident, **(told | changes))


def altering(**changes: Any) -> Line:
    """苏家 is graded up from C to A."""
    told: dict[str, Any] = {
        "kind": "regrade", "reason": "病情加重", "reason_code": "illness_worse", "scheme": "rural_dibao", "village": "乙坪村",
        "head_name": "苏虎彦", "head_id": HEAD, "grade_before": "C", "grade_after": "A", "fen_before": 72000,
        "fen_after": 114000, "effective_month": "2021-08",
    } | changes  # fmt: skip
    return _line(told)


def dying(ident: str = SON, **changes: Any) -> Death:
    """A line of the deaths form."""
    made = Death(0, "死亡表", 3, "金栋彩", ident, "rural_dibao", "2021-07-18", "2021-08")
    for name, value in changes.items():
        setattr(made, name, value)
    made.cells = {"name": "B3", "id_number": "C3", "death_date": "E3"}
    return made


def _line(told: dict[str, Any]) -> Line:
    made = Line(0, "名单", 3, **told)
    made.cells = {name: f"{chr(65 + at)}3" for at, name in enumerate(told) if at < 26}
    return made


def found(rule: Rule, *lines: Line, world: Context | None = None, **filing: Any) -> list[Finding]:
    """What one rule says of the lines."""
    for position, line in enumerate(lines):
        line.position, line.row = position, line.row + position
    seen = world or context()
    whole = Filing(lines=list(lines), **filing)
    return list(rule(whole, seen, outcomes(whole.lines, seen)))


def kinds(rule: Rule, lines: Sequence[Line], world: Context | None = None, **filing: Any) -> list[tuple[str, str]]:
    """(severity, kind) of each finding, sorted."""
    return sorted((finding.severity, finding.kind) for finding in found(rule, *lines, world=world, **filing))


def e(*kinds: str) -> list[tuple[str, str]]:
    """Errors of these kinds."""
    return [("error", kind) for kind in kinds]


def w(*kinds: str) -> list[tuple[str, str]]:
    """Warnings of these kinds."""
    return [("warning", kind) for kind in kinds]
