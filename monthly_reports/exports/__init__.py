"""The workbooks the month issues, in the form in which they are filed: a township's lists, the county's summary."""

from .change_list import change_list
from .forms_filed import XLSX
from .summary import month_summary, summary_row

__all__ = ["XLSX", "change_list", "month_summary", "summary_row"]
