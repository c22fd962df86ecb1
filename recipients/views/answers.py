"""Files as answers."""

from urllib.parse import quote

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def disposition(filename: str) -> str:
    """The header that makes a browser save the answer under a Chinese name."""
    return f"attachment; filename*=UTF-8''{quote(filename)}"


def attachment(data: bytes, filename: str, content_type: str) -> HttpResponse:
    """Bytes to be saved as `filename`."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = disposition(filename)
    return response
