"""Published draws with something changed: single bytes, and forgeries whose hashes have all been put right again."""

import json
import random
from collections.abc import Iterator

from spot_checks import mzdraw
from tests.spot_checks.mzdraw.bundles import Files, forged


def mutant(rng: random.Random, files: Files) -> Files:
    """The files with one of them changed by a few bytes; never the files themselves."""
    while True:
        name = rng.choice(list(files))
        changed = _changed(rng, files[name])
        if changed != files[name]:
            return files | {name: changed}


def _changed(rng: random.Random, data: bytes) -> bytes:
    at, to = sorted((rng.randrange(len(data)), rng.randrange(len(data) + 1)))
    lines = data.splitlines(keepends=True)
    line, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(10)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    if kind == 2:
        return data[:at] + rng.choice([b" ", b"\n", b"\r", b"\t", b"0", b"\0", b"\xef\xbb\xbf"]) + data[at:]
    if kind == 3:
        return data[:at] + data[at + 1 :]
    if kind == 4:
        return data[:at] + data[to:]
    if kind == 5:
        return data[:at]
    if kind == 6:
        return data + rng.choice([b"\n", b" ", b"\0", data])
    if kind == 7:
        lines[line], lines[other] = lines[other], lines[line]
    elif kind == 8:
        lines.insert(line, lines[other])
    else:
        return data[:at] + data[at + 1 : at + 2] + data[at : at + 1] + data[at + 2 :]
    return b"".join(lines)


