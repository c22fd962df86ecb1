"""The result file of a 入户包: checked, shown, and recorded whole or not at all."""

import base64
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from core import audit, months, uploads
from core.models import User
from core.operation import locked, operation, require
from core.operations.uploads import forget, keep
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused

from ..models import DrawItem, Packet, Visit, VisitWay
from ..rules import filled as forms
from ..rules import packet_result, packet_seal
from ..rules.visit_is_complete import Around, missing
from .packets import erase, to_visit
from .recording import record_visit
from .visit_facts import check_days
from .visit_photos import Photo, add_photo
from .visits import save_visit, start_visit

FOREIGN = "这份文件不是本系统入户包的结果文件，不能导入。请选择手机上“生成结果文件”得到的 .rhb 文件。"
UNKNOWN = "这份结果文件不属于本系统发出的入户包，不能导入。请确认是在本县的系统里领的包。"
CHANGED = "这份结果文件在传送中损坏或被改动过，不能导入。请在手机上重新生成结果文件，用数据线或 U 盘拷贝后再试。"


@dataclass
class Row:
    """What one household's form will become: a visit that waits for the second signature, a draft (with what it lacks), or
    nothing, because a visit is there already."""

    item: DrawItem
    sent: packet_result.Sent
    filled: forms.Filled
    lacks: list[str] = field(default_factory=list)
    is_there: bool = False

    @property
    def is_whole(self) -> bool:
        """True when it goes on to the second inspector."""
        return not self.lacks and not self.is_there


def preview(packet: Packet) -> list[Row]:
    """What recording the file that waits would do, in the order of the items. Raises Refused where it cannot be recorded."""
    if packet.result is None:
        raise TransitionRefused("还没有上传结果文件，请先选择文件上传。", code="packet-no-file")
    return _rows(packet, uploads.read(packet.result))


@operation
def stage_result(data: bytes, *, by: User) -> Packet:
    """The result file has been checked and waits to be looked over; another one of the same packet takes its place."""
    packet = _packet_of(data, by)
    _rows(packet, data)
    earlier, packet.result = packet.result, keep(data, by=by)
    packet.save(update_fields=["result"])
    if earlier is not None and earlier != packet.result:
        forget(earlier)
    audit.record("packet.stage", packet, by=by, summary={"size": len(data)})
    return packet


@operation
def load_result(source: Packet | bytes, *, by: User) -> list[Visit]:
    """The visits of the result file stand (a file, or the one that waits with the packet), each in its own inspector's
    name; the packet's secret is erased. All of it or nothing. Raises Refused with one sentence and the findings."""
    if isinstance(source, bytes):
        packet, data = _packet_of(source, by), source
    else:
        packet = _usable(locked(source), by)
        if packet.result is None:
            raise TransitionRefused("还没有上传结果文件，请先选择文件上传。", code="packet-no-file")
        data = uploads.read(packet.result)
    rows = [row for row in _rows(packet, data) if not row.is_there]
    if not rows:
        raise Refused("文件里的各户都已有核查记录，没有可录入的。", code="packet-nothing")
    visits = [_record(row, packet, by) for row in rows]
    packet.loaded_at = timezone.now()
    packet.save(update_fields=["loaded_at"])
    erase(packet)
    whole = sum(row.is_whole for row in rows)
    audit.record("packet.load", packet, by=by, summary={"visits": len(rows), "handed_over": whole, "size": len(data)})
    return visits


def _packet_of(data: bytes, by: User) -> Packet:
    if len(data) > packet_result.MOST_BYTES:
        raise Refused(packet_result.TOO_BIG, code="packet-size")
    ident = packet_seal.packet_of(data)
    if ident is None:
        raise Refused(FOREIGN, code="packet-foreign")
    packet = Packet.objects.select_for_update(of=("self",)).filter(pk=ident, county_code=by.scope[:6]).first()
    if packet is None:
        raise Refused(UNKNOWN, code="packet-unknown")
    return _usable(packet, by)


