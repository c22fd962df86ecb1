"""How the program starts and stops: settings from the environment, keys, one process, one line when it cannot."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.management.commands import up
from jingyuan_rectify import environment

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60
OWN = ("PATH", "HOME", "LANG", "SYSTEMROOT")


def start(*command: str, data: Path, **settings: str) -> subprocess.Popen[str]:
    """The command with these settings and no others."""
    kept = {name: os.environ[name] for name in OWN if name in os.environ}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(data), "PYTHONPATH": str(ROOT)} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def outcome(process: subprocess.Popen[str]) -> tuple[int, str]:
    said, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, said.strip()


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import jingyuan_rectify.wsgi"),
        ("-m", "celery", "-A", "jingyuan_rectify", "report"),
        ("manage.py", "check"),
    ],
)
@pytest.mark.parametrize(("given", "missing"), [({}, "SECRET_KEY"), ({"SECRET_KEY": "x" * 50}, "FIELD_KEY")])
def test_without_debug_a_missing_key_is_one_line(command: Any, given: Any, missing: str, tmp_path: Path) -> None:
    code, said = outcome(start(*command, data=tmp_path, DEBUG="0", **given))
    assert code == environment.GUNICORN_GIVES_UP
    assert missing in said and "\n" not in said
    assert not (tmp_path / missing.lower()).exists()


def test_missing_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    made = environment.key("NO_SUCH_KEY", True, tmp_path)
    path = tmp_path / "no_such_key"
    assert len(made) >= 40 and environment.key("NO_SUCH_KEY", True, tmp_path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"A": "1"})
    (tmp_path / ".env").write_text("# A=0\nA=2\nB = 'three'  \nnonsense\n", encoding="utf-8")
    environment.load_dotenv(tmp_path / ".env")
    assert os.environ == {"A": "1", "B": "three"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////srv/a%20b.db", {"NAME": "/srv/a b.db"}),
        ("sqlite:///C:/data/x.db", {"NAME": "C:/data/x.db"}),
        ("postgres://u:p%40%2F@h:5433/d", {"NAME": "d", "USER": "u", "PASSWORD": "p@/", "HOST": "h", "PORT": "5433"}),
        ("postgresql:///d?host=/run/postgresql&sslmode=require", {"HOST": "", "OPTIONS": {"host": "/run/postgresql", "sslmode": "require"}}),
    ],
)  # fmt: skip
def test_a_database_address_is_read(url: str, expected: dict[str, Any]) -> None:
    found = environment.database(url, "_s", Path("v"))
    assert {name: found[name] for name in expected} == expected
    assert "_s" in found["TEST"]["NAME"]


@pytest.mark.parametrize("url", ["mysql://h/d", "postgres://h:port/d", "/srv/x.db"])
def test_an_address_that_cannot_be_read_is_one_line(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        environment.database(url, "", Path("v"))
    assert re.fullmatch(r"DATABASE_URL 无法识别.*\n", capsys.readouterr().err)


def test_a_busy_port_is_one_line(taken: int, tmp_path: Path) -> None:
    code, said = outcome(start("manage.py", "up", data=tmp_path, PORT=str(taken)))
    assert code == 1 and str(taken) in said and "\n" not in said


def test_it_serves_shows_the_accounts_and_ends_cleanly_and_starts_again(tmp_path: Path) -> None:
    assert outcome(start("manage.py", "migrate", "-v0", data=tmp_path)) == (0, "")
    assert outcome(start("manage.py", "load_divisions", data=tmp_path))[0] == 0
    for how in (signal.SIGTERM, signal.SIGINT):
        served(how, tmp_path)


def served(how: signal.Signals, data: Path) -> None:
    """Started, asked and told to end by this signal."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = start("manage.py", "up", data=data, PORT=str(port))
    try:
        assert process.stdout
        shown = ""
        while "Ctrl-C" not in shown:
            line = process.stdout.readline()
            assert line, shown
            shown += line
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            assert answer.status == 200
        process.send_signal(how)
        code, said = outcome(process)
    finally:
        process.kill()
    assert f"http://127.0.0.1:{port}/" in shown and "bureau_officer" in shown and up.DEMO_PASSWORD in shown
    assert (code, said) == (0, "已停止。")
