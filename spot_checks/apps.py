from django.apps import AppConfig

from core.audit_words import add_words
from core.navigation import Entry, add_duties, add_entry, add_links
from core.permissions import Permission
from core.reminders import add_reminder

WORDS = {
    "draw.plan": "拟定抽签方案",
    "draw.discard": "放弃抽签方案",
    "draw.commit": "封存抽样框",
    "draw.reveal": "录入种子、生成抽签结果",
    "draw.publish": "公布抽签文件",
    "draw.void": "作废抽签",
    "draw.bundle": "下载抽签公开文件",
    "draw.witness_scan": "上传抽签记录扫描件",
    "draw.scan_read": "下载抽签记录扫描件",
    "draw.stand_in": "核查人员递补",
    "inspector.register": "列入核查人员",
    "inspector.change": "修改核查人员",
    "draw.enlarge": "按规则增加抽查样本",
    "draw.estimate": "重新推算抽查结果",
    "draw.result_export": "导出抽查情况",
    "visit.start": "开始入户核查",
    "visit.save": "保存入户核查",
    "visit.absence": "记录未在家",
    "visit.photo_add": "上传核查照片",
    "visit.photo_remove": "删除核查照片",
    "visit.photos_open": "查看核查照片",
    "visit.record": "补录入户核查",
    "visit.take_back": "撤销核查草稿",
    "visit.hand_over": "入户核查交签",
    "visit.sign": "签署入户核查",
    "visit.send_back": "退回入户核查",
    "visit.day_set": "确定入户日",
    "packet.issue": "领取入户包",
    "packet.download": "下载入户包",
    "packet.cancel": "作废入户包",
    "packet.stage": "上传入户包结果文件",
    "packet.load": "录入入户包结果",
    "packet.erase": "清除过期入户包的密钥",
}


class SpotChecksConfig(AppConfig):
    name = "spot_checks"
    verbose_name = "随机抽查"

    def ready(self) -> None:
        from .duties import duties, links
        from .operations.reminding import remind_visits

        add_words(WORDS)
        add_duties(duties, "抽查")
        add_links("household", links)
        add_reminder("checks", remind_visits)
        add_entry(Entry("随机抽查", "draw_list", "dice-5", Permission.DRAW_VIEW, order=30, group="抽查"))
        add_entry(Entry("入户核查", "visit_list", "clipboard-check", Permission.VISIT_VIEW, order=32, group="抽查"))
        add_entry(Entry("抽查结果", "check_overview", "report-analytics", Permission.DRAW_VIEW, order=34, group="抽查"))
