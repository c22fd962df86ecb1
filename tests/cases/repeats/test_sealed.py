"""A sealed case is compared by keyed fingerprints: the same repeats are found, and nothing can be read from them."""

import json
import re
import zlib

from cases.repeats import Pair, clusters, features, packed, propose, propose_for, unpacked
from cases.repeats.features import Features
from tests.cases.repeats.generators import adversarial
from tests.cases.repeats.ledgers import held_out, sample
from tests.cases.repeats.unseen import Clerk

KEY = b"a key of the tests"


def bare(pairs: list[Pair]) -> list[tuple[object, object, float]]:
    return [(pair.a, pair.b, pair.score) for pair in pairs]


def test_the_same_pairs_are_found_with_any_key_and_after_packing() -> None:
    for petitions, _ in (sample(), held_out(), adversarial(5, 40)):
        open_pairs = propose(features(each) for each in petitions)
        assert open_pairs
        for key in (KEY, b"x" * 100):
            keyed = [features(each, key) for each in petitions]
            assert propose(keyed) == open_pairs
            sketches = [unpacked(packed(each)) for each in keyed]
            assert bare(propose(sketches)) == bare(open_pairs)


def test_the_order_of_filing_does_not_matter() -> None:
    marked = [features(each) for each in sample()[0]]
    assert propose(reversed(marked)) == propose(marked)


def test_a_sketch_holds_no_words() -> None:
    petition = held_out()[0][5]
    kept = zlib.decompress(packed(features(petition, KEY))).decode()
    row = json.loads(kept)
    assert not re.search(r"[\u4e00-\u9fff]|\\u", kept) and "dibao" not in kept
    assert all(value == sorted(value) for value in row if isinstance(value, list))
    open_marks = {
        mark
        for value in json.loads(zlib.decompress(packed(features(petition))))
        if isinstance(value, list)
        for mark in value
    }
    assert open_marks.isdisjoint(mark for value in row if isinstance(value, list) for mark in value)


def test_a_sketch_of_an_older_version_is_read_without_what_was_added_since() -> None:
    one, other = (features(each, KEY) for each in sample()[0] if each.number in (3, 6))
    row = json.loads(zlib.decompress(packed(one)))
    older = unpacked(zlib.compress(json.dumps(row[:-3]).encode()))
    assert older.letters == one.letters and not older.sounds
    assert bare(propose([older, other]))[0][:2] == (3, 6)


def test_why_names_no_topic_of_a_sealed_case() -> None:
    petitions = sample()[0]
    marked = [features(each, KEY) for each in petitions if each.number in (3, 6)]
    assert propose(marked)[0].why == "同一联系电话、同一姓名；都反映低保、未到账；后一件提到以前反映过"
    for half in ([marked[0].sealed(), marked[1]], [each.sealed() for each in marked]):
        assert propose(half)[0].why == "同一联系电话、同一姓名；所述事项相近；后一件提到以前反映过"


def test_one_petition_alone_finds_what_all_together_find() -> None:
    for petitions, _ in (sample(), adversarial(6, 25), Clerk(21, wordy=True).ledger()):
        marked: list[Features] = [features(each) for each in petitions]
        everything = propose(marked)
        for one in marked[:: len(marked) // 40 + 1]:
            assert propose_for(one, marked) == [pair for pair in everything if one.number in (pair.a, pair.b)]


def test_clusters_close_pairs() -> None:
    pairs = [Pair(a, b, 1.0, "") for a, b in ((1, 2), (3, 4), (2, 5), (5, 3), (8, 9))]
    assert [sorted(map(int, group)) for group in clusters(pairs)] == [[1, 2, 3, 4, 5], [8, 9]]
    assert clusters([]) == []
