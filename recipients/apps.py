from django.apps import AppConfig

from core.audit_words import add_words
from core.export_kinds import ExportKind, add_export_kind
from core.navigation import Entry, add_duties, add_entry
from core.permissions import Permission

WORDS = {
    "roster.stage": "上传花名册",
    "roster.check": "核对花名册",
    "roster.commit": "花名册入库",
    "roster.discard": "放弃花名册文件",
    "roster.reverse": "撤回花名册入库",
    "roster.change": "花名册变动",
    "roster.reverse_event": "撤销花名册变动",
    "roster.export": "导出花名册",
    "roster_import.annotated_copy": "下载标注好的花名册",
    "roster_import.read_in_full": "完整查看导入的文件",
    "kin.stage": "上传备案登记表",
    "kin.check": "核对备案登记表",
    "kin.commit": "备案登记表入库",
    "kin.discard": "放弃备案登记表",
    "kin.add": "登记近亲属备案",
    "kin.change": "修改近亲属备案",
    "kin.end": "注销近亲属备案",
    "kin.rematch": "备案与花名册重新核对",
    "kin.export": "导出备案登记表",
    "kin_import.annotated_copy": "下载标注好的备案登记表",
    "division.provisional": "新建临时村名",
    "demo.loaded": "载入演示数据",
    "demo.dated": "调整演示数据日期",
}


class RecipientsConfig(AppConfig):
    name = "recipients"
    verbose_name = "救助对象"

    def ready(self) -> None:
        from .duties import duties

        add_entry(Entry("花名册", "person_list", "users", Permission.ROSTER_VIEW, order=20, group="花名册"))
        add_entry(Entry("花名册导入", "import_list", "file-import", Permission.ROSTER_STAGE, order=25, group="花名册"))
        add_entry(Entry("近亲属备案", "kin_list", "heart-handshake", Permission.KIN_VIEW, order=28, group="花名册"))
        add_export_kind(ExportKind("roster", "花名册（完整号码）", "export_download"))
        add_duties(duties, "花名册")
        add_words(WORDS)
