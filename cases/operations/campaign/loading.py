"""The bureau's plan as shipped data: campaign, stages, what is to be done under each task. Source: 泾民发〔2021〕43号."""

import json
from pathlib import Path
from typing import Any

from core import audit
from core.models import Division
from core.operation import operation

from ...models import Campaign, Responsibility, Stage

SHIPPED = Path(__file__).parents[2] / "data" / "campaigns.json"


@operation
def load_campaigns() -> int:
    """Every shipped campaign whose county is loaded stands with its stages; with a new one come the works its plan names,
    nobody put in charge yet. What the county has changed stays. Safe to run twice; answers how many are new."""
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    known = set(Division.objects.filter(pk__in=[each["county"].ljust(12, "0") for each in told]).values_list("pk"))
    return sum(_load(each) for each in told if (each["county"].ljust(12, "0"),) in known)


def _load(told: dict[str, Any]) -> bool:
    county = told["county"].ljust(12, "0")
    campaign, made = Campaign.objects.get_or_create(
        county_code=county[:6],
        document_number=told["document_number"],
        defaults={
            "division_code": county,
            "township_code": county[:9],
            "title": told["title"],
            "first_day": told["first_day"],
            "last_day": told["last_day"],
        },
    )
    for stage in told["stages"]:
        days = {"first_day": stage["first_day"], "last_day": stage["last_day"]}
        Stage.objects.get_or_create(campaign=campaign, kind=stage["kind"], defaults=days)
    if made:
        Responsibility.objects.bulk_create(
            Responsibility(division_code=county, campaign=campaign, **work) for work in told["works"]
        )
        summary = {"document": campaign.document_number, "works": len(told["works"])}
        audit.record("campaign.load", campaign, summary=summary)
    return made
