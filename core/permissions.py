"""Who may do what: the closed list of permissions and the one table role -> permissions (DESIGN.md §1)."""

from django.db import models


class Role(models.TextChoices):
    """The eleven roles. A user has exactly one."""

    TOWNSHIP_ASSISTANT = "township_assistant", "乡镇民政助理员"
    TOWNSHIP_VERIFIER = "township_verifier", "乡镇核查员"
    TOWNSHIP_LEADER = "township_leader", "乡镇分管领导"
    BUREAU_OFFICER = "bureau_officer", "社会救助股"
    BUREAU_OFFICE = "bureau_office", "局办公室"
    BUREAU_LEADER = "bureau_leader", "局分管领导"
    PETITION_OFFICER = "petition_officer", "信访专员"
    DISCIPLINE_OFFICER = "discipline_officer", "派驻纪检监察组"
    LEADERSHIP = "leadership", "县领导"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_AUDITOR = "security_auditor", "安全审计员"


TOWNSHIP_ROLES = {Role.TOWNSHIP_ASSISTANT, Role.TOWNSHIP_VERIFIER, Role.TOWNSHIP_LEADER}
COUNTY_ROLES = set(Role) - TOWNSHIP_ROLES


class Permission(models.TextChoices):
    """Every permission a page or an operation can name."""

    SIGNED_IN = "signed_in", "已登录"
    SEARCH = "search", "全局查找"
    ROSTER_VIEW = "roster.view", "查看花名册"
    ROSTER_REVEAL = "roster.reveal", "查看完整证件号码"
    ROSTER_STAGE = "roster.stage", "上传并核对花名册"
    ROSTER_COMMIT = "roster.commit", "花名册入库"
    ROSTER_EXPORT = "roster.export", "导出花名册"
    ROSTER_EXPORT_APPROVE = "roster.export_approve", "批准明码导出"
    REPORT_VIEW = "report.view", "查看月报"
    REPORT_FILL = "report.fill", "填报月报"
    REPORT_CONFIRM = "report.confirm", "核查确认月报"
    REPORT_TAKE_IN = "report.take_in", "接收汇总月报"
    PERIOD_CLOSE = "period.close", "关闭报告期"
    LATE_UNLOCK_ASK = "late_unlock.ask", "申请逾期补报"
    LATE_UNLOCK_APPROVE = "late_unlock.approve", "批准逾期补报"
    ARREARS_LOAD = "arrears.load", "补录历史月份"
    KIN_VIEW = "kin.view", "查看近亲属备案"
    KIN_EDIT = "kin.edit", "登记近亲属备案"
    DRAW_VIEW = "draw.view", "查看抽查公开信息"
    DRAW_PLAN = "draw.plan", "拟定并实施抽签"
    DRAW_WITNESS = "draw.witness", "见证抽签"
    VISIT_MAKE = "visit.make", "入户核查"
    VISIT_VIEW = "visit.view", "查看核查结果"
    CAMPAIGN_VIEW = "campaign.view", "查看专项整治"
    CAMPAIGN_MANAGE = "campaign.manage", "安排专项整治分工"
    PETITION_VIEW = "petition.view", "查看信访件"
    PETITION_REGISTER = "petition.register", "登记信访件"
    PETITION_HANDLE = "petition.handle", "办理信访件"
    PETITION_EXTEND = "petition.extend", "批准信访延期"
    PETITION_LINK = "petition.link", "认定重复信访"
    PETITION_SEALED = "petition.sealed", "办理密封件"
    VOICE_VIEW = "voice.view", "查看咨询和值守"
    VOICE_LOG = "voice.log", "登记咨询和来电"
    ENTRY_VIEW = "entry.view", "查看整改台账"
    ENTRY_WORK = "entry.work", "办理整改事项"
    ENTRY_CHECK = "entry.check", "审核销号"
    ENTRY_CONFIRM = "entry.confirm", "确认销号、批准延期"
    CLUE_VIEW = "clue.view", "查看线索移交"
    CLUE_REFER = "clue.refer", "移交线索"
    CLUE_RECEIVE = "clue.receive", "签收和反馈线索"
    SUPERVISION_VIEW = "supervision.view", "查看督办"
    SUPERVISION_DRAFT = "supervision.draft", "拟制督办"
    SUPERVISION_ISSUE = "supervision.issue", "签发督办"
    SUPERVISION_ANSWER = "supervision.answer", "答复督办"
    CIRCULAR_DRAFT = "circular.draft", "起草通报"
    CIRCULAR_APPROVE = "circular.approve", "审批通报"
    SUMMARY_VIEW = "summary.view", "查看工作情况月报"
    SUMMARY_FILL = "summary.fill", "填写工作情况月报"
    SUMMARY_CONFIRM = "summary.confirm", "确认报送工作情况月报"
    SUMMARY_COMBINE = "summary.combine", "汇总工作情况月报"
    DASHBOARD_VIEW = "dashboard.view", "查看看板"
    BRIEF_MAKE = "brief.make", "起草工作简报"
    AUDIT_VIEW = "audit.view", "查看审计记录"
    USERS_MANAGE = "users.manage", "管理用户与参数"


