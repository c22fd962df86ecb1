"""What holds for the repository as a whole: short files, closed lists, one door for writes, no trace of a machine."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("core", "recipients", "monthly_reports", "spot_checks", "cases", "dashboards")
LEFT_OUT = {"node_modules", "var", "staticfiles", "__pycache__"}
LONGEST = 300
CORE = """
    access admin admin_site apps audit audit_words authentication bulk carry chain checks command context crypto data
    duties explanations export_kinds fields forms idempotency ids keyset management middleware migrations models months navigation
    operation operations passwords permissions pictures pinyin policy questions redact refusal reminders responses reveals sheets
    synonyms tasks templatetags totp uploads urls versions views workdays
""".split()
VAGUE = {"util", "utils", "helper", "helpers", "service", "services", "common", "misc", "signals", "managers"}

MAKES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "raw"}
KEEPS = {"save", "delete"}
WRITERS = {"operations", "operations.py", "migrations", "management"}
WRITES_OF_ITS_OWN = {
    "core/audit.py": "the audit trail itself",
    "core/idempotency.py": "remembers which form was sent, not what it said",
    "core/workdays.py": "shipped holidays, added by load_divisions",
    "jingyuan_rectify/bench.py": "measures in a database of its own",
    "jingyuan_rectify/demo": "a fictitious county in an empty database",
    "recipients/bench.py": "measures in a database of its own",
}
# A workbook, a QR picture, the file store, a .docx, an operation.
NOT_MODELS = {"book", "code", "default_storage", "document", "image", "settings"}


def files(*endings: str) -> Iterator[Path]:
    """Every file of ours that ends so."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [each for each in below if each == ".ci" or not (each in LEFT_OUT or each.startswith("."))]
        yield from (Path(folder, each) for each in names if each.endswith(endings))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_python_file_is_longer_than_300_lines() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(".py")}
    assert not {path: n for path, n in lengths.items() if n > LONGEST and "/migrations/" not in path}


def test_core_is_a_closed_list() -> None:
    """A new module of core is a decision: it is added here with the change that brings it."""
    found = {path.stem for path in (ROOT / "core").iterdir() if not path.name.startswith("__")}
    assert found == set(CORE)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [name(path) for path in files(".py") if VAGUE & {path.stem, *path.relative_to(ROOT).parts[:-1]}]


def receiver(call: ast.Call) -> list[str]:
    """The names a call hangs on, nearest first: `A.objects.filter().update()` → filter, objects, A."""
    names: list[str] = []
    node: ast.expr = call.func
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return names[1:] + ([node.id] if isinstance(node, ast.Name) else [])


def writes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, method) of every call that looks like a model or a queryset being written."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        method, names = node.func.attr, receiver(node)
        on_rows = any(each in {"objects", "_default_manager", "_base_manager"} for each in names)
        if (method in MAKES | KEEPS and on_rows) or (method in KEEPS and names and names[0] not in NOT_MODELS):
            yield node.lineno, method


def test_every_write_stands_in_an_operation() -> None:
    found = [
        f"{name(path)}:{line} .{method}()"
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in {*APPS, "jingyuan_rectify"}
        and not WRITERS.intersection(path.relative_to(ROOT).parts)
        and not name(path).startswith(tuple(WRITES_OF_ITS_OWN))
        for line, method in writes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Person.objects.filter(pk=1).update(name='x')", ["update"]),
        ("Person.objects.create()", ["create"]),
        ("person.save(update_fields=['name'])", ["save"]),
        ("report.line.delete()", ["delete"]),
        ("form.save()", ["save"]),
        ("{}.update({}); session.update(a=1); default_storage.save('p', b)", []),
    ],
)
def test_the_search_for_writes_knows_one_when_it_sees_it(source: str, expected: list[str]) -> None:
    assert [method for _, method in writes(ast.parse(source))] == expected


def test_every_icon_of_a_page_is_in_the_sprite() -> None:
    sprite = set((ROOT / "scripts" / "icons.txt").read_text(encoding="utf-8").split())
    in_pages = re.compile(r'\{% icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"')
    used = {
        (found[1] or found[2], name(path))
        for path in files(".html", ".py")
        if not name(path).startswith("tests/")
        for found in in_pages.finditer(path.read_text(encoding="utf-8"))
    }
    assert used and not {(icon, path) for icon, path in used if icon not in sprite}


# Put together from parts, so that this file does not hold what it looks for.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"(?:^|[^A-Za-z0-9_.])/(?:" + "|".join(("work", "farm", "root")) + r")/",
            r'"resolved"\s*:',
            "index" + "-url",
            r"registry\.npm" + "js",
            r"pypi\." + "org|python" + "hosted",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
TEXTS = (
    ".py",
    ".md",
    ".html",
    ".js",
    ".css",
    ".json",
    ".txt",
    ".toml",
    ".ini",
    ".sh",
    ".csv",
    ".svg",
    "Makefile",
    ".npmrc",
    "run",
)


def test_nothing_tells_of_a_machine_or_of_package_hosts() -> None:
    assert not [
        f"{name(path)}: {found[0]}"
        for path in files(*TEXTS)
        for found in FORBIDDEN.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]


def test_no_file_of_others_stands_among_ours() -> None:
    assert not [name(path) for path in files(".min.js", ".min.css", ".sqlite3", ".db", ".woff2", ".ttf")]


def test_every_requirement_is_pinned() -> None:
    lines = [line for path in ROOT.glob("requirements*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert wanted and not [line for line in wanted if not re.match(r"[a-zA-Z0-9._-]+==\S+", line)]


def test_every_setting_is_in_the_example() -> None:
    """What settings, commands and scripts read from the environment stands in .env.example."""
    read = re.compile(r"""(?:environ\.get\(|environ\[|\bflag\(|\bkey\(|setdefault\()\s*"([A-Z_]+)\"""")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = {
        found[1]
        for path in files(".py")
        if not name(path).startswith("tests/")
        for found in read.finditer(path.read_text(encoding="utf-8"))
    }
    assert {"SECRET_KEY", "DATABASE_URL", "TLS", "PORT"} <= names
    assert not {
        each for each in names - {"DJANGO_SETTINGS_MODULE"} if not re.search(rf"^# {each}=", example, re.MULTILINE)
    }
