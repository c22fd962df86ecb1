"""The smallest tickets are drawn, everybody with the same chance, and nothing else enters."""

import dataclasses
import json
import random

import pytest

from spot_checks import bench, mzdraw
from spot_checks.mzdraw import selection

from .bundles import random_frame, tiny

SEED = "5a" * 32


def word_for_word(frame: mzdraw.Frame, counts: dict[str, int], reserve: int, seed: str) -> list[tuple[str, ...]]:
    found = []
    for stratum in sorted(frame.sizes):
        items = [each.item for each in frame.entries() if each.stratum == stratum]
        order = sorted((mzdraw.digest("ticket", seed, item), item) for item in items)[: counts[stratum] + reserve]
        for rank, (ticket, item) in enumerate(order, 1):
            found.append((stratum, rank, item, ticket, "M" if rank <= counts[stratum] else "R"))
    return found


def test_the_selection_is_the_rule_word_for_word() -> None:
    rng = random.Random(1)
    for most in (5, 5, 900):
        frame = random_frame(rng, most)
        counts = {stratum: rng.randint(0, size) for stratum, size in frame.sizes.items()}
        assert mzdraw.select(frame, counts, 2, SEED) == word_for_word(frame, counts, 2, SEED)


def test_a_limit_that_gathers_too_few_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = random_frame(random.Random(2), 30)
    counts = dict.fromkeys(frame.sizes, 3)
    monkeypatch.setattr(selection, "_limit", lambda wanted, size: bytes(32))
    assert mzdraw.select(frame, counts, 1, SEED) == word_for_word(frame, counts, 1, SEED)


def test_every_item_has_the_same_chance() -> None:
    """χ² over 20,000 seeds: 20 of 100 are drawn each time. Without replacement the statistic is scaled by
    (N-1)/(N-n); 148.2 is the 99.9 % point of χ² with 99 degrees of freedom."""
    items = sorted(f"{at:032x}".encode() for at in range(100))
    frame = mzdraw.Frame(b"", {"640424100-C": items})
    seeds, drawn = 20_000, 20
    hits = dict.fromkeys((each.decode() for each in items), 0)
    for at in range(seeds):
        for pick in mzdraw.select(frame, {"640424100-C": drawn}, 0, f"{at:064x}"):
            hits[pick.who] += 1
    expected = seeds * drawn / len(items)
    chi = sum((each - expected) ** 2 for each in hits.values()) / expected * (len(items) - 1) / (len(items) - drawn)
    assert 56 < chi < 148.2


def test_inspectors_are_drawn_among_those_not_recused() -> None:
    people, recuse = [f"u{at}" for at in range(5)], {"640424101": ["u0", "u3", "other"]}
    picks = mzdraw.pick_inspectors(["640424101", "640424100"], people, recuse, SEED)
    for township, free in (("640424100", people), ("640424101", ["u1", "u2", "u4"])):
        order = sorted((mzdraw.digest("insp", SEED, township, each), each) for each in free)[:2]
        expected = [(township, rank, each, ticket, "I") for rank, (ticket, each) in enumerate(order, 1)]
        assert [each for each in picks if each.place == township] == expected
    assert [each.place for each in picks] == ["640424100"] * 2 + ["640424101"] * 2
    assert len(mzdraw.pick_inspectors(["640424100"], ["u1"], {}, SEED)) == 1


def test_a_draw_refuses_another_frame_and_bad_values() -> None:
    files = tiny()
    frame, commit = mzdraw.parse_frame(files["frame.tsv"]), mzdraw.parse_commit(files["commit.json"])
    values = json.loads(files["seed.json"])["values"]
    other = mzdraw.make_frame(list(frame.entries())[1:])
    with pytest.raises(mzdraw.CommitMalformed, match="不是承诺时"):
        mzdraw.draw(other, commit, values)
    with pytest.raises(mzdraw.CommitMalformed, match="不是承诺时"):
        mzdraw.draw(frame, dataclasses.replace(commit, strata={"640424100-A": (1, 1)}), values)
    with pytest.raises(mzdraw.SeedValueRefused):
        mzdraw.draw(frame, commit, values[:2])


def test_the_bench_tells_a_ratio() -> None:
    assert 0 < bench.draw_ratio(4_000) < 50
