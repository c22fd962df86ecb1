"""重复信访专门台账: the matters as a list and as filed; one matter with its petitions, text and striking off."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import months
from core.access import Request, page
from core.keyset import first_page
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused
from core.templatetags.components import bureau_name
from core.templatetags.formats import datetime_cn
from core.versions import version_of
from recipients.views.answers import XLSX, attachment

from ...exports.clusters import HEADING, write_clusters
from ...forms.repeats import MatterForm, StrikeForm, matter_of
from ...models import Petition, PetitionCluster, RepeatProposal
from ...operations import repeats
from ...operations.repeats.ledger import may_decide
from ...operations.sealing import in_words
from ...petitions.listing import names_of
from ...petitions.matters import ASKED, OPEN, STRUCK, clusters_for, standing_of
from ..petitions.lookup import TONES

SIZE = 50
TABS = ((OPEN, "未销号"), (ASKED, "待确认销号"), (STRUCK, "已销号"), ("all", "全部"))


@page(Permission.PETITION_VIEW)
@require_GET
def cluster_list(request: Request) -> HttpResponse:
    """One line for each matter; `town` (nine digits) keeps to one township, `plain` to what the board counts."""
    which, town = request.GET.get("which", OPEN), request.GET.get("town", "")
    which, plain = which if which in dict(TABS) else OPEN, request.GET.get("plain") == "yes"
    rows, here = clusters_for(request.user, which, plain=plain), ""
    if town.isdecimal() and len(town) == 9:
        rows, here = rows.filter(township_code=town), f"&town={town}"
    also = f"{here}&plain=yes" if plain else here
    if before := request.GET.get("before", "")[:20]:
        rows = rows.filter(number__lt=before)
    found, more = first_page(rows, SIZE)
    user = request.user
    context = {
        "rows": standing_of(found, user),
        "today": months.today(),
        "next": f"?which={which}&before={found[-1].number}{also}" if more else "",
        "earlier": bool(before),
        "start": f"?which={which}{also}",
        "which": which,
        "tabs": [{"label": label, "url": f"?which={code}{also}", "active": code == which} for code, label in TABS],
        "can_link": user.may(Permission.PETITION_LINK),
        "all_url": f"?which={which}{here}" if plain else "",
        "hidden": [("which", which)],
    }
    return render(request, "cases/cluster_list.html", context)


@page(Permission.PETITION_VIEW, reauth=True)
@require_POST
def cluster_export(request: Request) -> HttpResponse:
    """The ledger as it is filed, as far as the person sees; recorded in the chain. What holds sealed cases alone is left out."""
    which = request.POST.get("which", "")
    user = request.user
    rows = standing_of(clusters_for(user, which).filter(number__startswith="CF").order_by("number"), user)
    entry = repeats.note_export(by=user, rows=len(rows))
    when = datetime_cn(timezone.now())
    footer = f"{user.display_name}（{user.username}）{when}导出　审计编号 {entry.chain}-{entry.number}"
    target = BytesIO()
    write_clusters(target, rows, bureau=bureau_name(), footer=footer)
    return attachment(target.getvalue(), f"{HEADING}.xlsx", XLSX)


@page(Permission.PETITION_VIEW)
@require_GET
def cluster_detail(request: Request, pk: Any) -> HttpResponse:
    """A matter, its petitions and how it may be settled."""
    return _show(request, _cluster(request, pk))


@page(Permission.PETITION_LINK)
@require_POST
def cluster_edit(request: Request, pk: Any) -> HttpResponse:
    """Write the line of the ledger; who saves second sees both and chooses."""
    cluster = _cluster(request, pk)
    back = reverse("cluster_detail", args=[cluster.pk])
    form = MatterForm(request.POST)
    if not form.is_valid():
        return _show(request, cluster, form=form)
    try:
        repeats.change_cluster(cluster, by=request.user, version=version_of(request), told=form.told())
    except EditConflict as conflict:
        cluster.refresh_from_db()
        compared = [
            Compared(str(MatterForm.base_fields[name].label), name, str(value or ""))
            for name, value in matter_of(cluster).items()
        ]
        return refused(request, conflict, back, compared=compared, version=cluster.version)
    except Refused as refusal:
        form.add_error(None, in_words(refusal))
        return _show(request, cluster, form=form)
    messages.success(request, "已保存。")
    return redirect(back)


@page(Permission.PETITION_LINK)
@require_POST
def cluster_strike_ask(request: Request, pk: Any) -> HttpResponse:
    """Ask for the matter to be struck off."""
    cluster = _cluster(request, pk)
    form = StrikeForm(request.POST)
    if not form.is_valid():
        return _show(request, cluster, strike=form)
    try:
        repeats.ask_strike_off(cluster, by=request.user, version=version_of(request), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, in_words(refusal))
        return _show(request, cluster, strike=form)
    messages.success(request, "已申请销号，等待负责人确认。")
    return redirect("cluster_detail", cluster.pk)


@page(Permission.PETITION_VIEW)
@require_POST
def cluster_strike(request: Request, pk: Any) -> HttpResponse:
    """Confirm, or do not, what was asked."""
    cluster = _cluster(request, pk)
    yes = request.POST.get("decision") == "yes"
    try:
        (repeats.strike_off if yes else repeats.decline_strike_off)(
            cluster, by=request.user, version=version_of(request)
        )
    except Refused as refusal:
        return refused(request, refusal, reverse("cluster_detail", args=[cluster.pk]))
    messages.success(request, "已销号。" if yes else "没有同意销号，事项留在台账上。")
    return redirect("cluster_detail", cluster.pk)


@page(Permission.PETITION_LINK)
@require_POST
def cluster_restore(request: Request, pk: Any) -> HttpResponse:
    """Put a matter struck off back on the ledger."""
    cluster = _cluster(request, pk)
    reason = request.POST.get("reason", "")
    try:
        repeats.restore_cluster(cluster, by=request.user, version=version_of(request), reason=reason)
    except Refused as refusal:
        return refused(request, refusal, reverse("cluster_detail", args=[cluster.pk]))
    messages.success(request, "已恢复到台账上。")
    return redirect("cluster_detail", cluster.pk)


def _cluster(request: Request, pk: Any) -> PetitionCluster:
    rows = PetitionCluster.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("strike_asked_by", "struck_off_by"), pk=pk)


def _show(
    request: Request, cluster: PetitionCluster, form: MatterForm | None = None, strike: StrikeForm | None = None
) -> HttpResponse:
    user = request.user
    seen = Petition.objects.visible_to(user).filter(cluster=cluster).defer("sealed_blob", "sketch")
    petitions = list(seen.order_by("received_at", "number"))
    names = names_of(petitions)
    pairs = RepeatProposal.objects.visible_to(user).filter(first__cluster=cluster, state="confirmed")
    may_link = user.may(Permission.PETITION_LINK)
    context = {
        "cluster": cluster,
        "standing": next(iter(standing_of([cluster], user)), None),
        "rows": [{"item": each, "who": "、".join(names[each.pk]), "tone": TONES[each.state]} for each in petitions],
        "pairs": list(pairs.select_related("first", "second", "decided_by").order_by("pk")) if may_link else [],
        "holds_sealed": any(each.is_sealed for each in petitions),
        "can_link": may_link,
        "can_write": may_link and cluster.struck_off_at is None,
        "can_ask": may_link and cluster.struck_off_at is None and cluster.strike_asked_at is None,
        "can_decide": may_decide(cluster, user),
        "form": form or MatterForm(initial=matter_of(cluster)),
        "strike": strike or StrikeForm(),
        "hidden": [("version", cluster.version)],
    }
    bad = (form is not None and form.errors) or (strike is not None and strike.errors)
    return render(request, "cases/cluster_detail.html", context, status=400 if bad else 200)
