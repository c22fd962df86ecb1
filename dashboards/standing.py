"""How far somebody has come with the first steps: read from the audit chain, so that only doing a thing counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from core.audit import SYSTEM_CHAIN
from core.models import AuditEntry
from core.permissions import Role

from .models import TourChoice


@dataclass(frozen=True)
class Step:
    """One thing to do first, where, and the acts of the chain that prove it; without acts it is done with the next step."""

    title: str
    text: str
    page: str
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stand:
    """A step and whether it is done; `now` marks the first that is not."""

    step: Step
    url: str
    done: bool
    now: bool


PASSWORD = Step("改成自己的密码", "不少于 12 位，不要和别人共用。", "password_change", ("user.password",))
SECOND = Step("启用两步验证", "您能批准或查看重要事项，用手机验证码多加一道锁。", "totp_setup", ("user.totp",))
DECIDE = "order.issue entry.confirm entry.dismiss entry.extend late_unlock.decide export.approve export.decline circular.second"
TOURS: dict[str, tuple[Step, Step, Step]] = {
    Role.TOWNSHIP_ASSISTANT: (
        PASSWORD,
        Step("填本月月报", "上传平时用的增减表，或在线填写；没有变动就零报。", "report_current", ("report.stage",)),
        Step("核对后交核查", "程序查出的问题改好后交给核查员，25 日前报送。", "report_current", ("report.hand_over", "report.submit")),
    ),
    Role.TOWNSHIP_VERIFIER: (
        PASSWORD,
        Step("打开填报人交来的月报", "对照变动前后逐行核对，有疑问退回填报人。", "report_current", ("report.confirm", "report.give_back")),
        Step("确认并报送", "第二人确认后才算报送，报送后可打印回执。", "report_current", ("report.submit",)),
    ),
    Role.TOWNSHIP_LEADER: (
        PASSWORD,
        SECOND,
        Step(
            "办第一件要您定的事", "核查报送月报、确认工作情况月报、答复督办或审批明码导出，首页都会列出。", "home",
            ("report.confirm", "report.submit", "summary.submit", "order.answer", "export.approve", "export.decline"),
        ),
    ),
    Role.BUREAU_OFFICER: (
        PASSWORD,
        Step("花名册入库", "乡镇上传的花名册核对通过后，看过变化再入库。", "import_list", ("roster.commit",)),
        Step("接收第一份月报", "看每户的变化和提示，接收或写明理由退回。", "review_queue", ("report.take_in", "report.return")),
    ),
    Role.BUREAU_OFFICE: (
        PASSWORD,
        Step("安排责任分工", "把专项整治方案的每项任务落实到人和时限。", "responsibility_list", ("responsibility.assign", "responsibility.change")),
        Step("汇总第一个月的工作情况", "乡镇报齐后一键汇总，改好文字后印发。", "summary_combine", ("summary.combine", "circular.draft", "order.draft")),
    ),
    Role.BUREAU_LEADER: (
        PASSWORD,
        SECOND,
        Step("办第一件要您定的事", "签发督办、确认销号、批示逾期补报和导出申请，首页都会列出。", "home", tuple(DECIDE.split())),
    ),
    Role.PETITION_OFFICER: (
        PASSWORD,
        Step("登记第一件信访", "来信、来访、来电都登记编号，期限从登记起自动计算。", "petition_new", ("petition.register",)),
        Step(
            "受理或转送", "15 日内决定受理、不予受理或转送，并告知信访人。", "petition_list",
            ("petition.accept", "petition.refuse", "petition.forward", "petition.assign"),
        ),
    ),
    Role.DISCIPLINE_OFFICER: (
        PASSWORD,
        SECOND,
        Step(
            "核验一次抽签", "打开已公布的抽签，下载公开文件自己验算；或签收第一件移交材料。", "draw_list",
            ("draw.bundle", "clue.receive", "clue.return", "circular.first", "circular.second"),
        ),
    ),
    Role.LEADERSHIP: (
        PASSWORD,
        SECOND,
        Step("核验一次抽签", "打开已公布的抽签，下载公开文件，任何人都能验算。", "draw_list", ("draw.bundle",)),
    ),
    Role.SYSTEM_ADMIN: (
        PASSWORD,
        SECOND,
        Step("新建第一个账号", "一人一号，岗位决定能做什么。", "admin:index", ("user.create",)),
    ),
    Role.SECURITY_AUDITOR: (
        PASSWORD,
        SECOND,
        Step("核对审计链", "从第一条验算到最后一条；链首抄在系统之外保存。", "audit_trail", ("audit.check",)),
    ),
}  # fmt: skip


def tour_of(user: Any) -> list[Stand]:
    """The three first steps, or none once the last one is done or they were put away. Two queries."""
    choice = TourChoice.objects.filter(user=user).values_list("shown", flat=True).first()
    steps = TOURS.get(user.role, ())
    if choice is False or not steps:
        return []
    acts = {act for step in steps for act in step.acts}
    links = AuditEntry.objects.filter(chain__in=[user.division_id[:6], SYSTEM_CHAIN], actor=user.username)
    mine = set(links.filter(action__in=acts).values_list("action", flat=True).distinct())
    done = [bool(mine.intersection(step.acts)) for step in steps]
    if done[-1] and choice is None:
        return []
    done = [
        own or (not step.acts and any(done[place:])) for place, (step, own) in enumerate(zip(steps, done, strict=True))
    ]
    first = done.index(False) if False in done else -1
    return [Stand(step, reverse(step.page), done[place], place == first) for place, step in enumerate(steps)]
