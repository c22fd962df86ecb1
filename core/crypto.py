"""Sealing of personal identifiers at rest, and the keyed indexes that make them searchable.

A sealed value reads version|key id|algorithm|nonce(12)|ciphertext|tag(16); its associated data is
`table.column:row-uuid`, so a value copied to another row does not open. FIELD_KEY holds one base64 key of 32 bytes or
several as `id:key,id:key`; the first seals, all open. Blind indexes are keyed by the key with the lowest id.
"""

import base64
import hashlib
import hmac
import os
import unicodedata
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION, AES = 1, 1


class CannotOpen(Exception):
    """The sealed value was made for another row, by an unknown key, or was changed."""


@lru_cache(maxsize=4)
def _keys(text: str) -> tuple[dict[int, bytes], int]:
    keys: dict[int, bytes] = {}
    for part in text.split(","):
        ident, mark, value = part.strip().rpartition(":")
        keys[int(ident) if mark else 1] = base64.b64decode(value)
    first = text.split(",")[0].strip().rpartition(":")[0]
    if any(len(value) != 32 for value in keys.values()):
        raise SystemExit("FIELD_KEY 应为 32 字节的 base64。FIELD_KEY must be 32 bytes of base64.")
    return keys, int(first) if first else 1


@lru_cache(maxsize=8)
def _cipher(text: str, ident: int) -> AESGCM:
    return AESGCM(_keys(text)[0][ident])


@lru_cache(maxsize=16)
def _derived(text: str, purpose: bytes) -> bytes:
    keys, _ = _keys(text)
    return HKDF(SHA256(), 32, b"jingyuan_rectify", purpose).derive(keys[min(keys)])


def seal(value: str, bound_to: str) -> bytes:
    """`value` encrypted for the place named `bound_to` (table.column:row-uuid); empty stays empty."""
    if not value:
        return b""
    text = settings.FIELD_KEY
    ident = _keys(text)[1]
    nonce = os.urandom(12)
    head = bytes((VERSION, ident, AES))
    return head + nonce + _cipher(text, ident).encrypt(nonce, value.encode(), bound_to.encode())


def open_sealed(blob: bytes, bound_to: str) -> str:
    """The value sealed in `blob`; raises CannotOpen when it does not belong there."""
    if not blob:
        return ""
    blob = bytes(blob)
    try:
        cipher = _cipher(settings.FIELD_KEY, blob[1])
        return cipher.decrypt(blob[3:15], blob[15:], bound_to.encode()).decode()
    except Exception as error:
        raise CannotOpen(bound_to) from error


def blind_index(value: str, label: str) -> str:
    """A keyed fingerprint (32 hex digits) of `value` for exact search; equal values of one label have equal indexes."""
    if not value:
        return ""
    plain = value if value.isascii() else unicodedata.normalize("NFKC", value)
    key = _derived(settings.FIELD_KEY, b"blind-index")
    return hmac.digest(key, f"{label}\x1f{plain.upper()}".encode(), "sha256").hex()[:32]


def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose, from the key with the lowest id: the same in every process, and nothing to other purposes."""
    return _derived(settings.FIELD_KEY, purpose.encode())


def id_index(id_number: str) -> str:
    """The blind index of an ID number."""
    return blind_index(id_number, "id")


def last6_index(id_number: str) -> str:
    """The blind index of an ID number's last six characters."""
    return blind_index(id_number[-6:], "last6")


def digest(value: str, salt: str) -> str:
    """The salted digest under which a clear value stands in the audit chain."""
    return hashlib.sha256(f"{salt}\x1f{value}".encode()).hexdigest()


def seal_bytes(data: bytes, bound_to: str) -> bytes:
    """A file's bytes encrypted for the place named `bound_to`, in the form of a sealed value."""
    text = settings.FIELD_KEY
    ident = _keys(text)[1]
    nonce = os.urandom(12)
    return bytes((VERSION, ident, AES)) + nonce + _cipher(text, ident).encrypt(nonce, data, bound_to.encode())


def open_bytes(blob: bytes, bound_to: str) -> bytes:
    """The bytes sealed in `blob`; raises CannotOpen when they do not belong there or were changed."""
    try:
        return _cipher(settings.FIELD_KEY, blob[1]).decrypt(blob[3:15], blob[15:], bound_to.encode())
    except Exception as error:
        raise CannotOpen(bound_to) from error
