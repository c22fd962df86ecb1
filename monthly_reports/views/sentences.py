"""The very sentences a township signs for a month without change."""

from core import months

from .. import operations
from ..models import Report
from .lookup import township_name


def sentences(report: Report) -> dict[str, str]:
    """The very sentences that are signed."""
    head = f"{township_name(report.division_code)}{months.chinese(report.period.month)}："
    said = {str(name): f"{head}{text}。" for name, text in operations.STATEMENTS.items()}
    return said | {"both": "\n".join(said.values())}
