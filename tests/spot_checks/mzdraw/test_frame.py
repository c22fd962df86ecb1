"""A frame has one spelling; every other is refused, and the line is named."""

import pytest

from spot_checks import mzdraw

from .bundles import tiny

DATA = tiny()["frame.tsv"]
LINES = DATA.splitlines(keepends=True)
ITEM, SEALED = "0" * 32, "f" * 64


def test_a_frame_is_read_as_it_is_written() -> None:
    frame = mzdraw.parse_frame(DATA)
    assert frame.sizes == {"640424100-A": 1, "640424100-B": 3, "640424101-C": 4}
    assert frame.townships == ["640424100", "640424101"]
    assert len(frame) == 8 == len(list(frame.entries()))
    assert mzdraw.make_frame(frame.entries()).data == DATA


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        DATA[:-1],
        DATA + b"\n",
        DATA.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + DATA,
        DATA.replace(b"\t", b" "),
        DATA.upper(),
        DATA.replace(b"-A", b"-a"),
        DATA.replace(b"640424100-A", b"64042410-A"),
        DATA.replace(b"640424100-A", "６40424100-A".encode()),
        b"".join(reversed(LINES)),
        LINES[0] * 2,
        LINES[1] + LINES[2].replace(LINES[2].split(b"\t")[1], LINES[1].split(b"\t")[1]),
        f"640424100-A\t{ITEM}\t{SEALED}\n640424100-B\t{ITEM}\t{SEALED}\n".encode(),
    ],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(mzdraw.FrameMalformed):
        mzdraw.parse_frame(data)


def test_the_line_is_named() -> None:
    with pytest.raises(mzdraw.FrameMalformed, match="第 3 行"):
        mzdraw.parse_frame(b"".join([*LINES[:2], b"x" + LINES[2], *LINES[3:]]))


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [("640424100-A", ITEM, SEALED), ("640424100-B", ITEM, SEALED)],
        [("640424100-A", ITEM, SEALED[1:])],
        [("乡镇-A", ITEM, SEALED)],
        [("640424100-A", f"{ITEM}\t{SEALED}\n640424100-A\t{ITEM}", SEALED)],
    ],
)
def test_a_frame_is_not_made_of_bad_rows(entries: list[tuple[str, str, str]]) -> None:
    with pytest.raises(mzdraw.FrameMalformed):
        mzdraw.make_frame(entries)
