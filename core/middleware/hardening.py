"""Headers that every answer carries: pages, files, static files and errors alike."""

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

from .stamps import Handler

UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
UNUSED_TOO = ("midi", "payment", "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking")
FIXED = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED + UNUSED_TOO),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def headers(get_response: Handler) -> Handler:
    """Nothing with personal data stays in a cache, nothing foreign is loaded, nobody frames us. The outermost middleware
    but one, so that answers made half way (static files, refusals, errors) are covered too."""
    policy = build_policy()

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault(HEADER, policy)
        return response

    return handle