P = Permission
_TOWNSHIP = {
    P.SIGNED_IN, P.SEARCH, P.DASHBOARD_VIEW, P.ROSTER_VIEW, P.ROSTER_REVEAL, P.ROSTER_EXPORT, P.REPORT_VIEW, P.DRAW_VIEW,
    P.VISIT_MAKE, P.VISIT_VIEW, P.CAMPAIGN_VIEW, P.PETITION_VIEW, P.VOICE_VIEW, P.ENTRY_VIEW, P.SUPERVISION_VIEW, P.SUMMARY_VIEW,
}  # fmt: skip
_BUREAU = {
    P.SIGNED_IN, P.SEARCH, P.DASHBOARD_VIEW, P.DRAW_VIEW, P.CAMPAIGN_VIEW, P.ENTRY_VIEW, P.SUPERVISION_VIEW, P.SUMMARY_VIEW,
    P.VOICE_VIEW,
}  # fmt: skip
ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    role: frozenset(held)
    for role, held in {
        Role.TOWNSHIP_ASSISTANT: _TOWNSHIP | {
            P.ROSTER_STAGE, P.REPORT_FILL, P.LATE_UNLOCK_ASK, P.PETITION_REGISTER, P.PETITION_HANDLE, P.VOICE_LOG,
            P.ENTRY_WORK, P.SUPERVISION_ANSWER, P.SUMMARY_FILL,
        },
        Role.TOWNSHIP_VERIFIER: _TOWNSHIP | {P.REPORT_CONFIRM, P.SUMMARY_CONFIRM},
        Role.TOWNSHIP_LEADER: _TOWNSHIP | {
            P.REPORT_CONFIRM, P.ROSTER_EXPORT_APPROVE, P.SUPERVISION_ANSWER, P.SUMMARY_CONFIRM,
        },
        Role.BUREAU_OFFICER: _BUREAU | {
            P.ROSTER_VIEW, P.ROSTER_REVEAL, P.ROSTER_STAGE, P.ROSTER_COMMIT, P.ROSTER_EXPORT, P.REPORT_VIEW,
            P.REPORT_TAKE_IN, P.PERIOD_CLOSE, P.ARREARS_LOAD, P.LATE_UNLOCK_ASK, P.KIN_VIEW, P.KIN_EDIT, P.DRAW_PLAN,
            P.VISIT_MAKE, P.VISIT_VIEW, P.CAMPAIGN_MANAGE, P.PETITION_VIEW, P.PETITION_REGISTER, P.PETITION_HANDLE,
            P.PETITION_SEALED, P.VOICE_LOG, P.ENTRY_WORK, P.ENTRY_CHECK, P.CLUE_VIEW, P.CLUE_REFER, P.SUPERVISION_DRAFT,
            P.SUPERVISION_ANSWER,
        },
        Role.BUREAU_OFFICE: _BUREAU | {
            P.REPORT_VIEW, P.VISIT_MAKE, P.VISIT_VIEW, P.CAMPAIGN_MANAGE, P.VOICE_LOG, P.SUPERVISION_DRAFT,
            P.CIRCULAR_DRAFT, P.SUMMARY_COMBINE, P.BRIEF_MAKE,
        },
        Role.BUREAU_LEADER: _BUREAU | {
            P.ROSTER_VIEW, P.REPORT_VIEW, P.ROSTER_EXPORT_APPROVE, P.LATE_UNLOCK_APPROVE, P.KIN_VIEW, P.VISIT_VIEW,
            P.PETITION_VIEW, P.PETITION_EXTEND, P.PETITION_SEALED, P.ENTRY_CONFIRM, P.CLUE_VIEW, P.SUPERVISION_ISSUE,
            P.CIRCULAR_APPROVE,
        },
        Role.PETITION_OFFICER: _BUREAU | {
            P.ROSTER_VIEW, P.PETITION_VIEW, P.PETITION_REGISTER, P.PETITION_HANDLE, P.PETITION_LINK, P.PETITION_SEALED,
            P.VOICE_LOG, P.CLUE_VIEW, P.CLUE_REFER,
        },
        Role.DISCIPLINE_OFFICER: _BUREAU | {
            P.ROSTER_VIEW, P.REPORT_VIEW, P.AUDIT_VIEW, P.KIN_VIEW, P.DRAW_WITNESS, P.VISIT_VIEW, P.PETITION_VIEW,
            P.PETITION_SEALED, P.CLUE_VIEW, P.CLUE_RECEIVE, P.CIRCULAR_APPROVE,
        },
        Role.LEADERSHIP: {P.SIGNED_IN, P.DRAW_VIEW, P.DASHBOARD_VIEW},
        Role.SYSTEM_ADMIN: {P.SIGNED_IN, P.USERS_MANAGE},
        Role.SECURITY_AUDITOR: {P.SIGNED_IN, P.AUDIT_VIEW, P.DRAW_VIEW},
    }.items()
}  # fmt: skip
