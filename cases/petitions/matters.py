"""Matters of the repeat ledger as lists and exports ask for them: counted over the petitions the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q

from core.models import Division, User

from ..models import Petition, PetitionCluster, PetitionParty, RepeatProposal

OPEN, ASKED, STRUCK = "open", "asked", "struck"
SEALED_MATTER = "（密封件，内容见件内）"
LONGEST_MATTER = 100


def matter_of(petitions: Iterable[Petition]) -> str:
    """A matter in the words of the first of its petitions that is not sealed."""
    first = next((each for each in petitions if not each.is_sealed), None)
    return f"{first.category}：{first.text}"[:LONGEST_MATTER].lstrip("：") if first else SEALED_MATTER


@dataclass(frozen=True)
class Standing:
    """A matter with how often it was told to the county, as far as one reader sees."""

    cluster: PetitionCluster
    count: int
    first_at: Any
    last_at: Any
    names: list[str]
    place: str

    @property
    def came_again(self) -> bool:
        """Somebody came after it was struck off."""
        return bool(self.cluster.struck_off_at and self.last_at > self.cluster.struck_off_at)


def clusters_for(user: User, which: str = "", *, plain: bool = False) -> Any:
    """The matters the person sees: open, asked to be struck off, struck off, or all; the newest number first. `plain` keeps
    to those that are repeats without what is sealed or restricted, as the board counts them."""
    rows = PetitionCluster.objects.visible_to(user)
    if plain:
        told = Petition.objects.filter(is_sealed=False, is_restricted=False, cluster__isnull=False).order_by()
        rows = rows.filter(pk__in=told.values("cluster").annotate(n=Count("pk")).filter(n__gt=1).values("cluster"))
    if which == OPEN:
        rows = rows.filter(struck_off_at__isnull=True)
    elif which == ASKED:
        rows = rows.filter(struck_off_at__isnull=True, strike_asked_at__isnull=False)
    elif which == STRUCK:
        rows = rows.filter(struck_off_at__isnull=False)
    return rows.order_by("-number")


def standing_of(clusters: Iterable[PetitionCluster], user: User) -> list[Standing]:
    """Each with its numbers; three queries whatever the number."""
    rows = list(clusters)
    seen = Petition.objects.visible_to(user).filter(cluster__in=rows)
    told = {
        row["cluster"]: row
        for row in seen.order_by().values("cluster").annotate(n=Count("pk"), a=Min("received_at"), z=Max("received_at"))
    }
    names = _names(seen)
    codes = {each.division_code for each in rows} | {f"{each.township_code}000" for each in rows}
    places = dict(Division.objects.filter(pk__in=codes).values_list("code", "name"))
    return [
        Standing(
            each,
            told[each.pk]["n"],
            told[each.pk]["a"],
            told[each.pk]["z"],
            names.get(each.pk, []),
            _place(each, places),
        )
        for each in rows
        if each.pk in told
    ]


def _names(seen: Any) -> dict[Any, list[str]]:
    rows = PetitionParty.objects.filter(petition__in=seen.order_by().values("pk")).exclude(name="")
    found: dict[Any, list[str]] = {}
    for cluster, name in rows.order_by("petition__received_at", "id").values_list("petition__cluster_id", "name"):
        held = found.setdefault(cluster, [])
        if name not in held:
            held.append(name)
    return found


def _place(cluster: PetitionCluster, places: dict[str, str]) -> str:
    township = f"{cluster.township_code}000"
    name = places.get(cluster.division_code, "")
    return name if cluster.division_code == township else places.get(township, "") + name


def waiting(user: User) -> Any:
    """Proposals nobody decided, as far as the person sees both petitions; the newest petition first. Two that other pairs
    have joined in one matter are asked about no more."""
    rows = RepeatProposal.objects.visible_to(user).within(user.scope)
    joined = Q(first__cluster__isnull=False, first__cluster=F("second__cluster"))
    return rows.filter(~joined, state=RepeatProposal.State.PROPOSED).order_by("-pk")
