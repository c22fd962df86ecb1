"""Petitions, rectification and what hangs on them, for the demo county; each part in a module of its own."""

import datetime as dt

from cases.models import RectificationEntry
from core import months
from core.models import Division, User

from . import filings, petitions, problems, supervising, voices
from .people import Maker

LARGEST = 5_000  # households: a larger county is for measuring


def fill(maker: Maker, townships: list[Division], taken_in: list[str]) -> dict[str, int]:
    """The county has a year of petitions, a ledger in every state, telephones and calls, and its work summaries; says how
    many petitions and entries."""
    today: dt.date = months.today()
    maker.today = today
    county = townships[0].code[:6].ljust(12, "0")
    staff = {
        user.role: user for user in User.objects.filter(division_id=county, is_active=True).order_by("-created_at")
    }
    office = staff["bureau_office"]
    supervising.start(staff, townships, today)
    desk = petitions.desk_of(townships, staff)
    counted = petitions.fill(maker, desk, today)
    made = problems.fill(maker, problems.team_of(desk, staff), today)
    voices.fill(desk, office, today)
    supervising.fill(staff, made, today)
    filings.fill(townships, office, taken_in, months.of(today))
    return {"petitions": counted, "entries": RectificationEntry.objects.filter(county_code=county[:6]).count()}
