"""What the environment says: keys, database address, flags. Read once by the settings."""

import base64
import contextlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

GUNICORN_GIVES_UP = 3


def stop(message: str) -> NoReturn:
    """End the start with one line. Any other status would make gunicorn try again for ever."""
    print(message, file=sys.stderr, flush=True)
    raise SystemExit(GUNICORN_GIVES_UP)


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, whatever the case."""
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def load_dotenv(path: Path) -> None:
    """Take KEY=value lines of `path` into the environment; what is set already wins."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, mark, value = line.partition("=")
        if mark and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def key(name: str, debug: bool, folder: Path) -> str:
    """The secret called `name`: from the environment, or in development made once under `folder`.

    Without DEBUG a missing key stops the start with one line.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if not debug:
        stop(f"缺少环境变量 {name}：正式运行必须设置（见 .env.example）。{name} is not set.")
    return made_once(folder / name.lower())


def made_once(path: Path) -> str:
    """The random key in the file at `path`, made readable by its owner alone when there is none; the first of two makers wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)).decode())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
}


def database(url: str, test_suffix: str, folder: Path) -> dict[str, Any]:
    """Django's database settings for a `sqlite:////abs/path` or `postgres://…` address.

    `test_suffix` keeps the test databases of several runs on one machine apart. An address that cannot be read stops the
    start with one line.
    """
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        stop(f"DATABASE_URL 无法识别：{error}")
    if parts.scheme == "sqlite":
        return sqlite(sqlite_path(parts.path), test_suffix, folder)
    if parts.scheme in {"postgres", "postgresql"}:
        name = unquote(parts.path.lstrip("/"))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": port,
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "TEST": {"NAME": f"test_{name}{test_suffix}"},
        }
    stop(f"DATABASE_URL 无法识别：只支持 sqlite:////路径 或 postgres://…（现为 {parts.scheme or '空'}://）")


def sqlite(name: str, test_suffix: str, folder: Path) -> dict[str, Any]:
    """Tests use a file as well: the in-memory database is one shared cache, which a second thread finds locked."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": SQLITE_OPTIONS,
        "TEST": {"NAME": str(folder / f"test{test_suffix}.sqlite3")},
    }


def sqlite_path(path: str) -> str:
    """`//abs/path` → `/abs/path`, `/C:/path` → `C:/path`, `/file` → `file` (below the working folder)."""
    return unquote(path.removeprefix("/"))
