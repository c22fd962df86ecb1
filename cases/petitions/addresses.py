"""Where pages stand on the desk side, for notices that the public process writes as well: it knows no other pages than its own."""

from ..models import Petition


def petition_url(petition: Petition) -> str:
    """The page of a petition; of a sealed case its own."""
    return f"/cases/sealed/{petition.pk}/" if petition.is_sealed else f"/cases/petitions/{petition.pk}/"
