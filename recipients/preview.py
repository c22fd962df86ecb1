"""What a commit would do, in numbers for everyone and in lists for the township itself."""

from typing import TYPE_CHECKING, Any

from .intake.staged import Family
from .plan import Plan, Target

if TYPE_CHECKING:
    from .examine import Examination

LABELS = {
    "grade": "保障类别",
    "care_mode": "供养方式",
    "care_level": "自理能力",
    "persons": "家庭人口",
    "covered": "保障人数",
    "monthly_fen": "月保障金额",
    "account_holder": "开户人",
    "bank": "开户银行",
    "account": "银行账号",
    "who": "享受人员",
    "group": "组",
    "address": "地址",
    "hardship": "致贫原因",
    "note": "备注",
    "division_code": "村",
    "name": "姓名",
    "ethnicity": "民族",
    "health": "健康状况",
    "labour": "劳动能力",
    "phone": "联系电话",
    "members": "家庭成员",
}


def counts_of(found: "Examination") -> dict[str, Any]:
    """Totals of the file and the numbers of households and persons by what happens to them."""
    plan, families = found.plan, found.families
    paid = [family for family in families if family.covered]
    moved = _moved(plan)
    persons = {member.id for family in families for member in family.members}
    changed = {ident for ident in plan.changed_people if ident not in moved}
    elsewhere = sum(1 for ident in persons if _is_elsewhere(found, ident))
    return {
        "sheet": found.roster.titles,
        "rows": found.roster.rows,
        "households": len(paid),
        "persons": sum(len(family.members) for family in families),
        "covered": sum(len(family.covered) for family in families),
        "monthly_fen": sum(family.monthly or 0 for family in paid),
        "schemes": _by_scheme(paid),
        "household_changes": {
            "new": sum(1 for target in plan.targets if target.is_new),
            "changed": sum(1 for target in plan.targets if not target.is_new and not target.same),
            "same": sum(1 for target in plan.targets if target.same),
            "gone": len({award.household for award in plan.gone}),
        },
        "person_changes": {
            "new": len(plan.new_people),
            "changed": len(changed),
            "moved": len(moved),
            "elsewhere": elsewhere,
            "gone": sum(len(target.closes) for target in plan.targets),
            "same": len(persons) - len(plan.new_people) - len(changed) - len(moved),
        },
        "errors": sum(1 for finding in found.findings if finding.blocks),
        "warnings": sum(1 for finding in found.findings if not finding.blocks),
    }


def _by_scheme(paid: list[Family]) -> dict[str, dict[str, int]]:
    sums: dict[str, dict[str, int]] = {}
    for family in paid:
        part = sums.setdefault(family.scheme, {"households": 0, "covered": 0, "monthly_fen": 0})
        part["households"] += 1
        part["covered"] += len(family.covered)
        part["monthly_fen"] += family.monthly or 0
    return sums


def _moved(plan: Plan) -> set[str]:
    return {
        member.id
        for target in plan.targets
        for member, _, home in target.moves
        if target.row is None or home.household != target.row.pk
    }


def _is_elsewhere(found: "Examination", ident: str) -> bool:
    person = found.planner.person(ident)
    home = found.standing.homes.get(person.pk) if person else None
    return home is not None and home.household not in found.standing.households


def lists_of(found: "Examination") -> dict[str, list[Any]]:
    """Lists of households: [scheme, serial, head's name, village, covered, monthly fen, what changes]; and of persons moved
    or gone: [name, from number, to head's name]. Of persons in other townships nothing but the cell's finding is told."""
    plan = found.plan
    new: list[Any] = []
    changed: list[Any] = []
    for target in plan.targets:
        if not target.same:
            (new if target.is_new else changed).extend(_line(target, family) for family in target.families)
    numbers = {row.pk: row.number for row in found.standing.households.values()}
    moved = [
        [member.name, numbers.get(home.household, ""), target.families[0].head_name]
        for target in plan.targets
        for member, _, home in target.moves
        if home.household in numbers and (target.row is None or home.household != target.row.pk)
    ]
    return {
        "new": new,
        "changed": changed,
        "gone": [[a.scheme, a.serial, numbers.get(a.household, ""), a.covered, a.monthly_fen] for a in plan.gone],
        "moved": moved,
        "people": [
            [found.planner.file_home[ident].families[0].head_name, name, [LABELS[key] for key in changes]]
            for ident, changes in plan.changed_people.items()
            if (name := _own_name(found, ident))
        ],
    }


def _own_name(found: "Examination", ident: str) -> str:
    """The name the roster knows, of the township's own people only."""
    person = found.planner.person(ident)
    mine = person is not None and person.township_code == found.township.code[:9] and not _is_elsewhere(found, ident)
    return person.name if person and mine else ""


def _line(target: Target, family: Family) -> list[Any]:
    changes = [LABELS[name] for name in target.changed_fields]
    for of, terms in target.terms:
        if of is family:
            changes += [LABELS[name] for name in terms.changes]
    if not target.is_new and (target.joins or target.closes or target.moves):
        changes.append(LABELS["members"])
    amount = family.monthly or 0
    return [family.scheme, family.serial, family.head_name, family.village, len(family.covered), amount, changes]
