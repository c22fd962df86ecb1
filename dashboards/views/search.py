"""One search for everything. What was typed is posted, stands in no address and, where it is a number, not on the page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.permissions import Permission

from ..search import NAME, plain, search, shown

LONGEST = 60
P = Permission
# What may be typed, and who finds something by it.
TAKES = (
    ("姓名开头的字、姓名拼音首字母（如 MXM）、完整的身份证号或后六位、户编号（如 640424100-000012）", P.ROSTER_VIEW),
    ("信访编号 XF…", P.PETITION_VIEW),
    ("整改编号 ZG…", P.ENTRY_VIEW),
    ("督办文号", P.SUPERVISION_VIEW),
    ("抽签编号", P.DRAW_VIEW),
)


@page(Permission.SEARCH)
@sensitive_post_parameters("sought")
@require_http_methods(["GET", "HEAD", "POST"])
def search_results(request: Request) -> HttpResponse:
    """What the person may see that is called so, by kind; without a question the box and what may be typed into it."""
    text = plain(request.POST.get("sought", ""))[:LONGEST]
    context = {
        "takes": [words for words, permission in TAKES if request.user.may(permission)],
        "asked": bool(text),
        "shown": shown(text),
        "typed": text if NAME.fullmatch(text) else "",
        "groups": search(request.user, text),
    }
    return render(request, "dashboards/search_results.html", context)
