"""What a PIN of a 入户包 must be: nobody stores it, so the only defence against guessing is that it is not guessable."""

import datetime as dt
import itertools

SHORTEST, LONGEST = 8, 20
ADVICE = "用 8 到 20 位数字，建议 10 位以上；不要用生日、电话、证件号、连号和重复的数字。"
FIRST_YEAR, LAST_YEAR = 1900, 2100
STEPS = (1, 9)  # up or down by one, modulo ten


def why_weak(pin: str) -> str:
    """A sentence on what is wrong with the PIN; empty when it may be used."""
    if not (pin.isascii() and pin.isdigit()):
        return "口令只能用数字 0 到 9。"
    if len(pin) < SHORTEST or len(pin) > LONGEST:
        return f"口令应为 {SHORTEST} 到 {LONGEST} 位数字。"
    for is_weak, sentence in CHECKS:
        if is_weak(pin):
            return sentence
    return ""


def _few_digits(pin: str) -> bool:
    return len(set(pin)) < 4


def _runs(pin: str) -> bool:
    """Most of the PIN counts up or down: 12345678, 98765432, 01234567."""
    steps = [(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)]
    return any(steps.count(step) >= len(steps) - 2 for step in STEPS)


def _repeats(pin: str) -> bool:
    """A short piece over and over: 12121212, 123123123, 12341234."""
    return any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))


def _mirrors(pin: str) -> bool:
    """Pairs or a palindrome: 11223344, 12344321."""
    return pin == pin[::-1] or all(a == b for a, b in zip(pin[::2], pin[1::2], strict=False))


def _holds_date(pin: str) -> bool:
    """A birth date, in whatever order, with nothing or little around it."""
    if len(pin) > SHORTEST + 2:
        return False
    return any(_is_date(pin[at : at + 8]) for at in range(len(pin) - 7))


def _is_date(text: str) -> bool:
    orders = ((0, 4, 6), (4, 2, 0), (4, 0, 2))  # year month day · day month year · month day year
    return any(_exists(text[y : y + 4], text[m : m + 2], text[d : d + 2]) for y, m, d in orders)


def _exists(year: str, month: str, day: str) -> bool:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return False
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _is_phone(pin: str) -> bool:
    return len(pin) == 11 and pin[0] == "1" and pin[1] in "3456789"


def _is_id_part(pin: str) -> bool:
    """An ID number of this region, or its first part."""
    return pin.startswith("64") and len(pin) >= 14 and FIRST_YEAR <= int(pin[6:10]) <= LAST_YEAR


CHECKS = (
    (_few_digits, "口令里不同的数字太少，请至少用 4 个不同的数字。"),
    (_runs, "口令是连号，太容易猜到，请换一个。"),
    (_repeats, "口令是重复的一段，太容易猜到，请换一个。"),
    (_mirrors, "口令成对或左右对称，太容易猜到，请换一个。"),
    (_holds_date, "口令像生日或日期，太容易猜到，请换一个。"),
    (_is_phone, "口令像手机号码，太容易猜到，请换一个。"),
    (_is_id_part, "口令像证件号码，太容易猜到，请换一个。"),
)
