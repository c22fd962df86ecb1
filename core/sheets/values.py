"""Cleaners: what a clerk typed -> (value, kind of problem or None).

A blank cell gives (None, None), or (None, '…-missing') for a name or an ID number.
Beside a problem stands the cleaned text, for showing only; kinds in WARNINGS come
with a value that can be used. Dates and months: `core.sheets.dates`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date as Date
from decimal import Decimal

from core.sheets import ids
from core.sheets.dates import date, month
from core.sheets.messages import MESSAGES, WARNINGS
from core.sheets.model import CellValue

__all__ = [
    "MESSAGES", "WARNINGS", "account", "choice", "count", "date", "id_number", "marked_name",
    "money_fen", "month", "name", "phone", "sex", "text", "yes_no",
]  # fmt: skip

Problem = str | None

# Invisible characters that WPS, web pages and chat programs leave in cells.
INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xAD, 0x180E], None) | {
    0xA0: " ",
    0x3000: " ",
}
HALF_WIDTH = INVISIBLE | {0xFF01 + n: chr(0x21 + n) for n in range(94)}
# In a code (ID, account, phone) no space, dash or quote means anything.
CODE = HALF_WIDTH | dict.fromkeys(map(ord, " \t\r\n\x0b\x0c\xa0\u3000-‐‑–—－'’‘＇`´_＿.．"), None)
SCIENTIFIC = re.compile(r"[\d.]+[eE][+-]?\d+\Z|\d{11,}\.0+\Z")  # 6.40499E+17, or 640498….0 of a number in a CSV
ID = re.compile(r"\d{17}[\dX]\Z", re.ASCII)
MASKED_ID = re.compile(r"\d{3,14}[*X×?]{3,}[\dX]{0,6}\Z", re.ASCII)
OLD_ID = re.compile(r"\d{15}\Z", re.ASCII)
ACCOUNT = re.compile(r"\d{16,19}\Z", re.ASCII)
AFTER_BANK = re.compile(r"[\u4e00-\u9fff()（）:：/]+(\d{16,19})\Z", re.ASCII)  # 农商行6217…
PHONE = re.compile(r"(?:1[3-9]\d{9}|0\d{2,3}[2-9]\d{6,7}|[2-9]\d{6,7})\Z", re.ASCII)
NAME = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff"
    r"\u3007A-Za-z· ]{2,50}\Z"
)
# What some write at a name: 1.马国, ★马国, 马国、, 马国（户主）.
NAME_MARKS = re.compile(
    r"^\(?\d{1,3}[.、)]\s*|^[*★☆▲△◆■#\s]+|[*★☆▲△◆■#、,;\s]+\Z|\((?:户主|本人|残|残疾|重残|男|女)\)\s*\Z", re.ASCII
)
TWO_NAMES = re.compile(r"[\u4e00-\u9fff]{2,}\s*[\n\r]\s*[\u4e00-\u9fff]{2,}")
# Who is who to the head, or an ID number, in the cell of a name: several people, or all about one.
SEVERAL = re.compile(
    r"[\u4e00-\u9fff)]\s*[、,;\n]\s*[\u4e00-\u9fff]{2,}|\((?:配偶|妻|丈夫|长?次?三?[子女]|儿|父|母|孙|[儿女]?[媳婿]|兄|弟|姐|妹)"
    r"[^)]{0,3}\)|\d{15}"
)
# 马国（外出务工）: what stands behind a name in brackets, unless it says that the person is gone or another is meant.
REMARK = re.compile(r"\((?![^)]*(?:[停退销迁清减死亡故殁代]|去世|\d{5}))[^()]{1,15}\)\s*\Z", re.ASCII)
DEAD_MARK = re.compile(r"\((?:已?(?:故|死亡?|亡|去世|病故|亡故)|殁)\)")
DOTS = str.maketrans(dict.fromkeys("•‧・．.∙⋅●。", "·"))
MONEY_MARKS = re.compile(r"^(?:人民币|RMB|CNY|¥|￥)+|(?:元|圆|块)?(?:整|正)?(?:/|每)?户?[·.]?(?:/|每)?月?\Z")
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?\Z", re.ASCII)
COUNT = re.compile(r"(\d{1,4})(?:\.0*)?(?:人|口|个|名|户)?\Z", re.ASCII)
LARGEST_FEN = 10**12


def text(value: CellValue) -> tuple[str | None, Problem]:
    """Return plain text: no invisible characters, runs of spaces as one."""
    if type(value) is str:
        if value.isalnum():
            return value, None
        return " ".join(value.translate(INVISIBLE).split()) or None, None
    if value is None:
        return None, None
    if isinstance(value, bool):
        return ("是" if value else "否"), None
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else f"{value:.15g}"), None
    return str(value), None


def _is_number(value: CellValue) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def id_number(value: CellValue, *, today: Date | None = None) -> tuple[str | None, Problem]:
    """Return an 18-digit ID number; checked in the order form, date, check digit.

    What Excel stored as a number is refused, since its last digits are gone.
    """
    if value is None:
        return None, "id-missing"
    if type(value) is not str:
        return text(value)[0], "id-as-number" if _is_number(value) else "id-form"
    code = value
    if not ID.match(code):
        code = value.translate(CODE).upper()
        if not code:
            return None, "id-missing"
        if not ID.match(code):
            return _refused_id(value, code)
    if not ids.plausible_birth(ids.birth_date(code), today or Date.today()):
        return code, "id-bad-date"
    if ids.check_digit(code) != code[17]:
        return code, "id-checksum"
    return code, None


def _refused_id(value: str, code: str) -> tuple[str, Problem]:
    shown = value.translate(HALF_WIDTH).strip()
    if shown.startswith("="):
        return shown, "formula"
    if SCIENTIFIC.match(shown):
        return shown, "id-as-number"
    if OLD_ID.match(code):
        return code, "id-old-form"
    if MASKED_ID.match(code):
        return code, "id-masked"
    return code, "id-form"


def account(value: CellValue) -> tuple[str | None, Problem]:
    """Return a bank account of 16 to 19 digits; a failed Luhn sum is only a warning."""
    if value is None:
        return None, None
    if type(value) is not str:
        spoilt = _is_number(value) and abs(float(value)) >= 1e11  # type: ignore[arg-type]
        return text(value)[0], "account-as-number" if spoilt else "account-form"
    code = value if ACCOUNT.match(value) else value.translate(CODE)
    if not code:
        return None, None
    if named := AFTER_BANK.match(code):
        code = named[1]
    if not ACCOUNT.match(code):
        shown = value.translate(HALF_WIDTH).strip()
        if shown.startswith("="):
            return shown, "formula"
        if SCIENTIFIC.match(shown):
            return shown, "account-as-number"
        return code, "account-form"
    return code, None if luhn(code) else "account-luhn"


DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn(code: str) -> bool:
    """Say whether the digits satisfy the check of ISO/IEC 7812 (bank cards)."""
    digits = code.encode()[::-1]
    plain = sum(digits[::2]) - 48 * len(digits[::2])
    return (plain + sum(DOUBLED[digit - 48] for digit in digits[1::2])) % 10 == 0


def phone(value: CellValue) -> tuple[str | None, Problem]:
    """Return a mobile or landline number, digits only; a doubtful one is a warning."""
    if _is_number(value):
        value = text(value)[0]
    if value is None:
        return None, None
    first = re.split(r"[、,，;；/\n]| {2,}", str(value).translate(HALF_WIDTH).strip())[0]
    code = first.translate(CODE).replace("(", "").replace(")", "").removeprefix("+86")
    if not code or code in ("无", "/"):
        return None, None
    return code, None if PHONE.match(code) else "phone-form"


def money_fen(value: CellValue) -> tuple[int | str | None, Problem]:
    """Return yuan as whole fen: 480, '480.00', '４８０', '1,240', '￥480元' -> 48000."""
    if value is None:
        return None, None
    if isinstance(value, (bool, Date)):
        return str(value), "amount-not-number"
    if isinstance(value, int):
        return _fen(Decimal(value))
    if isinstance(value, float):
        # 15 digits are all Excel keeps; the rest is binary noise of its own sums.
        return _fen(Decimal(f"{value:.15g}")) if abs(value) < 1e15 else (str(value), "amount-not-number")
    plain = value.translate(HALF_WIDTH).replace(" ", "").strip("'’‘\t\r\n")
    if not plain:
        return None, None
    if plain.startswith("="):
        return plain, "formula"
    amount = MONEY_MARKS.sub("", plain) or plain
    if not AMOUNT.match(amount):
        return plain, "amount-not-number"
    return _fen(Decimal(amount.replace(",", "")))


def _fen(yuan: Decimal) -> tuple[int | str, Problem]:
    fen = yuan * 100
    if fen < 0:
        return str(yuan), "amount-negative"
    if fen != fen.to_integral_value():
        return str(yuan), "amount-too-fine"
    if fen > LARGEST_FEN:
        return str(yuan), "amount-too-large"
    return int(fen), None


def count(value: CellValue) -> tuple[int | str | None, Problem]:
    """Return a number of persons or things, 0 to 9999."""
    if value is None:
        return None, None
    if _is_number(value):
        whole = float(value).is_integer() and 0 <= value <= 9999  # type: ignore[arg-type,operator]
        return (int(value), None) if whole else (str(value), "count-not-number")  # type: ignore[arg-type]
    plain = str(value).translate(HALF_WIDTH).replace(" ", "").strip("'’‘\t\r\n")
    if not plain:
        return None, None
    found = COUNT.match(plain)
    if plain.startswith("="):
        return plain, "formula"
    return (int(found[1]), None) if found else (plain, "count-not-number")


def name(value: CellValue) -> tuple[str | None, Problem]:
    """Return a person's name: 2 to 50 characters, '·' allowed, inner spaces removed."""
    if value is None:
        return None, "name-missing"
    if type(value) is not str:
        return text(value)[0], "name-form"
    if NAME.match(value) and value.isalpha():
        return value, None
    plain = " ".join(value.translate(HALF_WIDTH).strip("'’‘ \t\r\n").split())
    if not plain:
        return None, "name-missing"
    if plain.startswith("="):
        return plain, "formula"
    if TWO_NAMES.search(value):
        return plain, "name-form"
    plain = plain.translate(DOTS)
    if not re.search(r"[A-Za-z]", plain):
        plain = plain.replace(" ", "")
    plain = unicodedata.normalize("NFC", plain)
    return plain, None if NAME.match(plain) and plain.strip("· ") else "name-form"


