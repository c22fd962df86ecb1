"""What surrounds every request, in the order of settings.MIDDLEWARE."""

from .gate import Access as access
from .hardening import headers
from .limits import SessionLimits as session_limits
from .readonly import read_only
from .stamps import arrival

__all__ = ["access", "arrival", "headers", "read_only", "session_limits"]
