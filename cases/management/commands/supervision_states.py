"""manage.py supervision_states: docs/supervision-states.md from the tables of steps."""

from core.command import PageCommand

from ...operations.supervision.steps import diagram


class Command(PageCommand):
    help = "按 cases/rules/supervision/steps.py 重新生成 docs/supervision-states.md"
    page = "supervision-states.md"

    def text(self) -> str:
        return diagram()
