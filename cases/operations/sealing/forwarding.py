"""What goes out of a sealed case: an ordinary entry of the rectification ledger that says nothing of where it came from."""

from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import User
from core.operation import operation
from core.refusal import NotPermitted, Refused

from ...models import PetitionEvent, RectificationEntry, Source, TaskArea
from ..entries.listing import Found, list_entry
from .contents import contents_of
from .handlers import _handled
from .redaction import refuse_telling

NEUTRAL = (Source.SELF_CHECK, Source.VISIT, Source.AUDIT, Source.INSPECTION)


@operation
def forward_redacted(
    petition: Any,
    *,
    by: User,
    to: str,
    task_text: str,
    category: str,
    task: str = TaskArea.CONDUCT,
    source: str = Source.SELF_CHECK,
) -> RectificationEntry:
    """`to` (a 12-digit division code) has a plain task on its ledger; nothing in it points back here, and nobody is named as
    its author. Raises Refused where its words tell anything of the case, NotPermitted for a unit that stands accused."""
    petition = _handled(petition, by)
    contents = contents_of(petition)
    if source not in NEUTRAL or task not in TaskArea.values:
        raise Refused("请选择任务和来源。", code="choice-unknown")
    if contents.about_township and to[:9] == contents.about_township[:9]:
        raise NotPermitted("不能把任务交给被反映的单位。请由县局直接核查，或移交派驻纪检监察组。")
    if not to.startswith(petition.county_code):
        raise NotPermitted("任务只能交给本县的单位。")
    refuse_telling(petition, task_text, category)
    entry = list_entry(
        Found(
            division_code=to,
            task=task,
            category=category,
            description=task_text,
            source=source,
            found_on=months.today(),
        ),
        by=None,
    )
    event = PetitionEvent(
        petition=petition, kind=PetitionEvent.Kind.ASSIGNED, on=months.today(), at=timezone.now(), by=by
    )
    event.text = f"已另立不含来信内容的核查任务 {entry.number}：{task_text}"
    event.save(force_insert=True)
    audit.record("sealed.forward", petition, by=by)
    return entry
