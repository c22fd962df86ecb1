"""What the actions of the audit chain, and what is kept of them, are called on the page. Apps add theirs when they are ready."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

ACTIONS: dict[str, str] = {
    "session.login": "登录",
    "session.failed": "登录失败",
    "session.unlock": "解锁",
    "session.prove": "再次验证密码",
    "session.logout": "退出",
    "login.code": "输入验证码",
    "refused": "被拒绝",
    "refused.visitors": "未登录访问被拒",
    "user.create": "新建用户",
    "user.change": "修改用户",
    "user.reset": "重置密码",
    "user.password": "修改密码",
    "user.totp": "启用两步验证",
    "user.sessions_ended": "退出其他登录",
    "user.activate": "启用账号",
    "user.deactivate": "停用账号",
    "setting.create": "新增参数",
    "setting.change": "修改参数",
    "setting.delete": "删除参数",
    "setting.import": "导入参数",
    "setting.export": "导出参数",
    "audit.check": "核对审计链",
    "upload.keep": "保存文件",
    "upload.erase": "清除文件",
    "notice.queue": "发出通知",
    "reveal.open": "查看完整号码",
    "export.ask": "申请明码导出",
    "export.approve": "批准明码导出",
    "export.decline": "不批准明码导出",
    "export.use": "下载明码导出",
}


def add_words(words: dict[str, str]) -> None:
    """Name further actions, e.g. {"report.submit": "报送月报"}."""
    ACTIONS.update(words)


# What a summary holds, where its name says the same wherever it stands.
PARTS: dict[str, str] = {
    "number": "编号",
    "entry": "整改编号",
    "month": "月份",
    "reason": "理由",
    "rows": "行数",
    "count": "数量",
    "size": "字节",
    "version": "版本",
    "problem": "问题",
    "state": "状态",
    "kind": "种类",
    "code": "代码",
    "user": "人员",
    "fields": "改动的项",
    "days": "天数",
    "masked": "隐去号码",
    "needs": "需要的权限",
    "page": "页面",
}
VALUES: dict[str, dict[str, str]] = {}


def add_values(part: str, words: Mapping[str, Any]) -> None:
    """Name the values of one part of a summary, e.g. the reasons for which numbers are shown."""
    VALUES.setdefault(part, {}).update({code: str(word) for code, word in words.items()})


def summary_words(summary: Mapping[str, Any]) -> str:
    """A summary in Chinese as far as its parts are named."""
    return "；".join(f"{PARTS.get(part, part)}：{_value_word(part, value)}" for part, value in summary.items())


def _value_word(part: str, value: Any) -> str:
    if isinstance(value, bool):
        return "有" if value else "无"
    return VALUES.get(part, {}).get(str(value), str(value))


SUBJECTS = {"core.upload": "文件", "core.attachment": "附件"}


def subject_word(kind: str) -> str:
    """What the model written as app.model is called; the text itself where there is none or it has no Chinese name."""
    if kind in SUBJECTS:
        return SUBJECTS[kind]
    try:
        name = str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind
    return kind if name.isascii() else name


def action_word(action: str) -> str:
    """The action in Chinese, or its code where nobody named it."""
    return ACTIONS.get(action, action)
