"""What a result file of a 入户包 may hold, to the byte: it comes from outside, so everything not expected is refused.

Plain bytes: length of the JSON (4 bytes, big-endian), the JSON (UTF-8), then the photos one after the other, in the order
and with the sizes the JSON states. What the form's texts mean and whether they are complete say `filled` and `visit_is_complete`.
"""

import datetime as dt
import hashlib
import json
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")
MB = 1024 * 1024
MOST_BYTES = 60 * MB
MOST_JSON = 2 * MB
MOST_VISITS = 200
MOST_PHOTOS, MOST_PHOTO = 12, 4 * MB
MOST_PARTS, DEEPEST, LONGEST_TEXT = 100, 4, 500
JPEG = b"\xff\xd8\xff"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DIGEST = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[0-9A-Za-z_.-]{0,40}")
TOO_BIG = "结果文件超过 60 MB，不能导入。请在入户包里删去几张照片，重新生成结果文件。"


class Malformed(Exception):
    """The file is not what the packet's own page writes; the text says what is wrong."""


@dataclass(frozen=True)
class Photo:
    """A JPEG as the phone made it small, and the digest of the picture it was made from."""

    data: bytes
    original_sha256: str


@dataclass(frozen=True)
class Sent:
    """One household's form as the phone sent it (rules.filled reads it); `filled_at` is by the phone's clock."""

    item: UUID
    filled_at: dt.datetime
    form: dict[str, Any]
    photos: tuple[Photo, ...]


def write(packet: UUID, visits: list[dict[str, Any]], photos: list[bytes]) -> bytes:
    """The plain bytes for these visits, whose photos (in order) are stated in each visit's `photos`."""
    text = json.dumps({"v": 1, "packet": str(packet), "visits": visits}, ensure_ascii=False).encode()
    return struct.pack(">I", len(text)) + text + b"".join(photos)


def read(plain: bytes, packet: UUID) -> list[Sent]:
    """The filled-in forms. Raises Malformed with what is wrong."""
    if len(plain) < 4:
        raise Malformed("内容不完整")
    (length,) = struct.unpack(">I", plain[:4])
    if length > min(MOST_JSON, len(plain) - 4):
        raise Malformed("内容的长度不对")
    whole = _json(plain[4 : 4 + length])
    _keys(whole, {"v", "packet", "visits"}, "文件")
    if whole["v"] != 1 or type(whole["v"]) is not int:
        raise Malformed("格式版本不对")
    if whole["packet"] != str(packet):
        raise Malformed("入户包编号不对")
    rows = _list(whole["visits"], MOST_VISITS, "户")
    if not rows:
        raise Malformed("一户也没有填")
    rest = _Rest(plain, 4 + length)
    visits = [_visit(row, rest) for row in rows]
    if rest.at != len(plain):
        raise Malformed("照片的总长度不对")
    if len({each.item for each in visits}) != len(visits):
        raise Malformed("同一户出现了两次")
    return visits


@dataclass
class _Rest:
    """What stands behind the JSON, taken piece by piece."""

    plain: bytes
    at: int

    def take(self, size: int) -> bytes:
        piece = self.plain[self.at : self.at + size]
        if len(piece) != size:
            raise Malformed("照片不完整")
        self.at += size
        return piece


def _json(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text.decode(), object_pairs_hook=_once, parse_constant=_no_number, parse_float=_no_number)
    except Malformed:
        raise
    except (ValueError, RecursionError) as error:
        raise Malformed("内容读不出来") from error
    if not isinstance(found, dict):
        raise Malformed("内容读不出来")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("有重复的项目")
    return found


def _no_number(text: str) -> None:
    raise Malformed("有不认识的数字")


def _keys(row: Any, wanted: set[str], what: str) -> None:
    if not isinstance(row, dict) or set(row) != wanted:
        raise Malformed(f"{what}的项目不全或多出项目")


VISIT = {"item", "filled_at", "form", "photos"}
FORM = {"visited_on", "outcome", "problems", "overpaid_yuan", "summary", "answers", "absences"}


def _visit(row: Any, rest: _Rest) -> Sent:
    _keys(row, VISIT, "户")
    _keys(row["form"], FORM, "核查表")
    return Sent(
        item=_as(UUID, row["item"], "户的编号"),
        filled_at=_moment(row["filled_at"]),
        form=_plain(row["form"], 0),
        photos=tuple(_photo(each, rest) for each in _list(row["photos"], MOST_PHOTOS, "照片")),
    )


def _plain(value: Any, depth: int) -> Any:
    """Texts, lists and mappings of them, at most four deep: form, answers, members, member."""
    if isinstance(value, str):
        return _text(value)
    if depth >= DEEPEST:
        raise Malformed("核查表的内容不对")
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in _list(value, MOST_PARTS, "核查表内容")]
    if isinstance(value, dict) and len(value) <= MOST_PARTS:
        return {_code(name): _plain(each, depth + 1) for name, each in value.items()}
    raise Malformed("核查表的内容不对")


def _photo(row: Any, rest: _Rest) -> Photo:
    _keys(row, {"size", "sha256", "original_sha256"}, "照片")
    size, digest, original = row["size"], row["sha256"], row["original_sha256"]
    if type(size) is not int or not 4 <= size <= MOST_PHOTO:
        raise Malformed("照片太大或是空的")
    if not all(isinstance(each, str) and DIGEST.fullmatch(each) for each in (digest, original)):
        raise Malformed("照片的摘要不对")
    data = rest.take(size)
    if hashlib.sha256(data).hexdigest() != digest or not data.startswith(JPEG):
        raise Malformed("照片与摘要不符")
    return Photo(data, original)


def _list(value: Any, most: int, what: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise Malformed(f"{what}的数量不对")
    return value


def _text(value: str) -> str:
    if len(value) > LONGEST_TEXT or CONTROL.search(value) or any("\ud800" <= each <= "\udfff" for each in value):
        raise Malformed("文字太长或含有不认识的字符")
    return value


def _code(value: Any) -> str:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise Malformed("有不认识的选项")
    return value


def _moment(value: Any) -> dt.datetime:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value, re.ASCII):
        raise Malformed("填写时间不对")
    return _as(dt.datetime.fromisoformat, value, "填写时间")


def _as(make: Callable[[str], T], value: Any, what: str) -> T:
    if not isinstance(value, str):
        raise Malformed(f"{what}不对")
    try:
        return make(value)
    except ValueError as error:
        raise Malformed(f"{what}不对") from error
