"""How fast repeats are found, in seconds of one run: the whole docket, and one petition against it."""

from .repeats.bench import measured


def repeats_seconds(count: int = 60_000) -> dict[str, float]:
    """Seconds for fingerprints and for proposing over `count` made-up petitions, and for one more."""
    return {name: round(value, 2) for name, value in measured(count).items()}
