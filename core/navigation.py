"""What the shell shows: entries of the menu and duties of the day. Apps above core add theirs when they are ready."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from .permissions import Role
from .questions import Ask, told

# The headings of the menu, in this order; what has none stands above them all.
GROUPS = ("", "月报", "花名册", "抽查", "信访与整改", "督办", "系统")
# The four entries each role needs most, at the bottom of a phone.
THUMB: dict[str, tuple[str, ...]] = {
    Role.TOWNSHIP_ASSISTANT: ("home", "report_current", "entry_list", "petition_list"),
    Role.TOWNSHIP_VERIFIER: ("home", "report_current", "summary_current", "visit_list"),
    Role.TOWNSHIP_LEADER: ("home", "report_current", "entry_list", "order_list"),
    Role.BUREAU_OFFICER: ("home", "review_queue", "person_list", "entry_list"),
    Role.BUREAU_OFFICE: ("home", "report_board", "summary_current", "order_list"),
    Role.BUREAU_LEADER: ("home", "report_board", "entry_list", "order_list"),
    Role.PETITION_OFFICER: ("home", "petition_list", "cluster_list", "consultation_list"),
    Role.DISCIPLINE_OFFICER: ("home", "draw_list", "clue_list", "petition_list"),
}
ON_PHONE = 4


@dataclass(frozen=True)
class Entry:
    """One line of the menu: shown to holders of `permission`, below the heading `group`, in the order of `order`."""

    label: str
    url_name: str
    icon: str
    permission: str
    order: int = 50
    group: str = ""
    short: str = ""  # what it is called at the bottom of a phone, where the label is too long for it


@dataclass(frozen=True)
class Duty:
    """Something a person has to do, why, and until when; derived from the state of the work, cleared only by doing it."""

    title: str
    why: str
    url: str
    due: dt.datetime | None = None
    kind: str = "todo"  # todo: mine to do · waiting: others have it · info: good to know
    area: str = ""  # the heading of the menu it belongs to; what its provider was added with


@dataclass(frozen=True)
class Link:
    """What one may do next with a thing, as a button on its page."""

    label: str
    url: str
    icon: str


_entries: list[Entry] = []
Provider = Callable[[Any], Iterable[Duty | Ask]]
_duties: list[Provider] = []
_areas: dict[Provider, str] = {}
_links: dict[str, list[Callable[[Any, Any], Iterable[Link]]]] = {}


def add_entry(entry: Entry) -> None:
    """Put an entry on the menu (once)."""
    if entry not in _entries:
        _entries.append(entry)


def add_duties(provider: Provider, area: str = "") -> None:
    """Ask `provider(user)` for duties, and questions that tell of some, whenever a home page is shown; they belong to `area`
    unless they say otherwise."""
    if provider not in _duties:
        _duties.append(provider)
        _areas[provider] = area


def entries_for(user: Any) -> list[Entry]:
    """The menu of one person."""
    return sorted((e for e in _entries if user.may(e.permission)), key=lambda e: (_place(e.group), e.order))


def thumb_for(role: str, entries: list[Entry]) -> list[Entry]:
    """The entries of a person's menu that stand at the bottom of a phone: those the role needs most, else the first."""
    wanted = {name: place for place, name in enumerate(THUMB.get(role, ()))}
    return sorted(entries, key=lambda e: wanted.get(e.url_name, ON_PHONE))[:ON_PHONE]


def _place(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)


def duties_for(user: Any) -> list[Duty]:
    """The duties of one person, the most urgent first. What all providers ask is put to the database together."""
    found = told(_placed(each, _areas.get(provider, "")) for provider in _duties for each in provider(user))
    return sorted(found, key=lambda d: (d.kind != "todo", d.due is None, d.due.timestamp() if d.due else 0))


def add_links(place: str, provider: Callable[[Any, Any], Iterable[Link]]) -> None:
    """Ask `provider(user, thing)` for links whenever a page of this kind of thing (`household`) is shown."""
    found = _links.setdefault(place, [])
    if provider not in found:
        found.append(provider)


def links_for(place: str, user: Any, thing: Any) -> list[Link]:
    """What apps above offer this person to do with the thing."""
    return [link for provider in _links.get(place, ()) for link in provider(user, thing)]


def _placed(each: Duty | Ask, area: str) -> Duty | Ask:
    if isinstance(each, Ask):
        return Ask(lambda *answers: (_placed(one, area) for one in each.tell(*answers)), each.rows)
    return each if each.area else replace(each, area=area)
