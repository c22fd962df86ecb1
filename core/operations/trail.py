"""That the audit chain was checked is itself a link of it."""

from django.urls import reverse
from django.utils.http import urlencode

from .. import audit
from ..chain import CHECKED, Anchor, Fault, anchor_fault, anchor_of, first_fault
from ..models import AuditHead, User
from ..operation import operation, require
from ..permissions import Permission
from ..refusal import Refused
from .notices import queue


def check(chain: str, *, by: User, anchor: str = "") -> Fault | None:
    """The whole chain is walked outside of any transaction, so that nobody waits for it; then the finding is noted."""
    require(by, Permission.AUDIT_VIEW)
    written = AuditHead.objects.filter(chain=chain).values_list("number", flat=True).first() or 0
    fault = first_fault(chain)
    if fault is None and anchor:
        fault = anchor_fault(read_anchor(anchor, chain))
    note_check(chain, by=by, number=written, fault=fault)
    return fault


def read_anchor(text: str, chain: str) -> Anchor:
    """A head that was written down, of this chain."""
    anchor = anchor_of(text, chain)
    if anchor is None or anchor.chain != chain:
        raise Refused("抄下的链首应写作 序号:哈希，或 链:序号:哈希，并且属于这条链。", code="audit-anchor")
    return anchor


@operation
def note_check(chain: str, *, by: User, number: int, fault: Fault | None) -> None:
    """The chain says up to which link it was checked and what was wrong; whoever asked is told."""
    require(by, Permission.AUDIT_VIEW)
    problem = f"第 {fault.number} 条：{fault.problem}" if fault else ""
    place = f"{chain}000000"
    audit.record(CHECKED, by=by, division_code=place, summary={"checked": number, "problem": problem})
    queue(
        [by],
        key=f"audit.check:{chain}:{number}:{by.pk}:{problem}"[:120],
        kind="audit.check",
        title=f"审计链有问题：{problem}" if problem else f"审计链核对完毕，前 {number} 条完整",
        url=f"{reverse('audit_trail')}?{urlencode({'chain': chain})}",
        division_code=place,
    )
