"""The public page: telephones, the form, the receipt. Nobody signs in, nothing is kept of who came."""

import io
from collections.abc import Callable
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.access import public
from core.models import Division
from core.refusal import Refused

from ...forms.public import MessageForm, ReceiptForm, TellForm
from ...models import Petition, PublicReceipt, PublicTelephone
from ...operations.public import Spent, Telling, add_message, find_receipt, receive
from ...petitions.public_side import said_back
from ...rules.receipt_number import as_typed, grouped
from . import flood, token

MOST_BYTES = 45 * 1024 * 1024
S = Petition.State
STATE_WORDS = {
    S.REGISTERED: ("已收到", "来件已登记，正在审核。一般 15 日内决定是否受理。"),
    S.ACCEPTED: ("已受理", "已受理，正在安排核实。"),
    S.HANDLING: ("办理中", "正在核实办理。"),
    S.ANSWERED: ("已答复", "已作出答复。留了电话的，办理人员会联系您；没留的，请看下面的留言。"),
    S.REVIEW: ("复查中", "正在复查。"),
    S.RE_REVIEW: ("复核中", "正在复核。"),
    S.CONCLUDED: ("已办结", "这件已办结。还有新情况可以在下面补充。"),
    S.TERMINATED: ("已终结", "这件已经过复查、复核，办理终结。"),
    S.REFUSED: ("不予受理", "不属于受理范围，理由请看下面的留言。"),
    S.FORWARDED: ("已转送", "已转送有权处理的单位。"),
    S.MERGED: ("并入在办件", "同一件事已经在办，这一件并入一起办理、一起答复。"),
}
SAID_WORDS = STATE_WORDS | {
    S.ANSWERED: ("已答复", "已作出答复，内容在下面。"),
    S.REFUSED: ("不予受理", "不属于受理范围，理由在下面。"),
}


