"""Ledgers as workbooks: handed in, looked at, put in or given up."""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.templatetags.formats import yuan
from recipients.views import staged

from ... import tasks
from ...forms.entries import LedgerImportForm
from ...intake.ledger_line import load
from ...models import LedgerImport
from ...operations import entries as op

State = LedgerImport.State
KIND = "entry_import"
FIRST = 50


@page(Permission.ENTRY_CHECK)
@require_http_methods(["GET", "POST"])
@once
def entry_import_new(request: Request) -> HttpResponse:
    """Hand in a ledger: it is kept, and a job checks it while the page shows how far it is."""
    form = LedgerImportForm(request.POST or None, request.FILES or None)
    onward = staged.hand_in(request, form, op.stage_ledger_import, tasks.check_ledger_import, KIND)
    return onward or staged.new_page(request, form, LedgerImport, KIND, "cases/entry_import_new.html")


@page(Permission.ENTRY_CHECK)
@require_GET
def entry_import_detail(request: Request, pk: Any) -> HttpResponse:
    """Progress, or findings and preview with the steps that are open."""
    item = get_object_or_404(staged.visible(LedgerImport, request).defer(None), pk=pk)
    context = staged.facts(item, KIND, full=True) | {
        "fates": _fates(item),
        "preview": _preview(item) if item.state == State.VALID else [],
        "more": max(item.counts.get("new", 0) - FIRST, 0),
    }
    return render(request, "cases/entry_import_detail.html", context)


def _fates(item: LedgerImport) -> list[tuple[str, int, str]]:
    words = (
        ("open", "新立账（整改中）", "台账里没有、没有销号的，缺措施或时限的先列为“已立账”"),
        ("closed_legacy", "历史销号（待复核）", "文件里已销号的：不算销号率，纳入“回头看”抽查"),
        ("same", "已有、相同", "不动"),
        ("differing", "已有、内容不同", "以程序里的为准，不动；见上面的提醒"),
    )
    return [(label, item.counts.get(name, 0), note) for name, label, note in words]


def _preview(item: LedgerImport) -> list[list[str]]:
    staged = json.loads(item.staged or '{"new":[],"lines":[]}')
    lines = load(json.dumps(staged["lines"]))
    return [
        [
            line.seq,
            line.category,
            line.description,
            f"{line.town}{line.village}",
            yuan(line.amount),
            line.found_on,
            line.person,
            line.due_on,
            "是" if line.closed else "否",
        ]
        for line in (lines[number] for number in staged["new"][:FIRST])
    ]


@page(Permission.ENTRY_CHECK)
@require_GET
def entry_import_status(request: Request, pk: Any) -> JsonResponse:
    """How far the check is, for the progress bar."""
    return staged.progress(_found(request, pk), KIND)


@page(Permission.ENTRY_CHECK)
@require_POST
def entry_import_annotated(request: Request, pk: Any) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells; recorded."""
    item = _found(request, pk)
    if not item.findings_json:
        return HttpResponse(status=404)
    copy = staged.marked_copy(item)
    op.note_ledger_copy(item, by=request.user)
    return copy


@page(Permission.ENTRY_CHECK, reauth=True)
@require_POST
def entry_import_commit(request: Request, pk: Any) -> HttpResponse:
    """The ledger takes in what the workbook says, as a whole or not at all."""
    reason = request.POST.get("reason", "")
    item = _found(request, pk)
    return staged.step(request, item, KIND, op.commit_ledger_import, "整改台账已入库。", warning_reason=reason)


@page(Permission.ENTRY_CHECK)
@require_POST
def entry_import_discard(request: Request, pk: Any) -> HttpResponse:
    """The workbook is put aside; the ledger stays as it is."""
    done = "这份文件已放弃，整改台账没有变化。"
    return staged.step(request, _found(request, pk), KIND, op.discard_ledger_import, done)


def _found(request: Request, pk: Any) -> LedgerImport:
    return get_object_or_404(staged.visible(LedgerImport, request), pk=pk)
