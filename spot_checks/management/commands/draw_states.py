"""manage.py draw_states: docs/draw-states.md from the table of steps."""

from core.command import PageCommand

from ...workflow import diagram


class Command(PageCommand):
    help = "按 spot_checks/workflow.py 重新生成 docs/draw-states.md"
    page = "draw-states.md"

    def text(self) -> str:
        return diagram()
