"""Rows written in bulk are the rows that were given."""

import datetime as dt
import uuid

import pytest
from django.db import transaction

from core import bulk, crypto
from core.models import Synonym
from core.pinyin import initials
from recipients.models import RosterImport


@pytest.mark.django_db
def test_odd_text_arrives_as_it_is() -> None:
    words = ["平常", "制\t表", "换\n行", "反\\斜", "回\r车", "\\N", ""]
    count = bulk.insert(Synonym, ("form", "field", "word"), [("测试", str(n), word) for n, word in enumerate(words)])
    assert count == len(words)
    assert list(Synonym.objects.order_by("id").values_list("word", flat=True)) == words


@pytest.mark.django_db
def test_every_kind_of_value_arrives() -> None:
    from core.models import Upload

    upload = Upload.objects.create(sha256="a" * 64, size=1, path="x")
    now = dt.datetime(2021, 6, 24, 8, 30, 15, 250000, tzinfo=dt.UTC)
    columns = (
        "id", "county_code", "township_code", "division_code", "month", "upload_id", "filename", "state",
        "staged_sealed", "findings_sealed", "counts", "warning_reason", "message", "staged_at", "staged_by_id",
        "checked_at", "version",
    )  # fmt: skip
    keys = [uuid.uuid4(), str(uuid.uuid4())]
    told = (
        "640424",
        "640424100",
        "640424100000",
        "2021-06",
        upload.pk,
        "花\\名\t册.xlsx",
        "staged",
        b"\x00\\\xff",
        b"",
    )
    rows = [(key, *told, {"名": ["一\t\\", 2, None]}, "", "", now, None, None, 3) for key in keys]
    bulk.insert(RosterImport, columns, rows)
    for imp in RosterImport.objects.all():
        assert str(imp.pk) in {str(key) for key in keys} and imp.filename == "花\\名\t册.xlsx"
        assert bytes(imp.staged_sealed) == b"\x00\\\xff" and imp.counts == {"名": ["一\t\\", 2, None]}
        assert (imp.staged_at, imp.checked_at, imp.version) == (now, None, 3)


@pytest.mark.django_db
def test_a_failing_row_source_or_a_refused_row_writes_nothing() -> None:
    def breaking():
        yield ("测试", "1", "词")
        raise ValueError("source")

    with pytest.raises(ValueError, match="source"), transaction.atomic():
        bulk.insert(Synonym, ("form", "field", "word"), breaking())
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        bulk.insert(Synonym, ("form", "field", "word"), [("测试", "1", "词")] * 5000)
    assert not Synonym.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses() -> None:
    with pytest.raises(RuntimeError):
        bulk.insert(Synonym, ("form", "field", "word"), [("测试", "1", "词")])


def test_block_values_agree_with_the_single_ones() -> None:
    index = bulk.indexer("id")
    for value in ("640498197211278431", "64049819370726828x", "", "中文"):
        assert index(value) == crypto.blind_index(value, "id")
    sealed = bulk.sealer()("640498197211278431", "t.c:1")
    assert crypto.open_sealed(sealed, "t.c:1") == "640498197211278431"
    with pytest.raises(crypto.CannotOpen):
        crypto.open_sealed(sealed, "t.c:2")
    ids = [key for key, _ in zip(bulk.new_ids(), range(3000), strict=False)]
    assert len(set(ids)) == 3000 and {uuid.UUID(key).version for key in ids} == {7}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("马小云", "MXY"),
        ("曾强", "ZQ"),
        ("单于飞", "CYF"),
        ("单福", "SF"),
        ("仇英", "QY"),
        ("阿卜杜·买买提", "ABDMMT"),
        ("", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
