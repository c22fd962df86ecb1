"""Run one job of the workbook child process under limits and bring its answer back.

The child gets the file on standard input and no environment of ours (no keys); it
answers with JSON, never a pickle, so a parser that was taken over gains nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.sheets.errors import Unreadable
from core.sheets.limits import Limits

BOOT = "import sys; a=sys.argv; n=int(a[1]); sys.path[:0]=a[2:2+n];from core.sheets.child import main; main()"
KEPT = ("SYSTEMROOT", "PATH", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


def run(job: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Return the child's answer and the bytes after it, or raise Unreadable."""
    head = json.dumps({**job, "limits": vars(limits)}).encode()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(len(head).to_bytes(8, "big") + head)
        given.write(data)
        given.seek(0)
        code = _wait(_command(), given, answer, limits)
        size = answer.seek(0, os.SEEK_END)
        if code or size < 8 or size > limits.output:
            raise Unreadable(_why(code))
        answer.seek(0)
        result = json.loads(answer.read(int.from_bytes(answer.read(8), "big")))
        rest = answer.read()
    if "unreadable" in result:
        raise Unreadable(result["unreadable"])
    return result, rest


@lru_cache(maxsize=1)
def _command() -> list[str]:
    """Start without `site`: only the paths that hold our code and the parsers."""
    paths = [str(Path(__file__).resolve().parents[2])]
    for module in ("python_calamine", "openpyxl", "xlsxwriter", "et_xmlfile", "defusedxml"):
        spec = find_spec(module)
        if spec and spec.origin:
            paths.append(str(Path(spec.origin).resolve().parents[1]))
    paths = list(dict.fromkeys(paths))
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", BOOT, str(len(paths)), *paths]


def _wait(command: list[str], given: Any, answer: Any, limits: Limits) -> int:
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    with subprocess.Popen(
        command,
        stdin=given,
        stdout=answer,
        stderr=subprocess.PIPE,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as child:
        try:
            # The end of standard error is the end of the child: no polling delay.
            child.communicate(timeout=limits.wall)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise Unreadable("too-slow") from None
        return child.returncode


def _why(code: int) -> str:
    """Name what ended the child: memory (abort, kill, exit 77) or time (SIGXCPU)."""
    if code == 1:  # our own mistake or a missing package: never the clerk's fault
        raise RuntimeError("the workbook child failed to start; see its standard error")
    if code == -24:
        return "too-slow"
    if code in (-6, -9, 77):
        return "too-heavy"
    return "damaged"
