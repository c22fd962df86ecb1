"""The vector of the specification is made again to the byte, and the formulas are those of the specification."""

import hashlib
import json
import unicodedata

import pytest

from spot_checks import mzdraw

from .bundles import tiny

FILES = tiny()
COMMIT = mzdraw.parse_commit(FILES["commit.json"])
VALUES = json.loads(FILES["seed.json"])["values"]


def test_tiny_is_made_again_to_the_byte() -> None:
    frame = mzdraw.make_frame(reversed(list(mzdraw.parse_frame(FILES["frame.tsv"]).entries())))
    commit = mzdraw.make_commit(
        frame,
        draw="640424-2026-07-01",
        purpose="低保动态管理月抽查",
        snapshot="2026-07-25T16:00:00Z",
        total=5,
        minimum=1,
        weights={"C": 1, "B": 3, "A": 0},
        reserve=1,
        sources=[
            mzdraw.Source("乡镇代表密封数", "hex32", mzdraw.witness_pre(VALUES[0])),
            mzdraw.Source("纪委监委掷骰", "d10"),
            mzdraw.Source("福彩双色球", "ssq"),
        ],
        inspectors=[f"u{at:03}" for at in range(12)],
        recuse={"640424100": ["u001", "u002"]},
    )
    values: list[str] = []
    for value in VALUES:
        values = mzdraw.reveal(commit.sources, values, value)
    drawn = mzdraw.draw(frame, commit, values)
    made = (frame.data, commit.data, drawn.seed_json, drawn.result_tsv)
    assert dict(zip(FILES, made, strict=True)) == FILES


def test_tiny_has_the_hashes_of_the_specification() -> None:
    assert COMMIT.commitment.startswith("57e92e1e47f48108")
    seed = mzdraw.seed(COMMIT.commitment, VALUES)
    assert seed.startswith("bdab12f33e89750b")
    assert mzdraw.ticket(seed, "38b4e652e44da7f2370d9e260e271365").startswith("9f62ef5ba4b910fd")


def test_a_digest_is_the_sha256_of_the_parts_between_colons() -> None:
    assert mzdraw.digest("insp", "ab", "640424100", "u1") == hashlib.sha256(b"MZDRAW1:insp:ab:640424100:u1").hexdigest()
    with pytest.raises(UnicodeEncodeError):
        mzdraw.digest("insp", "人")


def test_a_commitment_binds_nonce_and_normalised_content() -> None:
    nonce = bytes(range(32))
    composed, apart = "é", unicodedata.normalize("NFD", "é")
    found = mzdraw.item_commitment(nonce, "64042419700101001X", composed, "1号", "农村低保", 45000)
    content = "\x1f".join(["64042419700101001X", composed, "1号", "农村低保", "45000"]).encode()
    assert found == hashlib.sha256(b"MZDRAW1:item:" + nonce + content).hexdigest()
    assert found == mzdraw.item_commitment(nonce, "64042419700101001X", apart, "1号", "农村低保", 45000)
    assert found != mzdraw.item_commitment(nonce, "64042419700101001X", composed, "1号", "农村低保", 45001)
    assert found != mzdraw.item_commitment(bytes(32), "64042419700101001X", composed, "1号", "农村低保", 45000)
    with pytest.raises(ValueError, match="0x1F"):
        mzdraw.item_commitment(nonce, "1", "a\x1fb", "", "", 0)
    with pytest.raises(ValueError, match="32"):
        mzdraw.item_commitment(nonce[:31], "1", "a", "", "", 0)


def test_items_and_nonces_are_fresh() -> None:
    assert len({mzdraw.new_item() for _ in range(50)}) == 50 == len({mzdraw.new_nonce() for _ in range(50)})
    assert len(mzdraw.new_item()) == 32 == len(mzdraw.new_nonce())


def test_canonical_json_has_one_spelling_and_no_floats() -> None:
    assert mzdraw.canonical_json({"b": [1, "低\x7f"], "a": None}) == b'{"a":null,"b":[1,"\\u4f4e\\u007f"]}'
    for value in (1.0, {"a": [2.5]}, ({"b": float("nan")},)):
        with pytest.raises(TypeError):
            mzdraw.canonical_json(value)


def test_draws_are_chained() -> None:
    result = FILES["result.tsv"]
    assert mzdraw.prev_after_result(result) == hashlib.sha256(b"MZDRAW1:result:" + result).hexdigest()
    reason = hashlib.sha256("摇号机故障".encode()).hexdigest()
    expected = hashlib.sha256(f"MZDRAW1:void:{COMMIT.commitment}:{reason}".encode()).hexdigest()
    assert mzdraw.prev_after_void(COMMIT.commitment, "摇号机故障") == expected
    assert mzdraw.ZEROS == "0" * 64
