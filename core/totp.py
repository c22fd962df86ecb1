"""The second factor: six digits that change every 30 seconds (RFC 6238)."""

import base64
import secrets
from urllib.parse import quote

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp.oath import TOTP

from .models import User

DRIFT = 1


def new_secret() -> str:
    """A fresh secret in base32, as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(secret: str, code: str, *, after: int) -> int:
    """The time step `code` belongs to, within one step of now and later than `after`; 0 when it does not fit."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        return 0
    clock = TOTP(base64.b32decode(secret))
    clock.time = timezone.now().timestamp()
    now = clock.t()
    for step in range(now - DRIFT, now + DRIFT + 1):
        clock.drift = step - now
        if step > after and secrets.compare_digest(f"{clock.token():06d}", digits):
            return step
    return 0


def address(user: User, secret: str) -> str:
    """The otpauth address an authenticator app reads."""
    label = quote(f"{settings.BUREAU_NAME}:{user.username}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(settings.BUREAU_NAME)}"


def picture(user: User, secret: str) -> SafeString:
    """The address as an inline QR picture (SVG without styles, so the strict policy holds)."""
    code = segno.make(address(user, secret), error="m", micro=False)
    return mark_safe(code.svg_inline(scale=4, border=4, svgclass="qr", lineclass=None))


def is_required(user: User) -> bool:
    """The role must use a second factor and this person has none yet."""
    return user.role in settings.TOTP_REQUIRED_ROLES and not user.totp_sealed
