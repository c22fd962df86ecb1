"""manage.py entry_states: docs/entry-states.md from the table of steps."""

from core.command import PageCommand

from ...workflow import diagram


class Command(PageCommand):
    help = "按 cases/workflow.py 重新生成 docs/entry-states.md"
    page = "entry-states.md"

    def text(self) -> str:
        return diagram()
