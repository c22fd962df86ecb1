"""Frames: lists of what can be drawn. An app above this one adds its own list with `add_source`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from core.permissions import Permission


@dataclass(frozen=True)
class Scope:
    """What a frame is asked for. `county` has 6 digits, `townships` 9 (empty: all), `schemes` are codes (empty: all)."""

    county: str
    month: str
    townships: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()

    def holds(self, township: str) -> bool:
        """True when the township (9 digits) is asked for."""
        return not self.townships or township in self.townships


@dataclass(frozen=True)
class Candidate:
    """One thing that can be drawn. `person` (the head of the household) gives name and ID number when the frame is frozen;
    a village brings them itself. `fen` is what is paid a month."""

    division_code: str
    kind: str
    category: str
    fen: int = 0
    label: str = ""
    household: UUID | None = None
    person: UUID | None = None
    subject_type: str = ""
    subject_id: str = ""
    name: str = ""
    id_text: str = ""
    facts: frozenset[str] = field(default_factory=frozenset)

    @property
    def township(self) -> str:
        """The first nine digits."""
        return self.division_code[:9]

    def with_facts(self, more: Iterable[str]) -> "Candidate":
        """The same with further facts for the band rule."""
        return replace(self, facts=self.facts | set(more))


@dataclass(frozen=True)
class FrameSource:
    """A kind of frame. `code` is also the draw's purpose: of one purpose one draw is open at a time. `collect` answers the
    candidates and what had to be left out, counted by reason. `seen_with` is what it takes to read the list itself."""

    code: str
    label: str
    title: str
    collect: Callable[[Scope], tuple[list[Candidate], dict[str, int]]]
    unit: str = "户"
    order: int = 50
    seen_with: Permission = Permission.VISIT_VIEW


_sources: dict[str, FrameSource] = {}
_flags: list[Callable[[str], Iterable[UUID]]] = []


def add_source(source: FrameSource) -> None:
    """Make a kind of frame known."""
    _sources[source.code] = source


def sources() -> list[FrameSource]:
    """Every kind of frame, in the order shown."""
    return sorted(_sources.values(), key=lambda each: each.order)


def source(code: str) -> FrameSource:
    """The kind with this code. Raises KeyError."""
    return _sources[code]


def add_flags(provider: Callable[[str], Iterable[UUID]]) -> None:
    """`provider(county)` answers the households with a flag nobody has resolved: they are drawn whole (band A)."""
    if provider not in _flags:
        _flags.append(provider)


def flagged(county: str) -> set[UUID]:
    """Households with an unresolved flag."""
    return {household for provider in _flags for household in provider(county)}


def kept(candidates: Iterable[Candidate], wanted: Scope) -> list[Candidate]:
    """Those in the townships asked for."""
    return [each for each in candidates if wanted.holds(each.township)]
