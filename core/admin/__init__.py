"""What the system administrator keeps: people, divisions, words, calendar and dated settings. No case data."""

from . import settings, users

__all__ = ["settings", "users"]
