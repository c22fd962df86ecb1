"""A word in every form in which it could leak."""

import base64
import json
import zlib
from collections.abc import Iterable
from functools import cache
from urllib.parse import quote


@cache
def forms_of(word: str) -> set[bytes]:
    """UTF-8, UTF-16, GBK, hex, base64 at each of its three places, URL and JSON escapes."""
    plain = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("gb18030")]
    found = set(plain)
    for data in plain[:2]:
        found |= {data.hex().encode(), data.hex().upper().encode()}
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + data)
            inner = coded[-(-shift * 8 // 6) :].rstrip(b"=")[:-1]
            found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    found |= {quote(word).encode(), quote(word).lower().encode(), json.dumps(word)[1:-1].encode()}
    return {each for each in found if len(each) > 5}


def hits(data: bytes, words: Iterable[str]) -> list[str]:
    """The words that stand in `data` in any form."""
    return [word for word in words if any(form in data for form in forms_of(word))]


def unpacked(blob: bytes) -> bytes:
    """A compressed value with what it holds, anything else as it is."""
    try:
        return blob + zlib.decompress(blob)
    except zlib.error:
        return blob
