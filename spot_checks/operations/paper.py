"""What leaves and joins a draw: the public bundle, and the scan of the record its witness signed."""

from core import audit
from core.models import Attachment, User
from core.operation import operation, require
from core.operations import uploads
from core.permissions import Permission
from core.refusal import Refused

from ..models import Draw
from ..standing import SCAN


@operation
def note_bundle(draw: Draw, *, by: User) -> None:
    """The chain holds who took the public files. Raises Refused before they are public, but to those who hold the draw."""
    require(by, Permission.DRAW_VIEW)
    if draw.state != Draw.State.PUBLISHED and not by.may(Permission.DRAW_PLAN):
        raise Refused("还没有公布，公布后就可以下载。", code="not-published")
    audit.record("draw.bundle", draw, by=by, summary={"code": draw.code, "commitment": draw.commitment})


@operation
def attach_witness_scan(draw: Draw, *, by: User, filename: str, data: bytes) -> Attachment:
    """The scan of the signed record lies beside the draw."""
    require(by, Permission.DRAW_PLAN, draw.division_code)
    if not draw.is_out:
        raise Refused("摇号、签字之后才能上传抽签记录扫描件。", code="not-drawn")
    return uploads.attach_scan(draw, by=by, filename=filename, data=data, purpose=SCAN, action="draw.witness_scan")


@operation
def read_witness_scan(scan: Attachment, *, by: User) -> None:
    """The chain holds who took a scan away."""
    require(by, Permission.DRAW_VIEW, scan.division_code)
    audit.record("draw.scan_read", scan, by=by)
