"""The fields of a POST that has to wait for a password: they travel in the page that asks for it, so nothing is lost."""

from django.http import HttpRequest

from .idempotency import FIELD as KEY

OWN = {"csrfmiddlewaretoken", "_username", "_password", "_code"}
ANOTHERS = ("_password", "_code")
SECRETS = ("password", "secret", "code")


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Every posted (name, value) but the CSRF token, what answers the password page itself and other people's passwords,
    which are asked for again; files cannot be carried."""
    kept = [(name, values) for name, values in request.POST.lists() if not (name in OWN or name.endswith(ANOTHERS))]
    return [(name, value) for name, values in kept for value in values]


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed, to be shown back: without keys, versions and anything secret."""
    hidden = {KEY, "version", "next"}
    return [(n, v) for n, v in carried(request) if v and n not in hidden and not any(s in n for s in SECRETS)]


def without_answers(request: HttpRequest) -> None:
    """Take the answers to the password page out of the POST before the view reads it."""
    posted = request.POST.copy()
    for name in OWN - {"csrfmiddlewaretoken"}:
        posted.pop(name, None)
    request.POST = posted  # type: ignore[assignment]
