"""MR-25. Nobody is added whose death is on record."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error
from .fold import Outcome

CODE = "MR-25"


def joining_person_is_alive(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell additions of people the roster has as dead. Another township's dead are not told apart: it is only refused."""
    for outcome in made:
        for line in outcome.joins:
            person = context.people.get(line.id_number)
            if person and person.death:
                day = f"（{person.death.isoformat()}）" if person.here else ""
                message = f"此人已登记死亡{day}，不能新增。"
                yield error(
                    CODE, "person-dead", line, "id_number", message, "请核对身份证号；登记有误的请联系县局更正。"
                )
