"""How well repeats are found: on the clerk's ledger, on petitions written before the search, on ledgers of other habits."""

from collections.abc import Callable

import pytest

from tests.cases.repeats import generators, unseen
from tests.cases.repeats.ledgers import Ledger, held_out, judged, sample


@pytest.mark.parametrize("ledger", [sample, held_out])
def test_precision_and_recall_are_high(ledger: Callable[[], Ledger]) -> None:
    figures = judged(ledger())
    assert figures.precision >= 0.9, figures.wrong
    assert figures.recall >= 0.9, figures.missed


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [
        ("held-out-2", 0.9, 0.9),
        ("held-out-3", 0.85, 0.85),
        ("held-out-4", 0.9, 0.8),
        ("held-out-5", 0.85, 0.9),
        ("held-out-6", 0.75, 0.75),
        ("held-out-7", 0.95, 0.9),
        ("held-out-8", 0.95, 0.8),
        ("held-out-9", 0.95, 0.9),
        ("alike-1", 0.95, 0.95),
        ("alike-2", 0.95, 0.95),
        ("alike-3", 0.95, 0.95),
        ("alike-4", 0.95, 0.95),
        ("clerk-1", 0.95, 0.9),
        ("clerk-2", 0.95, 0.9),
        ("clerk-3", 0.95, 0.9),
        ("clerk-4", 0.95, 0.95),
        ("clerk-5", 0.95, 0.8),
        ("clerk-6", 0.95, 0.7),
        ("told-1", 0.9, 0.65),
        ("told-2", 0.7, 0.65),
        ("told-3", 0.8, 0.6),
        ("told-4", 0.8, 0.6),
        ("told-5", 0.8, 0.5),
        ("told-6", 0.75, 0.8),
        ("told-7", 0.75, 0.35),
    ],
)
def test_petitions_written_against_it_do_not_fall_below_what_was_measured(
    part: str, precision: float, recall: float
) -> None:
    figures = judged(held_out(part))
    assert figures.precision >= precision, figures.wrong
    assert figures.recall >= recall, figures.missed


def test_precision_and_recall_are_high_in_words_the_search_was_not_fitted_to() -> None:
    figures = [judged(ledger) for ledger in unseen.ledgers()]
    found, right, true = (sum(getattr(each, name) for each in figures) for name in ("found", "right", "true"))
    assert true > 300
    assert right / found >= 0.9
    assert right / true >= 0.9


@pytest.mark.parametrize(
    ("ledger", "precision", "recall"),
    [
        (generators.terse, 0.9, 0.93),
        (generators.stories, 0.93, 0.90),  # long stories told in quite other words
        (generators.adversarial, 0.93, 0.90),  # namesakes in one village, none of whom gives a number
        (generators.elsewhere, 0.90, 0.90),  # words the lexicon does not know
    ],
)
def test_ledgers_of_other_habits_do_not_fall_below_what_was_measured(
    ledger: Callable[[int], Ledger], precision: float, recall: float
) -> None:
    figures = judged(ledger(11))
    assert figures.precision >= precision, figures.wrong
    assert figures.recall >= recall, figures.missed
