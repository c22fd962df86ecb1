"""Clusters follow from what people confirmed: the petitions joined by confirmed pairs, however many steps apart."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from core import months
from recipients.operations import counters

from ...models import Petition, PetitionCluster, RepeatProposal
from ...petitions.matters import matter_of

SHOWN, HIDDEN = "CF", "MC"  # sealed cases count in a series of their own, so that a gap in the ledger tells nothing


def regroup(touched: Iterable[Any]) -> None:
    """The petitions with these ids, and all that stood in a cluster with them, stand in clusters as the confirmed pairs
    say. A cluster that loses its petitions keeps its number and text, for the day its first petition is joined again."""
    ids = set(touched)
    held = Petition.objects.filter(pk__in=ids, cluster__isnull=False).order_by().values_list("cluster_id", flat=True)
    wanted = Q(pk__in=ids) | Q(cluster_id__in=list(held))
    members = {each.pk: each for each in Petition.objects.select_for_update(of=("self",)).filter(wanted).order_by("pk")}
    clusters = _clusters(members)
    for group in _groups(members):
        _seat(group, clusters)


def _groups(members: dict[Any, Petition]) -> list[list[Petition]]:
    """The petitions joined by confirmed pairs, the earliest first in each."""
    pairs = RepeatProposal.objects.filter(
        state=RepeatProposal.State.CONFIRMED, first__in=list(members), second__in=list(members)
    )
    home: dict[Any, list[Any]] = {pk: [pk] for pk in members}
    for first, second in pairs.values_list("first_id", "second_id"):
        mine, theirs = home[first], home[second]
        if mine is not theirs:
            mine.extend(theirs)
            home.update(dict.fromkeys(theirs, mine))
    found = {id(group): group for group in home.values()}.values()
    groups = [
        sorted((members[pk] for pk in group), key=lambda each: (each.received_at, each.number)) for group in found
    ]
    return sorted(groups, key=lambda group: (group[0].received_at, group[0].number))


def _clusters(members: dict[Any, Petition]) -> list[PetitionCluster]:
    held = {each.cluster_id for each in members.values() if each.cluster_id}
    wanted = Q(pk__in=held) | Q(first__in=list(members))
    return list(PetitionCluster.objects.select_for_update(of=("self",)).filter(wanted).order_by("number"))


def _seat(group: list[Petition], clusters: list[PetitionCluster]) -> None:
    """One group stands in its cluster; `clusters` are those not yet taken."""
    if len(group) < 2:
        _move(group, None)
        return
    cluster = _choose(group, clusters)
    if cluster is None:
        cluster = _open(group)
    else:
        clusters.remove(cluster)
    cluster.move_to(_where(group))
    if is_shown(group) and not cluster.number.startswith(SHOWN):
        cluster.number = _number(cluster.county_code, SHOWN)
    cluster.version += 1
    cluster.save()
    _move(group, cluster)


def _choose(group: list[Petition], clusters: list[PetitionCluster]) -> PetitionCluster | None:
    """The cluster that began with the group's first petition, else one its petitions stand in, else one that began with any."""
    ids, held = {each.pk for each in group}, {each.cluster_id for each in group}

    def rank(cluster: PetitionCluster) -> int:
        if cluster.first_id == group[0].pk:
            return 0
        return 1 if cluster.pk in held else 2

    fitting = [each for each in clusters if each.pk in held or each.first_id in ids]
    return min(fitting, key=rank, default=None)


def _open(group: list[Petition]) -> PetitionCluster:
    first = group[0]
    return PetitionCluster(
        division_code=_where(group),
        number=_number(first.county_code, SHOWN if is_shown(group) else HIDDEN),
        first=first,
        matter=matter_of(group[:1]),
    )


def is_shown(group: Iterable[Petition]) -> bool:
    """At least two of the petitions are not sealed: the cluster stands on the ledger everybody sees."""
    return sum(not each.is_sealed for each in group) > 1


def _move(group: list[Petition], cluster: PetitionCluster | None) -> None:
    for each in group:
        if each.cluster_id != (cluster and cluster.pk):
            each.cluster = cluster
            each.save(update_fields=["cluster"])


def _where(group: list[Petition]) -> str:
    """Where the line stands: where its petitions lie. A sealed one, which lies in no township, takes it from none."""
    shown = [each.division_code for each in group if not each.is_sealed]
    return _common(shown if is_shown(group) else [each.division_code for each in group])


def _common(codes: list[str]) -> str:
    """The smallest division all lie in."""
    for length in (12, 9):
        if len({code[:length] for code in codes}) == 1:
            return codes[0][:length].ljust(12, "0")
    return codes[0][:6].ljust(12, "0")


def _number(county: str, series: str) -> str:
    year = timezone.now().astimezone(months.SHANGHAI).year
    taken = counters.take(counters.lock(f"{county}000", f"{series}{year}"))
    return f"{series}{year}-{taken[0]:04d}"