@public
@require_safe
def public_home(request: HttpRequest) -> HttpResponse:
    """Whom to call, township by township, and the ways to write."""
    return render(request, "cases/public/home.html", {"groups": telephones()})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def public_tell(request: HttpRequest) -> HttpResponse:
    """The form. Whatever is not taken comes back with all that was typed."""
    if request.method != "POST":
        return _tell(request, TellForm(county=settings.COUNTY_CODE))
    if _too_large(request):
        return render(request, "cases/public/too_large.html", status=413)
    sent = token.read(request.POST.get(token.FIELD, ""), request.POST.get(token.PROOF, ""))
    form = TellForm(request.POST, request.FILES, county=settings.COUNTY_CODE)
    if not form.is_valid():
        return _tell(request, form, 400)
    why = _not_now(request, sent, flood.SENDING, "tell")
    if why:
        form.add_error(None, why[0])
        return _tell(request, form, why[1])
    try:
        number = receive(_telling(form), nonce=sent.nonce, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _tell(request, form, 409 if isinstance(refusal, Spent) else 400)
    return render(request, "cases/public/receipt.html", {"number": grouped(number)})


def _telling(form: TellForm) -> Telling:
    told = form.cleaned_data
    return Telling(
        kind=told["kind"],
        text=told["text"],
        place=form.place(),
        accused=form.people(),
        accused_unit=told["accused_unit"],
        name=told["name"],
        phone=told["phone"],
        files=[(each.name or "", each.read()) for each in told["papers"]],
    )


def _tell(request: HttpRequest, form: TellForm, status: int = 200) -> HttpResponse:
    return render(request, "cases/public/tell.html", {"form": form} | _lock(), status=status)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def public_look_up(request: HttpRequest) -> HttpResponse:
    """By a receipt: how it stands, and what was written back. The number travels in the body alone."""
    if request.method != "POST":
        return render(request, "cases/public/look_up.html", {"form": ReceiptForm()})
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/public/look_up.html", {"form": form}, status=400)
    if not flood.may(request, flood.LOOKING, "look"):
        form.add_error(None, "查询太频繁，请过几分钟再试。")
        return render(request, "cases/public/look_up.html", {"form": form}, status=429)
    receipt = find_receipt(form.cleaned_data["number"])
    if receipt is None:
        form.add_error("number", _not_found(form.cleaned_data["number"]))
        return render(request, "cases/public/look_up.html", {"form": form}, status=404)
    return _standing(request, receipt, MessageForm(initial={"number": form.cleaned_data["number"]}))


@public
@require_http_methods(["POST"])
def public_add(request: HttpRequest) -> HttpResponse:
    """Something more, under a receipt."""
    form = MessageForm(request.POST)
    number = form.data.get("number", "")
    if not flood.may(request, flood.LOOKING, "look"):
        shown = ReceiptForm({"number": number})
        shown.is_valid()
        shown.add_error(None, "提交太频繁，请过几分钟再试。")
        return render(request, "cases/public/look_up.html", {"form": shown}, status=429)
    receipt = find_receipt(number)
    if receipt is None:
        shown = ReceiptForm({"number": number})
        shown.is_valid()
        shown.add_error("number", _not_found(number))
        return render(request, "cases/public/look_up.html", {"form": shown}, status=404)
    if not form.is_valid():
        return _standing(request, receipt, form, 400)
    sent = token.read(request.POST.get(token.FIELD, ""), request.POST.get(token.PROOF, ""))
    why = _not_now(request, sent, flood.SENDING, "tell")
    if why:
        form.add_error(None, why[0])
        return _standing(request, receipt, form, why[1])
    try:
        add_message(receipt, text=form.cleaned_data["text"], nonce=sent.nonce)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _standing(request, receipt, form, 400)
    return _standing(request, receipt, MessageForm(initial={"number": number}), added=True)


def _standing(
    request: HttpRequest, receipt: PublicReceipt, form: MessageForm, status: int = 200, added: bool = False
) -> HttpResponse:
    said = said_back(receipt.petition)
    word, text = (SAID_WORDS if said else STATE_WORDS)[S(receipt.petition.state)]
    context = {
        "said": said,
        "form": form,
        "word": word,
        "text": text,
        "day": receipt.day,
        "messages_told": list(receipt.messages.all()),
        "added": added,
    }
    return render(request, "cases/public/standing.html", context | _lock(), status=status)


@public
@require_safe
def public_poster(request: HttpRequest) -> HttpResponse:
    """One sheet to hang up: the QR code, the telephones, what is kept and what is not."""
    return render(request, "cases/public/poster.html", {"groups": telephones(), "address": _address(request)})


@public
@require_safe
def public_qr(request: HttpRequest) -> HttpResponse:
    """The address of this page as a QR code."""
    image = io.BytesIO()
    code = segno.make(_address(request), error="q", micro=False)
    code.save(image, kind="svg", scale=8, border=2)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


def failed(status: int) -> Callable[..., HttpResponse]:
    """The page for an address that is not there, a request that cannot be read, or a failure of ours."""

    def answer(request: HttpRequest, exception: Any = None) -> HttpResponse:
        return render(request, "cases/public/failed.html", {"status": status}, status=status)

    return answer


def telephones() -> list[dict[str, Any]]:
    """The published telephones: the county's first, then township by township."""
    rows = PublicTelephone.objects.within(settings.COUNTY_CODE).filter(published=True)
    found: dict[str, list[PublicTelephone]] = {}
    for row in rows.order_by("division_code", "telephone"):
        found.setdefault(row.division_code, []).append(row)
    names = dict(Division.objects.filter(pk__in=list(found)).values_list("code", "name"))
    return [{"name": names.get(code, code), "rows": each} for code, each in sorted(found.items())]


def _not_now(request: HttpRequest, sent: token.Sent, rate: flood.Rate, purpose: str) -> tuple[str, int] | None:
    """Why the form is not taken now, in words and as a status; None where it is."""
    if not sent.nonce:
        return "页面打开得太久了，内容还在，请核对后再点一次提交。上传的文件要重新选择。", 400
    if not sent.proved and not flood.may_slowly(request):
        return (
            "您的浏览器没有运行脚本，这样的提交每小时只收很少几件，现在已满。内容还在，请开启脚本后再提交，或者拨打公开电话。",
            429,
        )
    if not flood.may(request, rate, purpose):
        return "提交太频繁，内容还在，请过几分钟再提交，或者拨打公开电话。", 429
    return None


def _not_found(typed: str) -> str:
    if not as_typed(typed):
        return "回执号不对：应是 16 位数字，可能有一位抄错了，请对照当时记下的号码。"
    return "没有这个回执号，请核对。回执号只在提交时显示一次，我们也查不出来。"


def _lock() -> dict[str, Any]:
    return {"token": token.new_token(), "bits": settings.PUBLIC_POW_BITS}


def _too_large(request: HttpRequest) -> bool:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
    except ValueError:
        return True


def _address(request: HttpRequest) -> str:
    return settings.PUBLIC_URL or request.build_absolute_uri("/")
