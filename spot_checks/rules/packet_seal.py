"""The cryptography of a 入户包, the same in Python and in the file's own script (docs/adr: the packet).

A packet has one secret of 32 bytes. HKDF-SHA256 (salt: the packet's id) makes three keys of it: for the households inside
the file, for the drafts on the phone, for the result that comes back. In the file the secret is locked under the PIN by
PBKDF2-HMAC-SHA256. Everything is AES-256-GCM with a fresh random nonce of 12 bytes, bound to the packet by associated data.
"""

import base64
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
ROUNDS = 1_500_000  # about two seconds on an old phone
MAGIC = b"MZRHB\x01\r\n"  # the format's version stands in it; line ends show a transfer as text
HEAD = len(MAGIC) + 16
NONCE, TAG = 12, 16


class NotAuthentic(Exception):
    """The bytes were not made with this packet's key, or were changed."""


@dataclass(frozen=True)
class Lock:
    """The packet's secret under its PIN; all base64 but the number of rounds. Worth as much as the PIN is hard to guess."""

    salt: str
    rounds: int
    nonce: str
    sealed: str

    @property
    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> "Lock":
        """The lock that was written as `text`."""
        return cls(**json.loads(text))


def new_secret() -> bytes:
    """32 fresh random bytes."""
    return os.urandom(32)


def lock(secret: bytes, pin: str, packet: UUID) -> Lock:
    """The secret locked under the PIN."""
    salt, nonce = os.urandom(16), os.urandom(NONCE)
    sealed = AESGCM(_from_pin(pin, salt, ROUNDS)).encrypt(nonce, secret, _lock_data(packet))
    return Lock(_text(salt), ROUNDS, _text(nonce), _text(sealed))


def unlock(locked: Lock, pin: str, packet: UUID) -> bytes:
    """The secret; raises NotAuthentic for another PIN or packet."""
    key = _from_pin(pin, base64.b64decode(locked.salt), locked.rounds)
    return _open(key, base64.b64decode(locked.nonce), base64.b64decode(locked.sealed), _lock_data(packet))


def seal_data(secret: bytes, packet: UUID, issued: str, expires: str, data: Any) -> dict[str, str]:
    """The households as {nonce, data} (base64): they open only with the dates the file states in clear."""
    nonce = os.urandom(NONCE)
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    bound = f"MZRHB{VERSION}:data:{packet}:{issued}:{expires}".encode()
    return {"nonce": _text(nonce), "data": _text(AESGCM(_key(secret, packet, "data")).encrypt(nonce, plain, bound))}


def open_data(secret: bytes, packet: UUID, issued: str, expires: str, sealed: dict[str, str]) -> Any:
    """What `seal_data` sealed; raises NotAuthentic."""
    bound = f"MZRHB{VERSION}:data:{packet}:{issued}:{expires}".encode()
    key = _key(secret, packet, "data")
    return json.loads(_open(key, base64.b64decode(sealed["nonce"]), base64.b64decode(sealed["data"]), bound))


def packet_of(result: bytes) -> UUID | None:
    """The packet a result file says it belongs to; None where the bytes are no result file. Proves nothing yet."""
    if len(result) < HEAD + NONCE + TAG or result[: len(MAGIC)] != MAGIC:
        return None
    return UUID(bytes=result[len(MAGIC) : HEAD])


def seal_result(secret: bytes, packet: UUID, plain: bytes) -> bytes:
    """A result file: head (magic and packet), nonce, ciphertext and tag; the head is the associated data."""
    head, nonce = MAGIC + packet.bytes, os.urandom(NONCE)
    return head + nonce + AESGCM(_key(secret, packet, "result")).encrypt(nonce, plain, head)


def open_result(secret: bytes, packet: UUID, result: bytes) -> bytes:
    """The plain bytes of a result file; raises NotAuthentic where one bit was changed or another key made it."""
    if packet_of(result) != packet:
        raise NotAuthentic
    return _open(_key(secret, packet, "result"), result[HEAD : HEAD + NONCE], result[HEAD + NONCE :], result[:HEAD])


def _open(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound)
    except (InvalidTag, ValueError) as error:
        raise NotAuthentic from error


def _key(secret: bytes, packet: UUID, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, packet.bytes, f"MZRHB{VERSION} {purpose}".encode()).derive(secret)


def _from_pin(pin: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, rounds)


def _lock_data(packet: UUID) -> bytes:
    return f"MZRHB{VERSION}:lock:{packet}".encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
