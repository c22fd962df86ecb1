"""Who is complained of keeps out of the case: neither handles it nor changes what was registered."""

from typing import Any

from core.refusal import NotPermitted

from ...models import Petition
from ...rules.own_complaint import is_about_township_of, is_own

EXPLAINS = {"note_progress"}


def keep_apart(petition: Petition, person: Any, step: str = "") -> None:
    """Raise NotPermitted where the person or their township is complained of; a township may still explain a demand."""
    if is_own(person.display_name, petition.accused):
        raise NotPermitted("这件信访反映的是本人，不能由本人办理。")
    if is_about_township_of(person, petition) and step not in EXPLAINS:
        raise NotPermitted("这件信访反映的是本乡镇，由县局办理；乡镇可以写明情况说明。")


def may_touch(petition: Petition, person: Any, step: str = "") -> bool:
    """True where `keep_apart` lets the person take the step."""
    try:
        keep_apart(petition, person, step)
    except NotPermitted:
        return False
    return True
