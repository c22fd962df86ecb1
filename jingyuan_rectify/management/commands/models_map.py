"""manage.py models_map: docs/models.md from the models."""

from core.command import PageCommand

from ...models_map import drawn


class Command(PageCommand):
    help = "按各应用的模型重新生成 docs/models.md"
    page = "models.md"

    def text(self) -> str:
        return drawn()
