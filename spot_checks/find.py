"""Finding a draw by what people and scripts call it."""

import uuid

from core.refusal import Refused

from .models import Draw


def draw_named(name: str) -> Draw:
    """The draw with this primary key or code. Raises Refused."""
    try:
        found = Draw.objects.filter(pk=uuid.UUID(name)).first()
    except ValueError:
        found = Draw.objects.filter(code=name).exclude(code="").first()
    if found is None:
        raise Refused("没有这次抽签。请核对 plan_draw 给出的 id 或抽签编号。", code="draw-unknown")
    return found
