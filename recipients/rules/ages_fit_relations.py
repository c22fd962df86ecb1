"""RO-23 Parents are at least 12 years older than their children, grandparents 24, spouses are of marriageable age."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context

PARENTS = {"father", "mother", "parent", "father_of_husband", "mother_of_husband", "father_of_wife", "mother_of_wife"}
CHILDREN = {"son", "daughter", "child"}
GRANDCHILDREN = {"grandson", "granddaughter", "grandchild", "grandson_by_daughter", "granddaughter_by_daughter"}
SPOUSES = {"spouse", "husband", "wife"}
# role -> (years the head is older, sentence); negative: the member is the older one.
YEARS = (
    (CHILDREN, 12, "子女"),
    (GRANDCHILDREN, 24, "孙辈"),
    (PARENTS, -12, "父母"),
)
MARRIED_FROM = 16


def ages_fit_relations(context: Context) -> Iterator[Finding]:
    """One warning at the relation of each member whose age does not fit."""
    ages = {role: (years, word) for roles, years, word in YEARS for role in roles}
    year = int(context.month[:4])
    for family in context.roster.families:
        head = family.head
        if head is None or not head.id or len(family.members) < 2:
            continue
        head_born = int(head.id[6:10])
        for member in family.members:
            if member is head or not member.id:
                continue
            born = int(member.id[6:10])
            problem = ""
            if member.role in ages:
                years, word = ages[member.role]
                older = (born - head_born) if years > 0 else (head_born - born)
                if older < abs(years):
                    problem = f"{word}与户主的出生年份只差 {older} 年" if older >= 0 else f"{word}与户主的长幼颠倒"
            elif member.role in SPOUSES and year - born < MARRIED_FROM:
                problem = f"配偶只有 {year - born} 岁"
            if problem:
                yield context.finding(
                    "RO-23",
                    WARNING,
                    "age-relation",
                    (family.sheet, member.row, "relation"),
                    problem,
                    "请核对与户主关系和身份证号",
                )
