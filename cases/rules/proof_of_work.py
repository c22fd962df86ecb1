"""A little work for the sender's machine, so that floods cost something: SHA-256("token:answer") begins with so many zero bits."""

import hashlib
import re

ANSWER = re.compile(r"[0-9]{1,12}")


def is_proof(token: str, answer: str, bits: int) -> bool:
    """The answer was found for this token."""
    if not ANSWER.fullmatch(answer):
        return False
    digest = hashlib.sha256(f"{token}:{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0


def prove(token: str, bits: int) -> str:
    """An answer; 2 to the power of `bits` tries on average."""
    answer = 0
    while not is_proof(token, str(answer), bits):
        answer += 1
    return str(answer)
