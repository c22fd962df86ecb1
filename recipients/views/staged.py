"""The pages that every workbook on its way in has, whatever it holds; each kind adds its operations, words and preview."""

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from core import uploads
from core.access import Request
from core.redact import redact
from core.refusal import Refused
from core.responses import refused
from core.sheets.annotate import annotated_copy
from core.sheets.findings import Finding
from core.versions import version_of

from ..models import StagedFile
from ..workflow import may
from .answers import XLSX, attachment

State = StagedFile.State
File = TypeVar("File", bound=StagedFile)
SHOWN = 20
TONES: dict[str, str] = {
    State.STAGED: "info",
    State.INVALID: "danger",
    State.UNREADABLE: "danger",
    State.VALID: "warning",
    State.COMMITTED: "success",
    State.REVERSED: "neutral",
    State.DISCARDED: "neutral",
}


def visible(model: type[File], request: Request) -> QuerySet[File]:
    """The imports the person may see, without what is sealed in them."""
    found = model._default_manager.visible_to(request.user).select_related("staged_by", "committed_by")  # type: ignore[attr-defined]
    return found.defer("staged_sealed", "findings_sealed")


def detail_url(item: StagedFile, kind: str) -> str:
    """The page of one import; `kind` is what the names of its pages begin with."""
    return reverse(f"{kind}_detail", args=[item.pk])


def hand_in(
    request: Request, form: Form, stage: Callable[..., StagedFile], check: Any, kind: str
) -> HttpResponse | None:
    """Keep the posted file and have the job `check` judge it; the way to its page, or None where the form must be shown
    again."""
    if request.method != "POST" or not form.is_valid():
        return None
    values = {**form.cleaned_data}
    file = values.pop("file")
    try:
        staged = stage(by=request.user, data=file.read(), filename=file.name, **values)
    except Refused as refusal:
        form.add_error("file", refusal.message)
        return None
    check.delay_on_commit(str(staged.pk))
    return redirect(detail_url(staged, kind))


def new_page(request: Request, form: Form, model: type[StagedFile], kind: str, template: str) -> HttpResponse:
    """The form to hand a file in, and the newest files handed in before."""
    recent = visible(model, request).order_by("-staged_at")[:SHOWN]
    rows = [{"item": item, "tone": TONES[item.state]} for item in recent]
    context = {"form": form, "kind": kind, "rows": rows}
    return render(request, template, context, status=400 if form.errors else 200)


def facts(item: StagedFile, kind: str, *, full: bool) -> dict[str, Any]:
    """What the page of any import shows: its state, its findings as this reader may read them, and the steps open."""
    findings = shown(json.loads(item.findings_json or "[]"), full)
    return {
        "item": item,
        "kind": kind,
        "tone": TONES[item.state],
        "findings": findings,
        "warnings": sum(finding["severity"] == "warning" for finding in findings),
        "full": full,
        "running": item.state == State.STAGED,
        "can_copy": full and bool(findings),
        "can_commit": may(item, "commit"),
        "can_discard": may(item, "discard"),
        "hidden": [("version", item.version)],
    }


def shown(findings: Iterable[dict[str, Any]], full: bool) -> list[dict[str, Any]]:
    """Findings as this reader may read them."""
    if full:
        return list(findings)
    return [
        finding | {"message": redact(finding["message"]), "hint": redact(finding.get("hint", ""))}
        for finding in findings
    ]


def progress(item: StagedFile, kind: str) -> JsonResponse:
    """How far the check is, for the progress bar."""
    if item.state == State.STAGED:
        return JsonResponse({"state": "running", "percent": None, "text": "正在读取表格并逐格核对…"})
    return JsonResponse({"state": "done", "percent": 100, "done_url": detail_url(item, kind)})


def marked_copy(item: StagedFile, *, withheld: Iterable[tuple[str, int]] = ()) -> HttpResponse:
    """The clerk's own workbook with the findings marked in its cells, without the rows (sheet title, row) withheld."""
    findings = [Finding(**finding) for finding in json.loads(item.findings_json or "[]")]
    data = annotated_copy(uploads.read(item.upload), item.filename, findings, withheld=withheld)
    stem = item.filename.rpartition(".")[0] or item.filename
    return attachment(data, f"{stem}（核对标注）.xlsx", XLSX)


def step(
    request: Request, item: StagedFile, kind: str, operation: Callable[..., Any], done: str, **values: Any
) -> HttpResponse:
    """Carry out a step of the import and go back to its page, with what was done or why it was refused."""
    back = detail_url(item, kind)
    try:
        operation(item, by=request.user, version=version_of(request), **values)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)
