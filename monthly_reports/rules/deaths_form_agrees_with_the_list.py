"""MR-21. The deaths form and the change list name the same dead, on the same day.

A person who died while covered must also leave the roster in the list, or they would be paid on."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error, warning
from .fold import Outcome

CODE = "MR-21"


def deaths_form_agrees_with_the_list(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell deaths of covered people that the list does not stop; warn of deaths in the list that the form leaves out."""
    stopped = {line.person_id: line for line in filing.lines if line.is_death}
    for death in filing.deaths:
        line = stopped.get(death.id_number)
        person = context.people.get(death.id_number)
        if line and death.death_date and line.death_date and line.death_date != death.death_date:
            message = f"死亡日期与增减名单不一致（名单上是 {line.death_date}）。"
            yield error(CODE, "death-dates-differ", death, "death_date", message, "请核对后改成一致。")
        elif not line and person and person.here and person.covered_by(context.month):
            message = "此人正在享受救助，但增减名单里没有报停。"
            yield error(
                CODE, "death-not-stopped", death, "id_number", message, "请在增减名单的“减少”表中补报一行，原因填死亡。"
            )
        elif not line and not (person and person.here):
            message = "本乡镇花名册上没有此人。"
            yield warning(
                CODE, "death-unknown", death, "id_number", message, "请核对身份证号；不是救助对象的不用填报。"
            )
    if filing.deaths_form and filing.deaths:
        named = {death.id_number for death in filing.deaths}
        for ident, line in stopped.items():
            if ident not in named:
                message = "增减名单报了死亡，死亡人员报告表里没有此人。"
                yield warning(CODE, "death-not-on-form", line, "id_number", message, "请在死亡人员报告表中补上。")