def marked_name(value: CellValue, *, is_dead: bool = False) -> tuple[str | None, Problem]:
    """Return a person's name without the marks beside it; a mark that says the person is dead stays a problem of its own,
    unless it is known that he is."""
    found, problem = name(value)
    if problem != "name-form" or not isinstance(value, str):
        return found, problem
    text = value.translate(HALF_WIDTH).strip()
    if DEAD_MARK.search(text) and not is_dead:
        return found, "name-dead"
    several = SEVERAL.search(text)
    bare, before = DEAD_MARK.sub("", text), ""
    while bare != before:
        before, bare = bare, NAME_MARKS.sub("", bare)
        bare = bare if several else REMARK.sub("", bare)
    told, doubt = name(bare)
    if doubt:
        return found, "name-several" if several else problem
    return told, "name-marked"


def choice(value: CellValue, look_up: Callable[[str], str | None], kind: str) -> tuple[str | None, Problem]:
    """Return the code of a value word; `kind` is the problem when nobody knows it."""
    plain, _ = text(value)
    if plain is None:
        return None, None
    found = look_up(plain)
    if found is not None:
        return found, None
    return plain, "formula" if plain.startswith("=") else kind


SEXES = {"男": "male", "女": "female", "男性": "male", "女性": "female", "M": "male", "F": "female"}
ANSWERS = {
    "是": "yes", "否": "no", "享受": "yes", "不享受": "no", "√": "yes", "×": "no",
    "Y": "yes", "N": "no", "1": "yes", "0": "no", "有": "yes", "无": "no",
}  # fmt: skip


def sex(value: CellValue, look_up: Callable[[str], str | None] = SEXES.get) -> tuple[str | None, Problem]:
    """Return 'male' or 'female'."""
    return choice(value, look_up, "sex-unknown")


def yes_no(value: CellValue, look_up: Callable[[str], str | None] = ANSWERS.get) -> tuple[bool | str | None, Problem]:
    """Return True or False."""
    found, problem = choice(value, look_up, "answer-unknown")
    return (found, problem) if problem or found is None else (found == "yes", None)
