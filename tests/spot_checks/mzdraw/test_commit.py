"""A commit keeps the rules of the specification, and its file has one spelling."""

import dataclasses
import json
from typing import Any

import pytest

from spot_checks import mzdraw

from .bundles import tiny

DATA = tiny()["commit.json"]
COMMIT = mzdraw.parse_commit(DATA)
D10 = mzdraw.Source("摇号", mzdraw.D10)


def test_a_commit_is_read_as_it_is_written() -> None:
    assert COMMIT.data == DATA
    assert COMMIT.counts == {"640424100-A": 1, "640424100-B": 3, "640424101-C": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"draw": ""},
        {"purpose": 1},
        {"prev": "0" * 63},
        {"frame_sha256": "F" * 64},
        {"total": 5.0},
        {"total": True},
        {"minimum": -1},
        {"reserve": 10**9 + 1},
        {"weights": {"A": 0, "b": 1}},
        {"weights": {"A": -1}},
        {"strata": {"640424100": (1, 1)}},
        {"strata": {"640424100-A": (1, "1")}},
        {"sources": []},
        {"sources": [D10, mzdraw.Source("密封数", mzdraw.HEX32, "0" * 64)]},
        {"sources": [mzdraw.Source("", mzdraw.D10)]},
        {"sources": [mzdraw.Source("摇号", "dice")]},
        {"sources": [mzdraw.Source("摇号", mzdraw.D10, "0" * 64)]},
        {"sources": [mzdraw.Source("密封数", mzdraw.HEX32), D10]},
        {"inspectors": ["a:b"]},
        {"inspectors": ["张三"]},
        {"inspectors": ["a\tb"]},
        {"inspectors": [""]},
        {"inspectors": ["u1", "u1"]},
        {"recuse": {"640424": ["u1"]}},
        {"recuse": {"640424100": ["u 1"]}},
    ],
)
def test_a_broken_rule_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(mzdraw.CommitMalformed):
        dataclasses.replace(COMMIT, **change)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        DATA + b"\n",
        DATA.replace(b":5,", b": 5,"),
        DATA.replace(b'"v":1', b'"v":2'),
        DATA.replace(b'"v":1', b'"v":1,"w":1'),
        DATA.replace(b'"total":5', b'"total":5,"total":5'),
        DATA.replace(b"\\u4f4e", b"\\u4F4E"),
        DATA.replace(b"\\u4f4e", "低".encode()),
        DATA.replace(b'"min":1', b'"min":null'),
        DATA.replace(b'"prev":"', b'"prev":["').replace(b'","purpose"', b'"],"purpose"'),
        b"[" * 100_000,
    ],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(mzdraw.CommitMalformed):
        mzdraw.parse_commit(data)


def test_the_file_is_plain_json_with_the_keys_of_the_specification() -> None:
    keys = "draw frame_sha256 inspectors min prev purpose recuse reserve snapshot sources strata total v weight"
    assert list(json.loads(COMMIT.data)) == keys.split()
