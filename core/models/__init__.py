from .audit import AuditEntry, AuditHead, AuditValue
from .calendar import Workday
from .division import Division
from .export_request import ExportRequest
from .idempotency import IdempotencyKey
from .notice import Notice
from .policy import Policy
from .refusal_tally import RefusalTally
from .reveal import RevealGrant
from .scoped import ScopedModel, ScopedQuerySet
from .synonym import Synonym
from .throttle import LoginThrottle
from .upload import Attachment, Upload
from .user import PastPassword, User

__all__ = [
    "Attachment",
    "AuditEntry",
    "AuditHead",
    "AuditValue",
    "Division",
    "ExportRequest",
    "IdempotencyKey",
    "LoginThrottle",
    "Notice",
    "PastPassword",
    "Policy",
    "RefusalTally",
    "RevealGrant",
    "ScopedModel",
    "ScopedQuerySet",
    "Synonym",
    "Upload",
    "User",
    "Workday",
]
