"""The 入户包 as one HTML file: opened from disk on a phone, asking nothing of any network, its households sealed.

The file states in clear only what the PIN's lock needs and until when it is good. Its own policy (a meta element) lets it
run its one script, known by hash, and reach nothing.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from core import months
from core.models import Division
from core.templatetags.formats import datetime_cn, masked_id, yuan
from recipients.models import Award, Household, Membership
from recipients.views.person_rows import age_on, group_words

from ..models import DrawItem, ItemKind, Outcome, Packet, ProblemCode
from ..operations.visit_facts import earliest
from ..rules import packet_result, packet_seal, questions
from ..rules import visit_is_complete as complete

FOLDER = "spot_checks/packet/"
SCRIPTS = ("crypto.js", "store.js", "photos.js", "rules.js", "parts.js", "form.js", "app.js")
ISO = "%Y-%m-%dT%H:%M:%SZ"


def filename(packet: Packet) -> str:
    """What the file is called: the draw, and the day it expires; nobody's name."""
    return f"入户包-{packet.draw.code}-{packet.expires_at.astimezone(months.SHANGHAI):%m%d}到期.html"


def html(packet: Packet) -> bytes:
    """The file for a packet that is open, as UTF-8; its households as they stand now."""
    secret = base64.b64decode(packet.key)
    issued, expires = (f"{moment:{ISO}}" for moment in (packet.issued_at, packet.expires_at))
    sealed = {
        "v": packet_seal.VERSION,
        "packet": str(packet.pk),
        "issued": issued,
        "expires": expires,
        "lock": asdict(packet_seal.Lock.of(packet.lock)),
        **packet_seal.seal_data(secret, packet.pk, issued, expires, contents(packet)),
    }
    style, script = _source("page.css"), "\n".join(_source(name) for name in SCRIPTS)
    script = f'"use strict";\n{{\n{script}\n}}\n'
    context = {
        "policy": _policy(style, script),
        "style": mark_safe(style),
        "script": mark_safe(script),
        "sealed": mark_safe(json.dumps(sealed)),
        "bureau": settings.BUREAU_NAME,
        "title": f"{packet.draw.title}：{len(packet.items)} 户",
        "number": packet.draw.code,
        "expires": datetime_cn(packet.expires_at),
    }
    return render_to_string(f"{FOLDER}page.html", context).encode()


@cache
def _source(name: str) -> str:
    """A part of the page as it stands in the templates' folder."""
    return (settings.BASE_DIR / "templates" / FOLDER / name).read_text(encoding="utf-8").strip()


def _policy(style: str, script: str) -> str:
    rules = {"style-src": _hash(style), "script-src": _hash(script), "img-src": "blob:"}
    closed = ("default-src", "base-uri", "form-action")
    return "; ".join([*(f"{each} 'none'" for each in closed), *(f"{name} {what}" for name, what in rules.items())])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def contents(packet: Packet) -> dict[str, Any]:
    """What is sealed inside: the households, the form's questions, and the tables by which it is complete."""
    rows = DrawItem.objects.filter(pk__in=packet.items, draw=packet.draw_id)
    items = list(rows.select_related("draw", "household").order_by("township_code", "division_code", "rank"))
    kinds = sorted({item.kind for item in items})
    labels = dict(Outcome.choices)
    return {
        "title": packet.draw.title,
        "number": packet.draw.code,
        "inspector": packet.inspector.display_name,
        "until": datetime_cn(packet.expires_at),
        "items": list(_items(items, packet.draw.month)),
        "forms": {kind: [_section(part) for part in questions.sections(kind)] for kind in kinds},
        "outcomes": {kind: [[code, labels[code]] for code in complete.outcomes(kind)] for kind in kinds},
        "problems": [[code, str(label)] for code, label in ProblemCode.choices],
        "rules": {
            "scene_photos": complete.SCENE_PHOTOS,
            "no_photo_kinds": sorted(complete.NO_PHOTO_KINDS),
            "needs_problem": sorted(complete.NEEDS_PROBLEM),
            "needs_summary": sorted(complete.NEEDS_SUMMARY),
            "unasked": sorted(complete.UNASKED),
            "against_match": complete.AGAINST_MATCH,
            "absences_for_lost": complete.ABSENCES_FOR_LOST,
            "sources": list(questions.SOURCES),
            "lost": complete.LOST,
            "away": complete.AWAY,
        },
        "limits": {
            "bytes": packet_result.MOST_BYTES,
            "photos": packet_result.MOST_PHOTOS,
            "photo_bytes": packet_result.MOST_PHOTO,
            "members": questions.MOST_MEMBERS,
        },
    }


def _section(part: questions.Section) -> dict[str, Any]:
    asked = [asdict(each) | {"options": list(each.options)} for each in part.questions]
    return {"key": part.key, "title": part.title, "rows": part.rows, "questions": asked}


def _items(items: list[DrawItem], month: str) -> Iterable[dict[str, Any]]:
    codes = {code for item in items for code in (item.division_code, f"{item.township_code}000")}
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
    homes = [item.household_id for item in items if item.household_id]
    members, counts = _members(homes, month), _counts(homes, month)
    for item in items:
        home = item.household
        village = names.get(item.division_code, "") if not item.division_code.endswith("000") else ""
        yield {
            "id": str(item.pk),
            "kind": item.kind,
            "kind_label": ItemKind(item.kind).label,
            "name": item.name,
            "label": item.label,
            "category": item.category,
            "amount": f"{yuan(item.fen)} 元" if item.fen else "",
            "id_masked": _masked(item),
            "township": names.get(f"{item.township_code}000", ""),
            "village": village,
            "group": group_words(home.group) if home else "",
            "address": home.address if home else "",
            "earliest": earliest(item).isoformat(),
            "facts": {"head": item.name, **_hardship(home), **counts.get(item.household_id, {})} if home else {},
            "members": members.get(item.household_id, []),
        }


def _hardship(home: Household) -> dict[str, str]:
    return {"hardship": home.hardship} if home.hardship else {}


def _masked(item: DrawItem) -> str:
    """The head's ID number with its middle left out; a village has none."""
    if item.kind == ItemKind.NIL_VILLAGE or "\x1f" not in item.opening:
        return ""
    return masked_id(item.opening.split("\x1f")[1])


def _members(homes: list[Any], month: str) -> dict[Any, list[dict[str, Any]]]:
    """Who belonged to each household in the month: no numbers, only what helps to know people at the door."""
    found: dict[Any, list[dict[str, Any]]] = {}
    rows = Membership.objects.filter(household__in=homes).in_force(month).select_related("person")
    for row in rows.order_by("household_id", "-is_head", "position", "pk"):
        who = row.person
        age = f"{age_on(who, month)}岁"
        told = {"name": who.name, "relation": row.relation, "age": age, "health": who.health}
        covered = "享受" if who.covered else ""
        found.setdefault(row.household_id, []).append(told | {"labour": who.labour, "covered": covered})
    return found


def _counts(homes: list[Any], month: str) -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = {}
    rows = Award.objects.filter(household__in=homes).in_force(month)
    for home, persons, covered in rows.values_list("household_id", "persons", "covered"):
        kept = found.setdefault(home, {"persons": 0, "covered": 0})
        kept["persons"] = max(kept["persons"], persons)
        kept["covered"] += covered
    return found
