"""The clue is packed and sent to the discipline group; from then on its entry or petition is restricted."""

from typing import Any

from django.utils import timezone

from core import audit, uploads
from core.crypto import CannotOpen
from core.models import User
from core.operation import locked, operation, require
from core.operations import notices
from core.operations.uploads import keep
from core.permissions import Permission, Role
from core.refusal import Refused

from ...models import ClueReferral
from ..supervision.steps import put, taken
from .content import refuse_tellers
from .drafting import require_visible
from .packing import pack


@operation
def send_clue(clue: ClueReferral, *, by: Any, version: int) -> ClueReferral:
    """The package stands sealed under its SHA-256, which the chain holds too; the discipline officers are told that
    something waits. Entry and petition are restricted: nobody without clue.view sees them any more."""
    mine, state = taken(clue, "send", by=by, version=version)
    require_visible(mine, by)
    refuse_tellers(mine)  # the petition may have been sealed after the draft
    data, manifest = pack(mine)
    mine.package, mine.manifest = keep(data, by=by), manifest
    mine.package_sha256 = mine.package.sha256
    mine.state, mine.sent_by, mine.sent_at = state, by, timezone.now()
    mine.received_by, mine.received_at, mine.return_reason = None, None, ""
    _restrict(mine)
    put(mine, "send", by=by, summary={"package": mine.package_sha256, "files": len(manifest), "size": len(data)})
    _tell(mine)
    return mine


def _restrict(mine: ClueReferral) -> None:
    if mine.entry is not None:
        entry = locked(mine.entry)
        entry.is_restricted, entry.referred_text = True, mine.number[:20]
        entry.version += 1
        entry.save(update_fields=["is_restricted", "referred_text", "version"])
    if mine.petition is not None and not mine.petition.is_sealed:
        petition = locked(mine.petition)
        petition.is_restricted = True
        petition.version += 1
        petition.save(update_fields=["is_restricted", "version"])


def _tell(mine: ClueReferral) -> None:
    people = User.objects.filter(role=Role.DISCIPLINE_OFFICER, division__code__startswith=mine.county_code)
    notices.queue(
        people.select_related("division"),
        key=f"clue:{mine.pk}:sent:{mine.version}",
        kind="clue",
        title="有一份移交材料等您签收",
        url=f"/cases/clues/{mine.pk}/",
        division_code=mine.division_code,
    )


@operation
def read_package(clue: ClueReferral, *, by: Any) -> bytes:
    """The package's bytes, for whoever may see the clue; the chain says who took it. Raises Refused where it was changed."""
    require(by, Permission.CLUE_VIEW, clue.division_code)
    require_visible(clue, by)
    if clue.package is None:
        raise Refused("还没有封包，不能下载。", code="no-package")
    try:
        data = uploads.read(clue.package)
    except (CannotOpen, OSError) as error:
        raise Refused(
            "存储的移交包被改动或丢失，不能下载。请立即联系系统管理员核查。", code="package-changed"
        ) from error
    audit.record("clue.package_read", clue, by=by, summary={"package": clue.package_sha256})
    return data


@operation
def note_export(*, by: Any, rows: int) -> Any:
    """The chain knows who took the ledger of clues."""
    require(by, Permission.CLUE_VIEW)
    return audit.record("clue.export", by=by, division_code=by.division_id, summary={"rows": rows})