def forgeries(files: Files) -> Iterator[tuple[str, Files]]:
    """(what was forged, the files): consistent in every hash, wrong by a rule. `files` is the vector tiny."""
    frame, commit = files["frame.tsv"], files["commit.json"]
    lines = frame.splitlines(keepends=True)
    yield "frame unsorted", forged(files, frame=b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    yield "frame without last line feed", forged(files, frame=frame[:-1])
    yield "frame with empty line", forged(files, frame=frame + b"\n")
    yield "frame with carriage returns", forged(files, frame=frame.replace(b"\n", b"\r\n"))
    yield "frame with upper case", forged(files, frame=frame.replace(b"e", b"E"))
    yield "frame with a line less", forged(files, frame=b"".join(lines[:-1]))
    for what, at, to in (("twice", 5, 4), ("in two strata", 7, 3)):
        twice = lines[at].replace(lines[at].split(b"\t")[1], lines[to].split(b"\t")[1])
        yield (
            f"frame with an item {what}",
            forged(files, frame=b"".join(sorted([*lines[:at], twice, *lines[at + 1 :]]))),
        )
    yield "empty frame", forged(files, frame=b"", strata={}, total=0)
    yield "commit with a space", forged(files, commit=commit.replace(b",", b", ", 1))
    yield "commit with a line feed", forged(files, commit=commit + b"\n")
    yield "commit with a key twice", forged(files, commit=commit.replace(b'"v":1', b'"v":1,"v":1'))
    yield "commit out of order", forged(files, commit=b'{"v":1,' + commit[1:].replace(b',"v":1', b""))
    yield "commit with upper-case escapes", forged(files, commit=commit.replace(b"\\u4f4e", b"\\u4F4E"))
    yield "commit with plain Chinese", forged(files, commit=commit.replace(b"\\u4f4e", "低".encode()))
    yield "commit with a needless escape", forged(files, commit=commit.replace(b'"u000"', b'"\\u0075000"'))
    yield "commit with minus nought", forged(files, commit=commit.replace(b'"A":0', b'"A":-0'))
    yield "commit with an exponent", forged(files, commit=commit.replace(b'"total":5', b'"total":5e0'))
    yield "commit with a fraction", forged(files, commit=commit.replace(b'"total":5', b'"total":5.0'))
    yield "commit with true", forged(files, commit=commit.replace(b'"v":1', b'"v":true'))
    yield "commit with a huge number", forged(files, weight={"A": 0, "B": 3, "C": 1, "D": 10**17 + 1})
    yield "commit with not a number", forged(files, commit=commit.replace(b'"reserve":1', b'"reserve":NaN'))
    yield "commit with a key more", forged(files, note="")
    yield "commit with a key less", forged(files, commit=commit.replace(b',"v":1', b""))
    yield "commit as a list of its keys", forged(files, commit=mzdraw.canonical_json(sorted(json.loads(commit))))
    yield "commit with a prototype", forged(files, commit=b'{"__proto__":1,' + commit[1:])
    for key, value in _BAD_VALUES:
        yield f"commit with {key} {value!r}", forged(files, **{key: value})
    for counts in ((1, 2, 2), (0, 3, 2), (1, 3, 2), (1, 1, 3), (1, 3, 0)):
        strata = dict(zip(json.loads(commit)["strata"], zip((1, 3, 4), counts, strict=True), strict=True))
        yield f"allocation {counts}", forged(files, strata=strata)
    yield (
        "allocation of another size",
        forged(files, strata={"640424100-A": [1, 1], "640424100-B": [4, 3], "640424101-C": [3, 1]}),
    )
    for pair in ([True, 1], [1, True], [1, 1, 1], [1], "11", {"0": 1, "1": 1}, [1.0, 1], [1, 1.0]):
        strata = {"640424100-A": pair, "640424100-B": [3, 3], "640424101-C": [4, 1]}
        yield f"stratum {pair!r}", forged(files, strata=strata)
    yield "stratum that is not there", forged(files, strata=json.loads(commit)["strata"] | {"640424102-C": [0, 0]})
    yield from _forged_seeds(files)
    yield from _forged_results(files)


_BAD_VALUES = [
    ("v", 2), ("v", "1"), ("draw", ""), ("draw", None), ("purpose", 1), ("snapshot", []), ("prev", "0" * 63),
    ("prev", "G" * 64), ("prev", 0), ("frame_sha256", "0" * 64), ("total", 6), ("total", "5"), ("total", None),
    ("min", -1), ("min", None), ("min", 4), ("reserve", -1), ("reserve", False), ("weight", {"A": 0, "B": 3}),
    ("weight", []), ("weight", {"A": 0, "B": 1, "C": 30}), ("weight", {"A": 0, "B": 3, "C": 1, "c": 1}),
    ("weight", {"A": 0, "B": 3, "C": 1, "D": None}), ("strata", []), ("strata", {}), ("sources", []), ("sources", {}),
    ("sources", [["a", "d10"]]), ("inspectors", {}), ("inspectors", ["u000", "u000"]), ("inspectors", ["a:b"]),
    ("inspectors", ["王"]), ("inspectors", [1]), ("inspectors", [""]), ("recuse", []), ("recuse", {"64": []}),
    ("recuse", {"640424100": "u001"}), ("recuse", {"640424100": ["u 1"]}),
]  # fmt: skip


def _forged_seeds(files: Files) -> Iterator[tuple[str, Files]]:
    sources, told = json.loads(files["commit.json"])["sources"], json.loads(files["seed.json"])
    hexa, dice, lottery = told["values"]
    for values in (
        ["1" * 64, dice, lottery],
        [hexa.upper(), dice, lottery],
        [hexa, dice],
        [hexa, dice, lottery, dice],
        [hexa, lottery, dice],
        [hexa, dice[:-1], lottery],
        [hexa, "０" + dice[1:], lottery],
        [hexa, dice + "\n", lottery],
        [hexa, dice, lottery + "\n"],
        [hexa, dice, "2026085-05.01.12.20.28.33+09"],
        [hexa, dice, "2026085-01.01.12.20.28.33+09"],
        [hexa, dice, "2026085-01.05.12.20.28.34+09"],
        [hexa, dice, "2026085-00.05.12.20.28.33+09"],
        [hexa, dice, "2026085-01.05.12.20.28.33+17"],
        [hexa, dice, "2026085-01.05.12.20.28.33+00"],
        [hexa, dice, "2026000-01.05.12.20.28.33+09"],
        [hexa, int(dice), lottery],
        [hexa, dice, None],
        "abc",
        {},
    ):
        text = [str(each) for each in values]
        if all(each.isascii() for each in text):
            seed = mzdraw.seed(told["commit"], text)
            made = files | {"seed.json": mzdraw.canonical_json(told | {"values": values, "seed": seed})}
            yield f"values {values!r}", _with_result(made, seed)
        yield f"values {values!r}, old seed", files | {"seed.json": mzdraw.canonical_json(told | {"values": values})}
    yield "seed of its own", files | {"seed.json": mzdraw.canonical_json(told | {"seed": "0" * 64})}
    yield "seed of another commit", files | {"seed.json": mzdraw.canonical_json(told | {"commit": "0" * 64})}
    yield "seed.json with a key more", files | {"seed.json": mzdraw.canonical_json(told | {"note": 1})}
    yield "seed.json with a line feed", files | {"seed.json": files["seed.json"] + b"\n"}
    yield "seed.json as a list", files | {"seed.json": b"[]"}
    yield "seed.json as a number", files | {"seed.json": b"0"}
    yield "seed.json too deep", files | {"seed.json": b"[" * 100_000}
    for changed in (
        sources[:1],
        [*sources[1:], sources[0]],
        [["", "d10", ""]],
        [["a", "dice", ""]],
        [["a", "d10", "1"]],
        [[1, "d10", ""]],
    ):
        values = {"hex32": hexa, "d10": dice, "ssq": lottery, "dice": dice}
        made = forged(files, sources=changed)
        sealed = mzdraw.commitment(made["commit.json"])
        made["seed.json"] = mzdraw.seed_json(sealed, [values[each[1]] for each in changed])
        yield f"sources {changed!r}", _with_result(made, json.loads(made["seed.json"])["seed"])
    lone = [["a", "hex32", ""], ["b", "d10", ""]]
    made = forged(files, sources=lone)
    made["seed.json"] = mzdraw.seed_json(mzdraw.commitment(made["commit.json"]), [mzdraw.UNOPENED, dice])
    yield "witness without commitment", _with_result(made, json.loads(made["seed.json"])["seed"])


def _with_result(files: Files, seed: str) -> Files:
    commit = json.loads(files["commit.json"])
    frame = mzdraw.parse_frame(files["frame.tsv"])
    counts = {stratum: pair[1] for stratum, pair in commit["strata"].items()}
    lines = mzdraw.select(frame, counts, commit["reserve"], seed)
    lines += mzdraw.pick_inspectors(frame.townships, commit["inspectors"], commit["recuse"], seed)
    return files | {"result.tsv": mzdraw.result_tsv(lines)}


def _forged_results(files: Files) -> Iterator[tuple[str, Files]]:
    lines = files["result.tsv"].splitlines(keepends=True)
    yield "result with a line less", files | {"result.tsv": b"".join(lines[:-1])}
    yield "result with a line more", files | {"result.tsv": b"".join([*lines, lines[-1]])}
    yield "result without inspectors", files | {"result.tsv": b"".join(lines[:6])}
    yield "result with the reserve as main", files | {"result.tsv": files["result.tsv"].replace(b"\tR\n", b"\tM\n")}
    yield "empty result", files | {"result.tsv": b""}
    for name in files:
        yield f"without {name}", {each: data for each, data in files.items() if each != name}
