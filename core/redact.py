"""Keeps ID numbers, accounts and phones out of the logs."""

import logging
import re

LONG_NUMBER = re.compile(r"(?<!\d)(\d{15,19}|\d{17}[Xx]|1[3-9]\d{9})(?!\d)")


def redact(text: str) -> str:
    """`text` with every number that could be an ID, an account or a phone replaced by stars."""
    return LONG_NUMBER.sub(lambda found: found[0][:2] + "*" * (len(found[0]) - 2), text)


class RedactingFilter(logging.Filter):
    """Redacts the finished message of every record, whatever its level."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        return True
