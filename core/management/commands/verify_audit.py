"""Walk the audit chains and name the first bad entry of each."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from ... import chain as chains
from ...command import DONE, REFUSED, JsonCommand
from ...models import AuditHead


class Command(JsonCommand):
    """Exit 0 when every chain holds, 1 when one does not."""

    help = "Verify the audit chains; names the first bad entry and exits 1 when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="JSON on standard output (always so)")
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="[CHAIN:]NUMBER:HASH",
            help="A head noted outside the system; without one a chain rewritten as a whole cannot be told",
        )

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        anchors = [self.anchor(text) for text in options["anchor"]]
        faults = [fault for name in chains.chains() if (fault := chains.first_fault(name))]
        faults += [fault for anchor in anchors if (fault := chains.anchor_fault(anchor))]
        told = [f"审计链 {fault.chain} 第 {fault.number} 条：{fault.problem}" for fault in faults]
        return REFUSED if faults else DONE, {
            "state": "broken" if faults else "whole",
            "ok": not faults,
            "message": "；".join(told) or "审计链完整。",
            "heads": list(AuditHead.objects.order_by("chain").values("chain", "number", "hash")),
            "faults": [{"chain": f.chain, "number": f.number, "problem": f.problem} for f in faults],
        }

    def anchor(self, text: str) -> chains.Anchor:
        """NUMBER:HASH of the county's chain, or CHAIN:NUMBER:HASH."""
        anchor = chains.anchor_of(text, settings.COUNTY_CODE)
        if anchor is None:
            raise CommandError("锚点应写作 序号:哈希 或 链:序号:哈希。")
        return anchor
