"""manage.py summary_states: docs/summary-states.md from the workflow table."""

from core.command import PageCommand

from ...summaries.flow import diagram


class Command(PageCommand):
    help = "由状态表生成 docs/summary-states.md"
    page = "summary-states.md"

    def text(self) -> str:
        return diagram()
