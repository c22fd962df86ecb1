"""manage.py petition_states: docs/petition-states.md from the table of steps."""

from core.command import PageCommand

from ...petitions.flow import diagram


class Command(PageCommand):
    help = "按 cases/petitions/flow.py 重新生成 docs/petition-states.md"
    page = "petition-states.md"

    def text(self) -> str:
        return diagram()
