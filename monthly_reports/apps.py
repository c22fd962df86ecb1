from django.apps import AppConfig

from core.audit_words import add_words
from core.export_kinds import ExportKind, add_export_kind
from core.navigation import Entry, add_duties, add_entry
from core.permissions import Permission
from core.reminders import add_reminder

WORDS = {
    "period.open": "打开报告期",
    "period.close": "关闭报告期",
    "report.stage": "填报月报",
    "report.check": "核对月报",
    "report.discard": "作废草稿",
    "report.hand_over": "交核查",
    "report.give_back": "核查退回填报人",
    "report.confirm": "核查确认",
    "report.submit": "报送月报",
    "report.return": "退回乡镇",
    "report.take_in": "接收月报",
    "report.arrears": "补录月报",
    "report.correct": "更正月报",
    "report.remind": "发出催报提醒",
    "report.export": "导出月报",
    "report.read_in_full": "完整查看月报",
    "report.scan_attach": "上传盖章扫描件",
    "report.scan_read": "下载盖章扫描件",
    "late_unlock.ask": "申请逾期补报",
    "late_unlock.decide": "批示逾期补报",
}


class MonthlyReportsConfig(AppConfig):
    name = "monthly_reports"
    verbose_name = "动态管理月报"

    def ready(self) -> None:
        from .duties import duties
        from .operations import remind

        add_duties(duties, "月报")
        add_reminder("monthly", remind)
        add_words(WORDS)
        for permission in (Permission.REPORT_FILL, Permission.REPORT_CONFIRM):
            add_entry(
                Entry("动态管理月报", "report_current", "calendar-stats", permission, 10, "月报", short="动态月报")
            )
        add_entry(Entry("月报接收", "review_queue", "inbox", Permission.REPORT_TAKE_IN, order=12, group="月报"))
        add_entry(Entry("月报台账", "report_board", "table", Permission.REPORT_VIEW, order=15, group="月报"))
        add_export_kind(ExportKind("monthly_summary", "动态管理汇总表（完整号码）", "summary_export"))
