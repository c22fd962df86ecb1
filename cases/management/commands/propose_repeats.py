"""manage.py propose_repeats: search the docket for repeats, keep the proposals, print the pairs."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from core.command import DONE, JsonCommand

from ...models import Petition, RepeatProposal
from ...operations.repeats import propose_all


class Command(JsonCommand):
    help = "查找疑似重复信访并登记为待确认；输出全部成对结果"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--county", default=settings.COUNTY_CODE, help="县代码（6 位）")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        county = options["county"]
        found = propose_all(county)
        rows = Petition.objects.within(county).order_by().values_list("number", "ledger_number")
        names = {number: ledger or number for number, ledger in rows}
        pairs = [(pair.a, pair.b, pair.score, pair.why) for pair in found.pairs]
        said = {frozenset(pair[:2]) for pair in pairs}
        confirmed = RepeatProposal.objects.within(county).filter(state=RepeatProposal.State.CONFIRMED)
        more = confirmed.order_by("first__received_at", "pk").values_list(
            "first__number", "second__number", "score", "why"
        )
        pairs += [pair for pair in more if frozenset(pair[:2]) not in said]
        return DONE, {
            "pairs": [
                {
                    "a": as_number(names[str(a)]),
                    "b": as_number(names[str(b)]),
                    "a_docket": str(a),
                    "b_docket": str(b),
                    "score": score,
                    "why": why,
                }
                for a, b, score, why in pairs
            ]
        }


def as_number(text: str) -> int | str:
    """A ledger number as a number where it is one."""
    return int(text) if text.isascii() and text.isdigit() else text
