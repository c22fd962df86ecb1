"""How a file is refused: with a code and a sentence, and nothing changed."""

from collections.abc import Callable
from typing import Any

import pytest

from core.refusal import Refused
from spot_checks.models import Packet, Visit, VisitPhoto


def code_of(call: Callable[[], Any]) -> str:
    """The code of the refusal, whose message is one sentence or more in Chinese."""
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.message.endswith("。"), caught.value.message
    return caught.value.code


def nothing_came_of(packet: Packet) -> bool:
    packet.refresh_from_db()
    return not Visit.objects.exists() and not VisitPhoto.objects.exists() and packet.loaded_at is None
