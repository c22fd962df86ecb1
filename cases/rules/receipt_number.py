"""A receipt of the public page: 15 digits and a check digit (ISO 7064 MOD 11,10), which every single wrong digit and every
pair of neighbours exchanged betrays."""

import re

LENGTH = 16


def check_digit(digits: str) -> str:
    """The digit that follows `digits`."""
    product = 10
    for each in digits:
        total = (int(each) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def receipt_number(value: int) -> str:
    """The receipt that stands for a large random number."""
    digits = f"{value % 10 ** (LENGTH - 1):015d}"
    return digits + check_digit(digits)


def as_typed(text: str) -> str:
    """The digits of a receipt as people type it, with blanks or strokes; '' for what can be none."""
    digits = re.sub(r"[\s\-－—]", "", text)
    whole = bool(re.fullmatch(r"[0-9]{16}", digits))
    return digits if whole and check_digit(digits[:-1]) == digits[-1] else ""


def grouped(number: str) -> str:
    """The receipt in fours, to be read and written down."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
