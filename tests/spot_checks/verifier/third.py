"""A third verifier, written from `reference/security.md` §5 alone: it shares no line with the program or its verifiers.

It recomputes rather than inspects: commit, seed, tickets, inspectors and allocation are made again by the words of the
specification, step by step, and compared.
"""

import hashlib
import json
from fractions import Fraction


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def accepts(files: dict[str, bytes]) -> bool:
    """True when the four files are one draw. Raises where they are no such files at all."""
    frame, commit, seed = files["frame.tsv"], json.loads(files["commit.json"]), json.loads(files["seed.json"])
    lines = [line.split("\t") for line in frame.decode("ascii").split("\n")[:-1]]
    strata: dict[str, list[str]] = {}
    for stratum, item, opened in lines:
        assert len(stratum) == 11 and len(item) == 32 and len(opened) == 64
        strata.setdefault(stratum, []).append(item)
    c = sha(b"MZDRAW1:commit:" + files["commit.json"])
    s = sha(":".join(["MZDRAW1:seed", c, *seed["values"]]).encode())
    return (
        frame.endswith(b"\n")
        and frame.splitlines() == sorted(set(frame.splitlines()))
        and len({item for _, item, _ in lines}) == len(lines)
        and all(files[f"{name}.json"] == canonical(each) for name, each in (("commit", commit), ("seed", seed)))
        and commit["frame_sha256"] == sha(frame)
        and commit["strata"] == {h: [len(items), n] for (h, items), n in zip(*shares(strata, commit), strict=True)}
        and seed == {"commit": c, "seed": s, "values": seed["values"]}
        and len(seed["values"]) == len(commit["sources"])
        and files["result.tsv"] == result(strata, commit, s)
    )


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def shares(strata: dict[str, list[str]], commit: dict) -> tuple[list, list[int]]:
    """§5.3, one at a time as it is written there."""
    weight = {h: commit["weight"][h[-1]] for h in strata}
    drawn = {h: len(v) if weight[h] == 0 else min(len(v), commit["min"]) for h, v in strata.items()}
    while sum(drawn.values()) < commit["total"]:
        still = [h for h in sorted(strata) if drawn[h] < len(strata[h])]
        drawn[max(still, key=lambda h: Fraction(weight[h] * len(strata[h]), drawn[h] + 1))] += 1
    return list(strata.items()), [drawn[h] for h in strata]


def result(strata: dict[str, list[str]], commit: dict, s: str) -> bytes:
    """§5.5 and §5.6."""
    rows = []
    for h in sorted(strata):
        n = commit["strata"][h][1]
        order = sorted((sha(f"MZDRAW1:ticket:{s}:{item}".encode()), item) for item in strata[h])
        for rank, (ticket, item) in enumerate(order[: n + commit["reserve"]], 1):
            rows.append((h, rank, item, ticket, "M" if rank <= n else "R"))
    for town in sorted({h[:9] for h in strata}):
        free = [who for who in commit["inspectors"] if who not in commit["recuse"].get(town, [])]
        order = sorted((sha(f"MZDRAW1:insp:{s}:{town}:{who}".encode()), who) for who in free)
        rows += [(town, rank, who, ticket, "I") for rank, (ticket, who) in enumerate(order[:2], 1)]
    return "".join("\t".join(map(str, row)) + "\n" for row in rows).encode("ascii")
