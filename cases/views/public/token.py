"""The signed token of a public form: stands for one sending, for two hours; no session, no cookie."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from ...operations.public.tidying import VALID
from ...rules.proof_of_work import is_proof

FIELD, PROOF = "form_token", "form_proof"
LONGEST = 200


@dataclass(frozen=True)
class Sent:
    """What a form brought along: its nonce ('' where the token is none of ours or too old), and whether work was done."""

    nonce: str = ""
    proved: bool = False


def new_token() -> str:
    """A fresh token for one rendering of a form."""
    return _signer().sign(secrets.token_urlsafe(16))


def read(token: str, proof: str) -> Sent:
    """The token as sent back."""
    if not token or len(token) > LONGEST:
        return Sent()
    try:
        nonce = _signer().unsign(token, max_age=VALID)
    except (BadSignature, SignatureExpired):
        return Sent()
    return Sent(nonce, is_proof(token, proof, settings.PUBLIC_POW_BITS))


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="cases.public")
