from django.apps import AppConfig

from core.audit_words import add_words
from core.explanations import add_explanations
from core.navigation import Entry, add_duties, add_entry
from core.permissions import Permission

WORDS = {
    "figure.rebuild": "重新计算看板数字",
    "brief.make": "起草工作简报",
    "brief.edit": "修改工作简报",
    "tour.show": "打开头三步",
    "tour.hide": "收起头三步",
}


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = "首页与看板"

    def ready(self) -> None:
        from .duties import waiting
        from .terms import LEDGERS

        add_words(WORDS)
        add_duties(waiting)
        add_explanations(LEDGERS)
        add_entry(Entry("看板", "dashboard", "chart-bar", Permission.DASHBOARD_VIEW, order=5))
        add_entry(Entry("工作简报", "brief_list", "file-text", Permission.BRIEF_MAKE, order=6))
