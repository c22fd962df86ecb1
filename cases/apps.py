from django.apps import AppConfig

from core.audit_words import add_values, add_words
from core.navigation import Entry, add_duties, add_entry
from core.permissions import Permission
from core.reminders import add_reminder

WORDS = {
    "consultation.ask": "登记政策咨询",
    "consultation.answer": "答复政策咨询",
    "telephone.publish": "登记公开电话",
    "telephone.change": "修改公开电话",
    "roster.duty_filled": "安排电话值守",
    "call.log": "登记来电",
    "petition.register": "登记信访件",
    "petition.change": "修改信访登记",
    "petition.household": "信访件关联家庭",
    "petition.accept": "受理信访件",
    "petition.refuse": "不予受理信访件",
    "petition.forward": "转送信访件",
    "petition.take_back": "转送件退回",
    "petition.assign": "交办信访件",
    "petition.note_progress": "记录信访办理情况",
    "petition.start_hearing": "信访听证开始",
    "petition.end_hearing": "信访听证结束",
    "petition.ask_extension": "申请信访延期",
    "petition.extend": "批准信访延期",
    "petition.decline_extension": "不批准信访延期",
    "petition.answer": "答复信访件",
    "petition.ask_review": "登记复查申请",
    "petition.review": "复查答复",
    "petition.ask_re_review": "登记复核申请",
    "petition.re_review": "登记复核结果",
    "petition.conclude": "办结信访件",
    "petition.call_back": "回访信访人",
    "petition.reopen": "重新办理信访件",
    "petition.letter": "下载信访文书",
    "petition.export": "导出信访台账",
    "petition_import.stage": "上传信访台账",
    "petition_import.check": "核对信访台账",
    "petition_import.commit": "信访台账入库",
    "petition_import.discard": "放弃信访台账",
    "petition_import.annotated_copy": "下载标注好的信访台账",
    "petition.merge": "重复件并入首件",
    "petition.unmerge": "撤销并入首件",
    "petition.file": "下载来信材料",
    "repeat.propose": "查找疑似重复信访",
    "repeat.confirm": "认定重复信访",
    "repeat.decline": "认定不是重复信访",
    "repeat.undo": "撤销重复认定",
    "cluster.change": "填写重复信访台账",
    "cluster.strike_ask": "申请重复信访销号",
    "cluster.strike": "确认重复信访销号",
    "cluster.strike_decline": "不同意重复信访销号",
    "cluster.restore": "恢复重复信访事项",
    "cluster.export": "导出重复信访台账",
    "sealed.seal": "改为检举控告并密封",
    "sealed.open": "打开密封件",
    "sealed.name": "指定密封件办理人",
    "sealed.end": "密封件办理人退出",
    "sealed.adopt": "密封件补定办理人",
    "sealed.forward": "另立核查任务",
    "sealed.attach": "密封件放入材料",
    "sealed.file": "下载密封件材料",
    "public.message": "公开网页补充留言",
    "public.write_back": "给来信人留言",
    "entry.list": "整改立账",
    "entry.import": "整改台账导入立账",
    "entry.take_up": "抽查发现转整改",
    "entry.classify": "调整整改归类",
    "entry.save_plan": "保存整改方案",
    "entry.plan": "制定整改方案",
    "entry.work": "登记整改进展",
    "entry.ask_extension": "申请整改延期",
    "entry.extend": "批准整改延期",
    "entry.decline_extension": "不批准整改延期",
    "entry.irrecoverable": "批准无法追回",
    "entry.ask_close_out": "申请销号",
    "entry.check": "审核销号",
    "entry.send_back": "审核退回销号申请",
    "entry.confirm": "确认销号",
    "entry.refuse": "不予销号",
    "entry.ask_dismissal": "提请认定不成立",
    "entry.keep": "不同意认定不成立",
    "entry.dismiss": "认定不成立",
    "entry.consolidate": "回头看：巩固",
    "entry.rebound": "回头看：反弹",
    "entry.reopen": "反弹重办",
    "entry.evidence_read": "下载佐证材料",
    "entry.export": "导出整改台账",
    "ledger.stage": "上传整改台账",
    "ledger.check": "核对整改台账",
    "ledger.discard": "放弃整改台账导入",
    "ledger.commit": "整改台账入库",
    "ledger.copy": "下载标注的整改台账",
    "order.draft": "拟制督办文书",
    "order.edit": "修改督办文书",
    "order.issue": "签发督办文书",
    "order.drop": "不签发督办文书",
    "order.answer": "答复督办",
    "order.close": "办结督办",
    "supervision.export": "导出督办、回头看、通报、机制、教育、咨询、来电台账",
    "circular.draft": "起草通报",
    "circular.edit": "修改通报",
    "circular.first": "通报一审",
    "circular.second": "通报二审印发",
    "circular.return": "退回通报",
    "education.record": "登记警示教育",
    "education.change": "修改警示教育",
    "mechanism.record": "登记机制",
    "mechanism.change": "修改机制",
    "mechanism.check": "检查机制执行",
    "campaign.load": "载入专项整治方案",
    "responsibility.assign": "安排责任分工",
    "responsibility.change": "修改责任分工",
    "responsibility.finish": "登记分工完成",
    "responsibility.reopen": "重新打开分工",
    "responsibility.export": "导出责任分工",
    "follow_up.schedule": "安排回头看",
    "follow_up.drawn": "回头看抽中",
    "follow_up.record": "登记回头看",
    "reopen.propose": "提示疑似反弹",
    "reopen.decide": "决定是否反弹",
    "clue.draft": "拟移交线索",
    "clue.edit": "修改移交线索",
    "clue.supplement": "补充移交线索",
    "clue.send": "移交线索",
    "clue.receive": "签收线索",
    "clue.return": "退回补充线索",
    "clue.dispose": "反馈线索处置",
    "clue.package_read": "下载移交包",
    "clue.export": "导出线索移交台账",
    "summary.draft": "起草工作情况月报",
    "summary.edit": "修改工作情况月报",
    "summary.refresh": "更新工作情况月报数据",
    "summary.hand_over": "工作情况月报送核",
    "summary.give_back": "核查退回工作情况月报",
    "summary.submit": "报送工作情况月报",
    "summary.return": "退回工作情况月报",
    "summary.combine": "汇总工作情况月报",
    "summary.edit_combined": "修改全县工作情况",
    "summary.remind": "提醒报送工作情况月报",
    "summary.export": "导出工作情况月报",
    "summary.scan_attach": "上传工作情况月报扫描件",
    "summary.scan_read": "下载工作情况月报扫描件",
}


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "信访与整改"

    def ready(self) -> None:
        from .duties import sealed, summaries
        from .duties.entries import duties as entry_duties
        from .duties.petitions import duties as petition_duties
        from .duties.voice import duties as voice_duties
        from .operations.entries.reminding import remind_entries
        from .operations.entries.waiting import remind_waiting
        from .operations.petitions.reminding import remind_petitions
        from .operations.repeats.reminding import remind_matters
        from .operations.sealing import OpenReason
        from .operations.summaries import remind_summaries
        from .operations.voice.reminding import remind_consultations

        add_words(WORDS)
        add_values("reason", dict(OpenReason.choices))
        add_duties(sealed.duties, "信访与整改")
        add_entry(Entry("重复信访", "cluster_list", "link", Permission.PETITION_VIEW, order=41, group="信访与整改"))
        add_duties(petition_duties, "信访与整改")
        add_reminder("petitions", remind_petitions)
        add_reminder("consultations", remind_consultations)
        add_reminder("repeats", remind_matters)
        add_duties(voice_duties, "信访与整改")
        add_entry(Entry("咨询值守", "consultation_list", "phone", Permission.VOICE_VIEW, order=41, group="信访与整改"))
        add_entry(
            Entry("信访件", "petition_list", "mail-opened", Permission.PETITION_VIEW, order=40, group="信访与整改")
        )
        add_duties(summaries.duties, "月报")
        add_reminder("summaries", remind_summaries)
        writing = Entry(
            "工作情况月报", "summary_current", "writing", Permission.SUMMARY_VIEW, 48, "月报", short="工作月报"
        )
        add_entry(writing)
        add_duties(entry_duties, "信访与整改")
        add_reminder("entries", remind_entries)
        add_reminder("waiting", remind_waiting)
        add_entry(Entry("整改台账", "entry_list", "list-check", Permission.ENTRY_VIEW, order=44, group="信访与整改"))
        self.supervise()

    def supervise(self) -> None:
        """Campaign, look-back, clues, orders and circulars."""
        from spot_checks.frames import add_source

        from .duties.supervision import duties
        from .frames import LOOK_BACK
        from .operations.supervision.reminding import remind_supervision

        add_duties(duties, "督办")
        add_reminder("supervision", remind_supervision)
        add_source(LOOK_BACK)
        add_entry(Entry("专项整治", "campaign_overview", "flag", Permission.CAMPAIGN_VIEW, order=42, group="督办"))
        add_entry(Entry("回头看", "followup_list", "history", Permission.ENTRY_VIEW, order=45, group="信访与整改"))
        add_entry(Entry("督办通报", "order_list", "gavel", Permission.SUPERVISION_VIEW, order=46, group="督办"))
        add_entry(Entry("线索移交", "clue_list", "shield-lock", Permission.CLUE_VIEW, order=47, group="督办"))
