"""H(tag, a, b…), canonical JSON and the chain of draws (MZDRAW1 §5 and §5.2)."""

import hashlib
import json
import re
from typing import Any

SCHEME = b"MZDRAW1"
ZEROS = "0" * 64
HEX64 = re.compile(r"[0-9a-f]{64}")


def digest(tag: str, *parts: str | bytes) -> str:
    """H(tag, a, b…) of §5: the SHA-256 of `MZDRAW1:tag:a:b…`, 64 lowercase hex digits.

    Raises UnicodeEncodeError for text that is not ASCII; bytes are taken as they are.
    """
    pieces = [each if isinstance(each, bytes) else each.encode("ascii") for each in (tag, *parts)]
    return hashlib.sha256(b":".join([SCHEME, *pieces])).hexdigest()


def canonical_json(value: Any) -> bytes:
    """The one way to write the value (§5.2): sorted keys, `,` and `:`, \\u escapes, ASCII, no line feed at the end.

    Raises TypeError for a float, since it has several ways.
    """
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("no floats in canonical JSON")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for each in inner:
        _refuse_floats(each)


def commitment(commit_json: bytes) -> str:
    """C = H(commit, commit.json): what is anchored before the seed is known (§5.2)."""
    return digest("commit", commit_json)


def prev_after_result(result_tsv: bytes) -> str:
    """`prev` of the draw that follows a published result: H(result, result.tsv) (§5.2)."""
    return digest("result", result_tsv)


def prev_after_void(commitment_hex: str, reason: str) -> str:
    """`prev` of the draw that follows a void: H(void, C, SHA-256 of the reason in UTF-8, as published) (§5.2)."""
    return digest("void", commitment_hex, hashlib.sha256(reason.encode()).hexdigest())
