"""Result files as the packet's own page writes them, and as nobody should."""

import base64
import hashlib
import json
from functools import cache
from typing import Any

from django.utils import timezone

from core import months
from spot_checks.models import DrawItem, Packet
from spot_checks.rules import packet_result, packet_seal
from tests.spot_checks.visits import pictures

PIN = "8374650192"
photo = cache(pictures.photo)  # the same number, the same bytes


def filled(item: DrawItem, *photos: bytes, **form: Any) -> tuple[dict[str, Any], list[bytes]]:
    """A household that is as the roster says, visited today, with these photos."""
    given = {
        "visited_on": months.today().isoformat(),
        "outcome": "match",
        "problems": [],
        "overpaid_yuan": "",
        "summary": "",
        "answers": {"qualifies": "是", "published": "是", "members": [{"name": "马小明", "health": "健康"}]},
        "absences": [],
    }
    told = [
        {"size": len(each), "sha256": hashlib.sha256(each).hexdigest(), "original_sha256": original(each)}
        for each in photos
    ]
    visit = {"item": str(item.pk), "filled_at": stamp(), "form": given | form, "photos": told}
    return visit, list(photos)


def original(photo: bytes) -> str:
    """The digest of the camera's file this photo was made from."""
    return hashlib.sha256(b"camera" + photo).hexdigest()


def stamp() -> str:
    """Now, as a phone writes it."""
    return timezone.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")


def secret(packet: Packet) -> bytes:
    return base64.b64decode(packet.key)


def result_of(packet: Packet, *visits: tuple[dict[str, Any], list[bytes]]) -> bytes:
    """The sealed result file with these visits."""
    rows, photos = [visit for visit, _ in visits], [photo for _, some in visits for photo in some]
    return packet_seal.seal_result(secret(packet), packet.pk, packet_result.write(packet.pk, rows, photos))


def good(packet: Packet, *items: DrawItem) -> bytes:
    """A result file in which every given household is visited, photographed and found right."""
    return result_of(packet, *(filled(item, photo(number)) for number, item in enumerate(items, 1)))


def sealed_block(page: bytes) -> dict[str, Any]:
    """The JSON the HTML file carries."""
    text = page.decode().partition('id="sealed">')[2].partition("</script>")[0]
    return json.loads(text)
