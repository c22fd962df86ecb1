"""The line of the repeat ledger on which a petition stood before it was sealed: others may go on reading it."""

from django.db.models import Q

from ...models import Petition, PetitionCluster
from ...petitions.matters import matter_of
from ...rules.redaction import tells
from .contents import Contents

WRITTEN = ("why_unsettled", "measures", "disposal_note")


def hush(petition: Petition, contents: Contents) -> None:
    """No line that the petition began or stood on tells of it: the matter is told in the words of the earliest petition that
    is not sealed, and what was written beside it is gone where it says the same."""
    lines = PetitionCluster.objects.select_for_update(of=("self",)).order_by("pk")
    for line in lines.filter(Q(first=petition) | Q(pk=petition.cluster_id)):
        if line.matter == matter_of([petition]) or _tells(contents, line.matter):
            line.matter = matter_of(line.petitions.exclude(pk=petition.pk).order_by("received_at", "number"))
        for name in WRITTEN:
            if _tells(contents, getattr(line, name)):
                setattr(line, name, "")
        line.version += 1
        line.save(update_fields=["matter", *WRITTEN, "version"])


def _tells(contents: Contents, text: str) -> bool:
    return bool(tells(text, contents.names(), contents.numbers(), contents.passages()))
