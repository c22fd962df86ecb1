"""`manage.py public` as a process of its own, on this run's database, keys and files, and by this run's clock."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
# That pytest is imported tells the settings to keep files where this run's are kept.
BEGIN = """
import datetime, sys
import pytest, time_machine
now = datetime.datetime.fromtimestamp(float(sys.argv[1]), datetime.timezone.utc)
time_machine.travel(now, tick=True).start()
sys.argv = ["manage.py", "public", "--port", sys.argv[2]]
import manage
manage.main()
"""


@contextmanager
def public_page() -> Iterator[str]:
    """The address of the public page while it runs; its clock goes on from what ours shows now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    given = kept | {"PUBLIC_PAGE": "1", "PUBLIC_POW_BITS": "6", "DATABASE_URL": database()}
    process = subprocess.Popen([sys.executable, "-c", BEGIN, str(time.time()), str(port)], cwd=ROOT, env=given)
    try:
        wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def database() -> str:
    """The address of the test database."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Until it serves."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/receipt/").close()
            return
        except urllib.error.URLError:
            assert process.poll() is None and time.monotonic() < until
            time.sleep(0.1)
