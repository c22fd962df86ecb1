"""manage.py report_states: docs/report-states.md from the workflow table."""

from core.command import PageCommand

from ...workflow import diagram


class Command(PageCommand):
    help = "由状态表生成 docs/report-states.md"
    page = "report-states.md"

    def text(self) -> str:
        return diagram()
