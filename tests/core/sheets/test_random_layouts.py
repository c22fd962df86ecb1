"""Any words of the dictionary, in any order and any place, are the same roster."""

import random

import pytest

from core.sheets.header import find_table
from core.sheets.model import Sheet
from core.sheets.synonyms import SHIPPED, rows_from, shipped

from . import people as p
from .people import line

PEOPLE = p.truth()
WANTED = p.expected(PEOPLE)

FIELDS = {
    "village": ["village"],
    "head_id": ["head_id"],
    "name": ["name", "any_name"],
    "id": ["id_number", "any_id"],
    "relation": ["relation"],
    "covered": ["covered"],
    "grade": ["grade"],
    "persons": ["covered_count"],
    "monthly": ["monthly"],
    "account": ["account"],
}
SHARED = ("village", "head_id", "grade", "persons", "monthly", "account")
ROWS = [row for row in rows_from(SHIPPED) if row[0] in ("common", "roster")]


def random_layout(seed):
    """The roster with columns shuffled, words drawn from the dictionary, cells shared
    by merging, by blanks below or by repeating, the table anywhere on the sheet."""
    chance = random.Random(seed)
    keys = [*FIELDS, "head"]
    chance.shuffle(keys)
    words = {
        key: chance.choice([word for _, name, word in ROWS if name in fields])
        for key, fields in {**FIELDS, "head": ["head_name"]}.items()
    }
    way = chance.choice(["merge", "blank", "repeat"])
    left, above = chance.randrange(4), chance.randrange(5)
    deep = chance.randrange(2)
    rows = [["香水镇2021年6月农村低保名册"], *([] for _ in range(above))]
    header = len(rows)
    rows.append([None] * left + ["顺序号", *(words[key] for key in keys), "自定义栏"])
    merges = []
    if deep:
        rows.append([])
        merges = [(header, col, header + 1, col) for col in range(left, len(rows[header]))]
    for number, members in enumerate(p.households(PEOPLE), start=1):
        top = len(rows)
        for index, one in enumerate(members):
            values = line({**one, "head": members[0]["name"]}, keys)
            if index and way != "repeat":
                values = [
                    None if key in SHARED or key == "head" else value for key, value in zip(keys, values, strict=True)
                ]
            shown = number if not index or way == "repeat" else None
            rows.append([None] * left + [shown, *values, "别的"])
        if way == "merge" and len(members) > 1:
            cols = [left] + [left + 1 + at for at, key in enumerate(keys) if key in (*SHARED, "head")]
            merges += [(top, col, len(rows) - 1, col) for col in cols]
    rows.append([None] * left + ["合  计", *([None] * len(keys)), 12])
    return Sheet("名册", rows, merges), words


@pytest.mark.parametrize("seed", range(150))
def test_any_words_any_order_any_place(seed):
    sheet, words = random_layout(seed)
    table = find_table(sheet, "roster", shipped())
    assert [word for _, word in table.unknown] == ["自定义栏"], words
    assert p.understood(sheet) == WANTED, words
