"""How many are drawn in each stratum (MZDRAW1 §5.3): exact, and enlarging the total never shrinks a stratum."""

import heapq
from collections.abc import Mapping
from fractions import Fraction

from .refusals import CommitMalformed, TotalTooLarge, TotalTooSmall

HALVINGS = 64


def smallest_total(sizes: Mapping[str, int], weights: Mapping[str, int], minimum: int) -> int:
    """The guaranteed minimum: take-all strata (weight 0) whole, `minimum` of every other, or all it has."""
    return sum(_guaranteed(sizes, weights, minimum).values())


def allocate(sizes: Mapping[str, int], weights: Mapping[str, int], minimum: int, total: int) -> dict[str, int]:
    """stratum → number to draw (n_h); they add up to `total`, each between its guaranteed minimum and its size.

    `sizes` maps `township-band` to N_h, `weights` a band to its weight (0 = take-all), `minimum` is per stratum.
    Raises TotalTooSmall (with the smallest feasible total), TotalTooLarge, CommitMalformed for a band without a weight.
    """
    counts = _guaranteed(sizes, weights, minimum)
    smallest, largest = sum(counts.values()), sum(sizes.values())
    if total < smallest:
        raise TotalTooSmall(total, smallest)
    if total > largest:
        raise TotalTooLarge(total, largest)
    claims = {each: weights[each[-1]] * size for each, size in sizes.items() if counts[each] < size}
    _raise_together(counts, sizes, claims, total)
    _raise_singly(counts, sizes, claims, total)
    return {each: counts[each] for each in sorted(counts)}


def _guaranteed(sizes: Mapping[str, int], weights: Mapping[str, int], minimum: int) -> dict[str, int]:
    if missing := sorted({each[-1] for each in sizes} - set(weights)):
        raise CommitMalformed(f"{'、'.join(missing)} 层没有规定权重。")
    return {each: size if weights[each[-1]] == 0 else min(size, minimum) for each, size in sizes.items()}


def _raise_together(counts: dict[str, int], sizes: Mapping[str, int], claims: Mapping[str, int], total: int) -> None:
    """Give at once every seat whose claim w·N_h/(n_h+1) reaches a price found by halving; never more than `total`.

    A stratum's claims fall as it grows, so the seats at or above one price are exactly those the single steps would
    give first. This only spares the steps: whatever price is found, the rest is given one by one.
    """
    fixed = sum(counts.values()) - sum(counts[each] for each in claims)

    def at(price: Fraction) -> dict[str, int]:
        return {
            each: min(sizes[each], max(counts[each], claim * price.denominator // price.numerator))
            for each, claim in claims.items()
        }

    low, high = Fraction(0), Fraction(max(claims.values(), default=0) + 1)
    best: dict[str, int] = {}
    for _ in range(HALVINGS if total - sum(counts.values()) > len(claims) else 0):
        middle = (low + high) / 2
        given = at(middle)
        spent = fixed + sum(given.values())
        if spent > total:
            low = middle
        else:
            high, best = middle, given
            if total - spent <= len(claims):
                break
    counts.update(best)


def _raise_singly(counts: dict[str, int], sizes: Mapping[str, int], claims: Mapping[str, int], total: int) -> None:
    """+1 to the open stratum with the largest w·N_h/(n_h+1), the smallest code first among equals, until `total`."""
    queue = [(Fraction(-claim, counts[each] + 1), each) for each, claim in claims.items() if counts[each] < sizes[each]]
    heapq.heapify(queue)
    for _ in range(total - sum(counts.values())):
        each = queue[0][1]
        counts[each] += 1
        if counts[each] < sizes[each]:
            heapq.heapreplace(queue, (Fraction(-claims[each], counts[each] + 1), each))
        else:
            heapq.heappop(queue)
