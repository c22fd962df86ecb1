"""What a redacted task may not say: no name, no number, and no run of four characters that a sealed case holds."""

import re
import unicodedata
from collections.abc import Iterable

RUN = 4
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?")


def fold(text: str) -> str:
    """Letters, digits and Chinese alone, full-width and case made plain; years say nothing and are left out."""
    plain = YEAR.sub("|", unicodedata.normalize("NFKC", text))
    return "".join(each for each in plain.casefold() if each.isalnum() or each == "|")


def tells(task: str, names: Iterable[str], numbers: Iterable[str], passages: Iterable[str]) -> list[str]:
    """The words of `task` that a sealed case holds as well, each once; empty where it tells nothing."""
    text = fold(task)
    found = [name for each in names if len(name := fold(each)) > 1 and name in text]
    found += [run for each in numbers for run in shared(text, fold(each))]
    found += [run for each in passages for run in shared(text, fold(each))]
    return list(dict.fromkeys(found))


def shared(text: str, other: str, size: int = RUN) -> list[str]:
    """The longest runs of at least `size` characters that stand in both."""
    known = {other[at : at + size] for at in range(len(other) - size + 1)}
    runs: list[str] = []
    at = 0
    while at <= len(text) - size:
        end = at + size
        if "|" in text[at:end] or text[at:end] not in known:
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in other:
            end += 1
        runs.append(text[at:end])
        at = end
    return runs
