"""A township's work summary on its way to the bureau's office: drafted from the facts, edited, handed over, confirmed and
sent by a second person."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from core import audit, months
from core.models import Division, User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ...models import WorkSummary
from ...rules.summaries.drafting import draft
from ...rules.summaries.figures import changed, render, unknown
from ...summaries.annex import annex_of
from ...summaries.due import due_of
from ...summaries.facts import facts_of
from ...summaries.flow import after, permission
from ...summaries.receipt import content_digest

LEAST, MOST = 50, 8000


@operation
def draft_summary(township_code: str, month: str, *, by: Any) -> WorkSummary:
    """The township has a summary of the month, its text drafted from the facts of the day; one that is there stays as it
    is. Raises Refused for a month to come, NotPermitted for another township."""
    require(by, Permission.SUMMARY_FILL, township_code)
    months.validate_month(month)
    if month > months.current():
        raise Refused("这个月份还没有开始，不能起草。", code="month-in-future")
    if not Division.objects.townships().filter(pk=township_code).exists():
        raise Refused("没有这个乡镇。", code="township-unknown")
    found = WorkSummary.objects.filter(division_code=township_code, month=month).first()
    if found is not None:
        return found
    facts = facts_of(township_code[:9], month, months.today())
    summary = WorkSummary.objects.create(
        division_code=township_code,
        month=month,
        facts=facts,
        text=draft(facts),
        annex=annex_of(township_code[:9], month),
        filled_by=by,
    )
    audit.record("summary.draft", summary, by=by, summary={"month": month})
    return summary


@operation
def edit_summary(summary: WorkSummary, *, by: Any, version: int, text: str) -> WorkSummary:
    """The text reads as given and the figures are those of the moment; whoever saved it last has filled it in, and it is to
    be handed over anew. Raises Refused where the text refers to a figure nobody knows."""
    mine = _taken(summary, "edit", by=by, version=version)
    mine.text = _checked(text)
    mine.filled_by, mine.submitted_by, mine.handed_at = by, None, None
    _fresh(mine)
    return _put(mine, "edit", by=by)


@operation
def refresh_facts(summary: WorkSummary, *, by: Any, version: int) -> WorkSummary:
    """The figures and the annex are those of the moment; the text stays as it is."""
    if by is not None and not (by.may(Permission.SUMMARY_FILL) or by.may(Permission.SUMMARY_CONFIRM)):
        raise NotPermitted("数据由报送的乡镇更新。")
    mine = _taken(summary, "refresh", by=by, version=version)
    _fresh(mine)
    return _put(mine, "refresh", by=by)


@operation
def hand_over(summary: WorkSummary, *, by: Any, version: int) -> WorkSummary:
    """It waits for the second person, with the figures of the moment."""
    mine = _taken(summary, "hand_over", by=by, version=version)
    _checked(mine.text)
    _fresh(mine)
    mine.handed_at = timezone.now()
    return _put(mine, "hand_over", by=by)


@operation
def give_back(summary: WorkSummary, *, by: Any, version: int, reason: str) -> WorkSummary:
    """The second person does not agree: it goes back to who filled it in, with the reason."""
    mine = _taken(summary, "give_back", by=by, version=version)
    if mine.handed_at is None:
        raise Refused("填报人还没有送核。", code="not-handed")
    mine.handed_at, mine.return_reason = None, _reason(reason)
    _put(mine, "give_back", by=by)
    _tell(mine, [mine.filled_by], "give_back", "核查退回了您填的")
    return mine


@operation
def submit_summary(summary: WorkSummary, *, by: Any, version: int) -> WorkSummary:
    """Confirmed and filed by somebody else than who filled it in: from now on nothing in it changes. Late is decided by the
    first filing. Raises Refused (`facts-changed`) where a figure is no longer what the page showed."""
    mine = _taken(summary, "submit", by=by, version=version)
    if mine.filled_by_id == by.pk:
        raise NotPermitted("填报人不能确认自己填的，请由核查员或分管领导确认报送。", code="four-eyes")
    if mine.handed_at is None:
        raise Refused("填报人还没有送核，请等填报人送核后再确认报送。", code="not-handed")
    told = stale(mine)
    if told:
        words = "、".join(word for word, _, _ in told)
        raise Refused(f"数据有变化（{words}）。请先点“按最新数据更新”，看过后再报送。", code="facts-changed")
    mine.annex = annex_of(mine.township_code, mine.month)
    now = timezone.now()
    mine.submitted_by, mine.submitted_at, mine.return_reason = by, now, ""
    if mine.first_submitted_at is None:
        mine.first_submitted_at = now
        mine.is_late = now > due_of(mine.county_code, mine.month).moment
    mine.sha256 = content_digest(mine)
    return _put(mine, "submit", by=by, sha256=mine.sha256, late=mine.is_late)


@operation
def return_summary(summary: WorkSummary, *, by: Any, version: int, reason: str) -> WorkSummary:
    """The bureau's office sends it back with the reason, after combining as well; that it was in time stays. Filed anew it
    waits to be combined anew."""
    mine = _taken(summary, "return", by=by, version=version)
    mine.return_reason, mine.handed_at, mine.combined_by = _reason(reason), None, None
    _put(mine, "return", by=by)
    _tell(mine, [mine.filled_by, mine.submitted_by], "return", "局办公室退回了")
    return mine


def stale(summary: WorkSummary) -> list[tuple[str, str, str]]:
    """(word, as shown, as it is now) of every figure of an unfiled summary that has changed since it was last saved."""
    return changed(summary.facts, facts_of(summary.township_code, summary.month, months.today()))


def _taken(summary: WorkSummary, step: str, *, by: Any, version: int) -> WorkSummary:
    mine = locked(summary, version=version)
    require(by, permission(step), mine.division_code)
    mine.state = after(mine, step)
    return mine


def _put(mine: WorkSummary, step: str, *, by: Any, **told: Any) -> WorkSummary:
    mine.version += 1
    mine.save()
    audit.record(f"summary.{step}", mine, by=by, summary={"month": mine.month, "state": str(mine.state), **told})
    return mine


def _fresh(mine: WorkSummary) -> None:
    mine.facts = facts_of(mine.township_code, mine.month, months.today())
    mine.annex = annex_of(mine.township_code, mine.month)


def _checked(text: str) -> str:
    plain = text.strip().replace("\r\n", "\n")
    if not LEAST <= len(render(plain, {})) <= MOST:
        raise Refused(f"工作情况请写 {LEAST} 到 {MOST} 字。", code="text-length")
    if strange := unknown(plain):
        words = "、".join(f"【{word}】" for word in strange)
        raise Refused(
            f"正文里有系统不认识的数据名：{words}。请从“可引用的数据”里选用，或去掉括号。", code="figure-unknown"
        )
    return plain


def _reason(reason: str) -> str:
    plain = reason.strip()
    if not plain:
        raise Refused("请写明退回理由。", code="reason-missing")
    return plain[:200]


def _tell(mine: WorkSummary, people: list[User | None], step: str, said: str) -> None:
    notices.queue(
        [person for person in people if person is not None],
        key=f"summary:{mine.pk}:{step}:{mine.version}",
        kind="summary",
        title=f"{said}{months.chinese(mine.month)}工作情况月报",
        body=f"理由：{mine.return_reason}。请修改后重新送核、报送。",
        url=reverse("summary_detail", args=[mine.pk]),
        division_code=mine.division_code,
    )
