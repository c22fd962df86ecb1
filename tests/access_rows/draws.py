"""Draws in the state each page wants, and the pool. A draw is the county's; only its items lie in townships."""

import secrets
from typing import Any

from django.utils import timezone

from core.models import Attachment, User
from core.operations import uploads
from core.permissions import Role
from spot_checks import sealed_frame
from spot_checks.models import Draw, Inspector
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE
from tests.factories_base import COUNTY, UserFactory
from tests.spot_checks.factories import make_draw, make_inspectors, make_item


def fresh(**given: Any) -> Draw:
    """A draw of a purpose of its own: of one purpose one draw is open at a time."""
    return make_draw(**{"purpose": secrets.token_hex(6), "code": secrets.token_hex(8)} | given)


def a_plan(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    unfixed = {"state": Draw.State.PLANNED, "purpose": "roster", "code": "", "number": None, "strata": {}}
    later = {"committed_at": None, "commitment": "", "revealed_at": None, "visits_due": None}
    return {"pk": fresh(**unfixed | later, weights={"A": 0, "B": 3, "C": 1}).pk}


def a_committed_draw(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": fresh(state=Draw.State.COMMITTED, revealed_at=None, visits_due=None).pk}


def a_draw(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    """With a result, an item of the township and a sealed frame to make the public one from."""
    line = sealed_frame.SealedRow(
        f"{township[:9]}-C", secrets.token_hex(16), secrets.token_hex(32), "640498197211270010", canary, "1", "农村低保",
        31000, "household", township, "", "", "", [],
    )  # fmt: skip
    frame = uploads.keep(sealed_frame.dump([line]), by=None)
    draw = fresh(frame_file=frame, commit_json="{}", seed_json='{"values":["01895559797114710497"]}', result_tsv="")
    make_item(draw, township, name=canary)
    make_inspectors(draw, township)
    return {"pk": draw.pk}


def a_scan(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    scan = Attachment.objects.create(
        division_code=COUNTY,
        upload=uploads.keep(b"%PDF-1.4 signed", by=None),
        filename=f"{canary}.pdf",
        subject_type="spot_checks.draw",
        subject_id=str(fresh().pk),
        purpose="witness_scan",
        at=timezone.now(),
        by=people[Role.BUREAU_OFFICER],
    )
    return {"pk": scan.pk}


def an_inspector(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    user = UserFactory(township=township)
    return {"pk": Inspector.objects.create(user=user, division_code=COUNTY, note=canary).pk}


def a_pair(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    """A township's inspectors in a draw that is out."""
    draw = fresh(strata={f"{township[:9]}-C": [20, 2]}, commit_json='{"recuse":{}}')
    make_inspectors(draw, township)
    return {"draw": draw.pk, "township": township[:9]}


PLANS = "draw_edit draw_total draw_discard draw_commit"
COMMITTED = "draw_reveal draw_void"
OUT = "draw_detail draw_show draw_publish draw_bundle draw_items draw_frame draw_record draw_qr draw_scan_attach"
ROWS = {
    **{name: Row(a_plan, NOWHERE, shared=True) for name in PLANS.split()},
    **{name: Row(a_committed_draw, NOWHERE, shared=True) for name in COMMITTED.split()},
    **{name: Row(a_draw, NOWHERE, shared=True) for name in OUT.split()},
    "draw_scan_download": Row(a_scan, NOWHERE),
    "draw_stand_in": Row(a_pair, {"draw": NOWHERE["pk"], "township": "640424100"}, shared=True),
    "inspector_edit": Row(an_inspector, NOWHERE),
}
