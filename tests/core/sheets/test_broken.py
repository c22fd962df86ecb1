"""Broken workbooks: each is read or answered with a sentence, never anything else."""

import io
import random
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
import xlwt

from core.sheets.model import Workbook
from core.sheets.read import Unreadable, read

from . import people as p

CHINESE = re.compile("[\u4e00-\u9fff]{6,}.*[。]$")
SOURCES = ("roster-202106.xlsx", "roster-202106-dirty.xlsx", "changes-202107.xlsx")


def old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    for row in range(60):
        for col in range(8):
            sheet.write(row, col, f"{row}-{col}")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def mutated(seed, sources):
    """One broken file: bytes flipped, cut, doubled, or the XML inside changed."""
    chance = random.Random(seed)
    data = bytearray(chance.choice(sources))
    way = chance.randrange(5)
    if way == 0:
        for _ in range(chance.randint(1, 60)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif way == 1:
        del data[chance.randrange(len(data)) :]
    elif way == 2:
        at = chance.randrange(len(data))
        data[at:at] = data[at : at + chance.randint(1, 400)]
    elif data[:2] == b"PK":
        return with_changed_xml(bytes(data), chance, cut=way == 3)
    else:
        at = chance.randrange(len(data))
        data[at : at + 64] = bytes(chance.randrange(256) for _ in range(64))
    return bytes(data)


def with_changed_xml(data, chance, cut):
    source = zipfile.ZipFile(io.BytesIO(data))
    made = io.BytesIO()
    victim = chance.choice([name for name in source.namelist() if name.startswith("xl/")])
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == victim and cut:
                text = text[: chance.randrange(len(text))]
            elif name == victim:
                old, new = chance.sample([b"A", b"R", b"<c ", b"</row>", b'"1"', b'r="', b"</is>"], 2)
                text = text.replace(old, new, chance.randint(1, 50))
            target.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize("part", range(4))
def test_a_thousand_broken_workbooks_are_each_answered(part):
    sources = [p.sample(name) for name in SOURCES]
    sources += [old_workbook(), p.sample("roster-202106.truth.csv")]

    def answer(seed):
        data = mutated(seed, sources)
        try:
            found = read(data, "x.xlsx")
        except Unreadable as refused_:
            assert CHINESE.search(refused_.message), refused_.message
            return "refused"
        assert isinstance(found, Workbook)
        return "read"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(answer, range(part * 250, part * 250 + 250)))
    assert len(answers) == 250
    assert 20 < answers.count("refused") < 240
