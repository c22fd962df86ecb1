"""The 18-digit citizen identity number of GB 11643."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
OLDEST = 120


def check_digit(first17: str) -> str:
    """Return the check digit ('0'..'9' or 'X') of the first 17 digits."""
    total = 0
    for digit, weight in zip(first17[:17].encode(), WEIGHTS, strict=True):
        total += (digit - 48) * weight
    return CHECKS[total % 11]


@lru_cache(maxsize=65_536)
def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def birth_date(id_number: str) -> date | None:
    """Return the birth date in a well-formed ID number, None when there is no such day."""
    return _day(id_number[6:14])


def sex_of(id_number: str) -> str:
    """Return 'male' when digit 17 is odd, else 'female'."""
    return "male" if ord(id_number[16]) & 1 else "female"


def plausible_birth(born: date | None, today: date) -> bool:
    """Say whether somebody alive in this century may have been born on that day."""
    return born is not None and born <= today and today.year - born.year <= OLDEST
