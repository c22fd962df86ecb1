"""Repeat matters, sealed cases and what came by the public page."""

from typing import Any

from django.utils import timezone

from cases.models import Petition, PetitionCluster, PetitionFile, RepeatProposal
from cases.operations.petitions import register
from core.models import User
from core.operations.uploads import keep
from core.permissions import Role
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE
from tests.cases.petitions.telling import given


def plain(township: str, canary: str) -> Petition:
    return Petition.objects.create(
        division_code=township,
        number=f"XF2021-{Petition.objects.count() + 9000}",
        channel="letter",
        kind="demand",
        text=canary,
        received_at=timezone.now(),
        registered_at=timezone.now(),
    )


def a_petition(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": plain(township, canary).pk}


def a_sealed_case(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": register(given(kind="accusation", text=canary), by=people[Role.PETITION_OFFICER]).pk}


def a_step(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return a_sealed_case(township, people, canary) | {"step": "accept"}


def a_file(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    upload = keep(b"%PDF-1.4 " + canary.encode() + b"%%EOF", by=None)
    file = PetitionFile.objects.create(
        petition=plain(township, canary), number=1, content_type="application/pdf", original=upload, copy=upload,
        at=timezone.now(),
    )  # fmt: skip
    return {"pk": file.pk, "which": "copy"}


def pair(township: str, canary: str) -> RepeatProposal:
    return RepeatProposal.objects.create(
        division_code=f"{township[:6]}000000", first=plain(township, canary), second=plain(township, canary), score=0.9,
        why=canary,
    )  # fmt: skip


def a_proposal(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": pair(township, canary).pk}


def a_cluster(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    both = pair(township, canary)
    cluster = PetitionCluster.objects.create(
        division_code=township, number=f"CF2021-{PetitionCluster.objects.count() + 1:04d}", matter=canary,
        first=both.first,
    )  # fmt: skip
    Petition.objects.filter(pk__in=[both.first_id, both.second_id]).update(cluster=cluster)
    return {"pk": cluster.pk}


SEALED = "sealed_detail sealed_open sealed_name sealed_end sealed_forward sealed_attach"
CLUSTERS = "cluster_detail cluster_edit cluster_strike_ask cluster_strike cluster_restore"
PROPOSALS = "repeat_confirm repeat_decline repeat_undo"
ROWS = {
    **{name: Row(a_sealed_case, NOWHERE, personal=True) for name in SEALED.split()},
    **{name: Row(a_cluster, NOWHERE) for name in CLUSTERS.split()},
    **{name: Row(a_proposal, NOWHERE) for name in PROPOSALS.split()},
    **{name: Row(a_petition, NOWHERE) for name in ("petition_seal", "petition_message")},
    "sealed_step": Row(a_step, {**NOWHERE, "step": "accept"}, personal=True),
    "petition_file": Row(a_file, {**NOWHERE, "which": "copy"}),
}
