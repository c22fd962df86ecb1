"""Every component on one page, for those who build pages; only with DEBUG."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.access import public

TOWNSHIPS = ["香水镇", "泾河源镇", "六盘山镇", "新民乡", "兴盛乡", "黄花乡", "大湾乡"]
STATES = [("on_time", "按时"), ("late", "迟报"), ("returned", "退回"), ("missing", "未报"), ("submitted", "待接收")]


class SampleForm(forms.Form):
    """One field of each kind; bound to nothing it shows every error."""

    q = forms.CharField(label="姓名、拼音首字母", required=False)
    name = forms.CharField(label="户主姓名", help_text="与户口簿一致。")
    amount = forms.DecimalField(label="月保障金额", decimal_places=2)
    grade = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("A", "A 类"), ("B", "B 类")])
    mode = forms.ChoiceField(label="供养方式", choices=[("s", "分散"), ("j", "集中")], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="本月数据已与村（居）委会核对")
    file = forms.FileField(label="上传本月变动表", help_text="xlsx、xls、et 或 csv，不超过 20 MB。")


def _findings(count: int) -> list[dict[str, str]]:
    kinds = [
        ("error", "证件号码末位校验码不符。", "请对照证件原件核对后改正。"),
        ("warning", "年龄与「长子」关系不合常理：比户主大 2 岁。", "属实的请在提交时写明理由。"),
        (
            "error",
            "金额 312.00 元与标准 310.00 元 × 1 人不一致，且没有说明差额的原因，请核对享受人数、类别和分类施保项目。",
            "",
        ),
    ]
    return [
        {
            "code": f"RO-{n % 17 + 1:02d}",
            "severity": kinds[n % 3][0],
            "message": kinds[n % 3][1],
            "hint": kinds[n % 3][2],
        }
        | {"sheet": "农村低保" if n % 4 else "特困供养", "cell": f"{'CDFH'[n % 4]}{n + 5}"}
        for n in range(count)
    ]


def _grid() -> dict[str, Any]:
    columns = [
        {"key": "kind", "label": "变动类型", "type": "select", "required": True, "width": 7}
        | {"options": [["add", "新增"], ["stop", "停保"], ["adjust", "调整"]]},
        {"key": "head", "label": "户主姓名", "type": "text", "required": True, "width": 7},
        {"key": "id_number", "label": "证件号码", "type": "id", "required": True, "width": 13},
        {"key": "village", "label": "村（居）", "type": "text", "width": 8},
        {"key": "amount", "label": "变动后金额（元）", "type": "money", "width": 9},
        {"key": "month", "label": "起始月份", "type": "month", "width": 7},
        {"key": "reason", "label": "原因", "type": "text", "width": 14},
    ]
    rows = [
        {"kind": "add", "head": "马某", "id_number": "640498197001010012", "village": "沙南村", "amount": "620.00"},
        {"kind": "停保", "head": "于某某", "id_number": "64049819550203", "amount": "三百", "month": "2021-08"},
    ]
    errors = [{"row": 0, "key": "month", "message": "新增要写起始月份。", "severity": "error"}]
    return {"columns": columns, "rows": rows, "errors": errors}


def _history() -> dict[str, Any]:
    now = timezone.now()
    steps = [("填报", "done"), ("核对确认", "done"), ("报送", "problem"), ("接收汇总", "todo"), ("锁定", "todo")]
    return {
        "events": [
            {"when": now, "title": "退回", "by": "社会救助股 王某", "text": "第 3 行缺停发依据。", "tone": "danger"},
            {"when": date(2021, 7, 24), "title": "提交", "by": "香水镇 李某", "paper": "变动表 第 2 版", "url": "#"},
            {"when": "2021-06", "title": "期初导入", "by": "社会救助股", "tone": "success"},
        ],
        "steps": [
            {"label": name, "state": state, "who": "李某" if n < 2 else "", "when": now if n < 2 else ""}
            for n, (name, state) in enumerate(steps)
        ],
        "duties": [
            {
                "title": "填报2021年7月月报",
                "why": "还没有报送：死亡人员报告。没有的也要零报。",
                "url": "#",
                "due": now + timedelta(days=2),
            },
            {"title": "答复督办单", "why": "文号 泾民督〔2021〕3号。", "url": "#", "due": now - timedelta(days=1)},
        ],
        "tour": [
            {"step": {"title": name, "text": "做一遍就会。"}, "url": "#", "done": n == 0, "now": n == 1}
            for n, name in enumerate(("改成自己的密码", "填本月月报", "核对后交核查"))
        ],
        "columns": [("时限", "最迟哪天办完，红色是已逾期。"), ("状态", "现在到了哪一步。")],
        "soon": now + timedelta(days=2),
        "over": now - timedelta(days=3),
        "later": now + timedelta(days=12),
    }


def _samples() -> dict[str, Any]:
    return {
        "form": SampleForm({"name": "", "grade": "C", "amount": "x"}),
        "blank_form": SampleForm(),
        "findings": _findings(60),
        "months": [f"{m}月" for m in range(1, 13)],
        "heat": [(t, [(STATES[(r * 5 + m) % 7 % 5]) for m in range(12)]) for r, t in enumerate(TOWNSHIPS)],
        "rows": [
            (n + 1, "马某某", "640498197001010019", "沙南村", 2, 62000 + n * 100, "13800000000") for n in range(12)
        ],
        "tabs": [
            {"label": "农村低保", "url": "#", "active": True, "count": 812},
            {"label": "特困", "url": "#", "count": 64},
        ]
        + [{"label": "低保边缘", "url": "#"}, {"label": "临时救助", "url": "#"}, {"label": "高龄津贴", "url": "#"}],
        "kv": [{"label": "户主", "value": "马某某"}, {"label": "保障人口", "value": 3, "note": "共 5 人", "num": True}]
        + [{"label": "月保障金额", "value": "1,240.00 元"}, {"label": "备注", "value": "", "wide": True}],
        "figures": [
            {"label": "应报乡镇", "value": 7, "unit": "个"},
            {"label": "未报", "value": 2, "unit": "个", "tone": "danger"},
        ]
        + [
            {"label": "本月新增", "value": 18, "unit": "户"},
            {"label": "月发放", "value": "46.82", "unit": "万元", "note": "较上月 +0.31"},
        ],
        "reasons": [("check", "核对发放"), ("visit", "入户核查"), ("petition", "答复群众")],
        "grid": _grid(),
    } | _history()


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with made-up data; 404 in production."""
    if not settings.DEBUG:
        raise Http404
    if request.GET.get("messages"):
        messages.success(request, "已保存。")
        messages.error(request, "没有提交：有 3 处错误。")
    template = {"print": "core/gallery_print.html", "plain": "core/gallery_plain.html"}.get(request.GET.get("page", ""))
    return render(request, template or "core/gallery.html", _samples())