def _usable(packet: Packet, by: User) -> Packet:
    """The packet, if this person may load its result now."""
    require(by, Permission.VISIT_MAKE)
    if packet.inspector_id != by.pk:
        raise NotPermitted("这份结果文件是别人的入户包生成的，须由领包的核查人本人登录导入。", code="packet-not-yours")
    if packet.state == Packet.State.LOADED:
        raise TransitionRefused("这个入户包的结果已经录入过，不会重复录入。", code="packet-loaded")
    if packet.state == Packet.State.CANCELLED:
        raise TransitionRefused("这个入户包已作废，结果不能导入。请用最新领的那个包。", code="packet-cancelled")
    if packet.state == Packet.State.EXPIRED or not packet.key:
        day = f"{packet.expires_at.astimezone(months.SHANGHAI):%Y-%m-%d %H:%M}"
        raise TransitionRefused(
            f"这个入户包已于 {day} 过期，结果不能导入。请重新领包，或凭签字的纸质核查表补录。", code="packet-expired"
        )
    return packet


def _rows(packet: Packet, data: bytes) -> list[Row]:
    """The forms in the file, each found fit to be recorded or kept as a draft. Raises Refused."""
    try:
        plain = packet_seal.open_result(base64.b64decode(packet.key), packet.pk, data)
    except packet_seal.NotAuthentic:
        raise Refused(CHANGED, code="packet-changed") from None
    try:
        sent = {each.item: each for each in packet_result.read(plain, packet.pk)}
    except packet_result.Malformed as error:
        raise Refused(
            f"结果文件的内容不符合格式（{error}），不能导入。请重新生成结果文件。", code="packet-form"
        ) from None
    if strangers := [pk for pk in sent if str(pk) not in packet.items]:
        raise Refused(f"文件里有 {len(strangers)} 户不在这个入户包里，不能导入。", code="packet-item")
    items = list(DrawItem.objects.filter(pk__in=sent, draw=packet.draw_id).select_related("draw", "household"))
    free = set(to_visit(packet.draw, packet.inspector).filter(pk__in=sent).values_list("pk", flat=True))
    faults: list[dict[str, str]] = []
    rows = [row for item in items if (row := _row(item, sent[item.pk], item.pk not in free, faults)) is not None]
    faults += _photos_twice(rows)
    if faults:
        said = "；".join(dict.fromkeys(fault["message"] for fault in faults))
        raise Refused(f"结果文件不能导入：{said}", code=faults[0]["code"], findings=faults)
    return rows


def _row(item: DrawItem, sent: packet_result.Sent, is_there: bool, faults: list[dict[str, str]]) -> Row | None:
    try:
        filled = forms.read(sent.form, item.kind)
        check_days(filled, item, latest=months.today())
    except forms.Unreadable as error:
        faults.append(_fault("packet-form", f"{item.name}：{error}"))
        return None
    except Refused as refusal:
        faults.append(_fault(refusal.code, f"{item.name}：{refusal.message}"))
        return None
    lacks = missing(filled, Around(kind=item.kind, scene_photos=len(sent.photos)))
    return Row(item, sent, filled, [] if is_there else lacks, is_there)


def _photos_twice(rows: list[Row]) -> Iterator[dict[str, str]]:
    """One photo for two households of the file; those of other visits the recording finds."""
    seen: dict[str, Row] = {}
    for row in rows:
        for photo in row.sent.photos:
            first = seen.setdefault(photo.original_sha256, row)
            if first is not row:
                text = f"{row.item.name}和{first.item.name}用了同一张照片，请换成各自现场拍的。"
                yield _fault("photo-reused", text)


def _fault(code: str, message: str) -> dict[str, str]:
    return {"severity": "error", "code": code, "message": message}


def _record(row: Row, packet: Packet, by: User) -> Visit:
    photos = [Photo(each.data, each.original_sha256) for each in row.sent.photos]
    try:
        if row.is_whole:
            typed = _typed_at(row.sent.filled_at, packet)
            return record_visit(row.item, by=by, way=VisitWay.PACKET, data=row.filled, photos=photos, entered_at=typed)
        return _draft(row, photos, by)
    except Refused as refusal:
        said = f"{row.item.name}：{refusal.message}"
        raise Refused(said, code=refusal.code, findings=[_fault(refusal.code, said)]) from None


def _draft(row: Row, photos: list[Photo], by: User) -> Visit:
    """What is not complete is finished online."""
    visit = Visit.objects.filter(item=row.item).first() or start_visit(row.item, by=by, way=VisitWay.PACKET)
    for photo in photos:
        add_photo(visit, by=by, photo=photo)
    return save_visit(visit, by=by, version=visit.version, data=row.filled)


def _typed_at(told: dt.datetime, packet: Packet) -> dt.datetime:
    """The phone's time where it lies between the issue of the packet and now; else now."""
    now = timezone.now()
    return told if packet.issued_at <= told <= now else now
