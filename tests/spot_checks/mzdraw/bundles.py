"""Published draws to test with: the vector of the specification, and random ones made by the engine."""

import hashlib
import json
import random
from pathlib import Path
from typing import Any

from spot_checks import mzdraw

NAMES = ("frame.tsv", "commit.json", "seed.json", "result.tsv")
TINY = Path(__file__).resolve().parents[2] / "data" / "tiny"

Files = dict[str, bytes]


def tiny() -> Files:
    """The vector of the specification."""
    return {name: (TINY / name).read_bytes() for name in NAMES}


def random_hex(rng: random.Random, size: int) -> str:
    return rng.randbytes(size).hex()


def random_frame(rng: random.Random, most: int = 12) -> mzdraw.Frame:
    """A few townships and bands of one to `most` items each."""
    townships = [f"{640424100 + rng.randrange(20)}" for _ in range(rng.randint(1, 4))]
    strata = {f"{township}-{rng.choice('ABCDZ')}" for township in townships for _ in range(3)}
    return mzdraw.make_frame(
        (stratum, random_hex(rng, 16), random_hex(rng, 32)) for stratum in strata for _ in range(rng.randint(1, most))
    )


def random_weights(rng: random.Random) -> dict[str, int]:
    return {band: rng.choice([0, 1, 1, 2, 3, 10]) for band in "ABCDZ"}


def random_value(rng: random.Random, kind: str) -> tuple[str, str]:
    """(pre, value) of a source of this kind; one witness in three does not open."""
    if kind == mzdraw.HEX32:
        secret = random_hex(rng, 32)
        return mzdraw.witness_pre(secret), rng.choice([secret, secret, mzdraw.UNOPENED])
    if kind == mzdraw.D10:
        return "", "".join(rng.choices("0123456789", k=20))
    if kind == mzdraw.D6:
        return "", "".join(rng.choices("123456", k=26))
    red = ".".join(f"{each:02}" for each in sorted(rng.sample(range(1, 34), 6)))
    return "", f"20{rng.randint(10, 40)}{rng.randint(1, 155):03}-{red}+{rng.randint(1, 16):02}"


def random_sources(rng: random.Random) -> tuple[list[mzdraw.Source], list[str]]:
    """Up to four sources, the last a physical one, and their values."""
    kinds = rng.choices([mzdraw.HEX32, mzdraw.D10, mzdraw.D6, mzdraw.SSQ], k=rng.randint(0, 3))
    kinds.append(rng.choice([mzdraw.D10, mzdraw.D6, mzdraw.SSQ]))
    told = [(kind, *random_value(rng, kind)) for kind in kinds]
    return [mzdraw.Source(f"第{at}源\U00020000\x7f", kind, pre) for at, (kind, pre, _) in enumerate(told)], [
        value for *_, value in told
    ]


def random_bundle(rng: random.Random, most: int = 12) -> Files:
    """A draw carried out by the engine, everything about it random."""
    frame, weights, minimum = random_frame(rng, most), random_weights(rng), rng.randint(0, 3)
    sources, values = random_sources(rng)
    people = [f"u{at:03}" for at in range(rng.randint(0, 6))]
    commit = mzdraw.make_commit(
        frame,
        draw=f"640424-{rng.randrange(10**6)}",
        purpose=rng.choice(["低保抽查", "特困\n“复核”", ""]),
        snapshot="2026-07-25T16:00:00Z",
        total=rng.randint(mzdraw.smallest_total(frame.sizes, weights, minimum), len(frame)),
        minimum=minimum,
        weights=weights,
        reserve=rng.randint(0, 3),
        sources=sources,
        inspectors=people,
        recuse={
            each: rng.sample(people, rng.randint(0, len(people))) for each in frame.townships if rng.random() < 0.5
        },
        prev=rng.choice([mzdraw.ZEROS, random_hex(rng, 32)]),
    )
    return published(frame, commit, values)


def published(frame: mzdraw.Frame, commit: mzdraw.Commit, values: list[str]) -> Files:
    """The four files of a draw."""
    drawn = mzdraw.draw(frame, commit, values)
    return dict(zip(NAMES, (frame.data, commit.data, drawn.seed_json, drawn.result_tsv), strict=True))


def careless_frame(data: bytes) -> mzdraw.Frame:
    """The frame somebody means whose file is not in order."""
    strata: dict[str, list[bytes]] = {}
    for line in data.splitlines():
        stratum, item, _ = line.split(b"\t")
        strata.setdefault(stratum.decode("ascii"), []).append(item)
    return mzdraw.Frame(data, strata)


def forged(files: Files, *, frame: bytes | None = None, commit: bytes | None = None, **told: Any) -> Files:
    """The files with a frame or commit of somebody's own and every hash after it put right again, the result too where
    the engine can make it: what one who controls all four files would hand out."""
    made = dict(files)
    if frame is not None:
        made["frame.tsv"] = frame
        changed = json.loads(made["commit.json"]) | {"frame_sha256": hashlib.sha256(frame).hexdigest()}
        made["commit.json"] = mzdraw.canonical_json(changed)
    if commit is not None:
        made["commit.json"] = commit
    if told:
        made["commit.json"] = json.dumps(
            json.loads(made["commit.json"]) | told, sort_keys=True, separators=(",", ":")
        ).encode()
    sealed = mzdraw.commitment(made["commit.json"])
    values = json.loads(made["seed.json"])["values"]
    made["seed.json"] = mzdraw.seed_json(sealed, values)
    seed = mzdraw.seed(sealed, values)
    try:
        read = careless_frame(made["frame.tsv"])
        said = json.loads(made["commit.json"])
        counts = {stratum: pair[1] for stratum, pair in said["strata"].items()}
        lines = mzdraw.select(read, counts, said["reserve"], seed)
        lines += mzdraw.pick_inspectors(read.townships, said["inspectors"], said["recuse"], seed)
        made["result.tsv"] = mzdraw.result_tsv(lines)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        pass
    return made
