"""manage.py finding_codes: write docs/finding-codes.md, every code with its sentences, as the rules themselves have them."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from cases.rules import entry_ledger, ledger
from cases.rules.entry_ledger.context import WORDS as ENTRY_WORDS
from cases.rules.ledger.context import WORDS as PETITION_WORDS
from core.command import PageCommand
from core.sheets.messages import MESSAGES, WARNINGS
from monthly_reports import rules
from recipients.rules import RULES as ROSTER_RULES
from recipients.rules.context import MORE

SEVERITY = {"error": "错误", "ERROR": "错误", "warning": "提醒", "WARNING": "提醒", "severity": "错误或提醒"}
CHINESE = re.compile(r"[㐀-鿿]")
CELLS = "MR-01"
AS_SAID = "请按提示补填"
SINGLE = {"message", "hint"}  # names given one value just above their use; others collect one of several
INTRODUCTION = (
    "本页由 `manage.py finding_codes` 从核对规则生成，请勿手改。“错误”改正后才能往下走；“提醒”属实的，写明理由即可。"
    "“…”处是您表里的内容。代码永远不变，打电话问的时候报代码即可。"
)
HEAD = "| 代码 | 程度 | 提示 | 怎么办 |\n|-|-|-|-|\n"
Row = tuple[str, str, str, str]


class Command(PageCommand):
    help = "由核对规则生成 docs/finding-codes.md"
    page = "finding-codes.md"

    def text(self) -> str:
        return page()


def page() -> str:
    """The whole page, codes in order."""
    parts = [
        "# 核对提示代码",
        INTRODUCTION,
        "## 月报（MR）\n\n" + table(rules.RULES),
        "## 花名册（RO）\n\n" + table(ROSTER_RULES),
        "## 信访台账（PT）\n\n身份证号、电话的提示与花名册相同（RO）。\n\n" + table(own(ledger.LEDGER_RULES)),
        "## 整改台账（ZG）\n\n" + table(entry_ledger.RULES),
    ]
    return "\n\n".join(parts) + "\n"


def own(functions: tuple[Callable[..., Any], ...]) -> tuple[Callable[..., Any], ...]:
    """Without the rules that are the roster's."""
    return tuple(each for each in functions if each not in ROSTER_RULES)


def table(functions: tuple[Callable[..., Any], ...]) -> str:
    """The rows of some rules, each sentence once."""
    rows = sorted(
        {row for function in functions for row in rows_of(function)}, key=lambda row: (row[0], row[1], row[2])
    )
    return HEAD + "\n".join(f"| {' | '.join(cell.replace('|', '／') for cell in row)} |" for row in rows)


def rows_of(function: Callable[..., Any]) -> Iterator[Row]:
    """(code, severity, sentence, what to do) of one rule, read from its file."""
    module = inspect.getmodule(function)
    assert module is not None and module.__doc__ is not None
    code = module.__doc__[:5]
    if code == CELLS:
        yield from (_row(code, "提醒" if kind in WARNINGS else "错误", *MESSAGES[kind]) for kind in MESSAGES)
        return
    for scope in ast.parse(inspect.getsource(module)).body:
        for call in ast.walk(scope):
            if isinstance(call, ast.Call):
                yield from _told(code, call, scope, module)


def _told(code: str, call: ast.Call, scope: ast.AST, module: ModuleType) -> Iterator[Row]:
    names = {node.id for node in (call.func, *call.args) if isinstance(node, ast.Name)} & SEVERITY.keys()
    if len(names) != 1:
        return
    level = SEVERITY[names.pop()]
    more = {"PT": PETITION_WORDS, "ZG": ENTRY_WORDS}.get(code[:2], {})
    kinds = {**MESSAGES, **MORE, **more}
    shared = [node.value for node in call.args if isinstance(node, ast.Constant) and node.value in kinds]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "told":
        yield from (_row(code, level, *kinds[str(kind)]) for kind in shared)
        return
    arguments = [_texts(node, scope, module) for node in call.args]
    said = [texts for texts in arguments if any(CHINESE.search(text) for text in texts)]
    for message in said[0] if said else ():
        yield _row(code, level, message, said[1][0] if len(said) > 1 else AS_SAID)


def _row(code: str, level: str, message: str, hint: str) -> Row:
    def ended(text: str) -> str:
        return f"{text.rstrip('。')}。" if text else ""

    return code, level, ended(message), ended(hint)


def _texts(node: ast.AST, scope: ast.AST, module: ModuleType) -> list[str]:
    """What an expression may say; … stands for what only the reader's own sheet can tell."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, scope, module) + _texts(node.orelse, scope, module)
    if isinstance(node, ast.BinOp):
        first, last = _texts(node.left, scope, module), _texts(node.right, scope, module)
        return [left + right for left in first for right in last]
    if isinstance(node, ast.Name):
        return _assigned(node, scope, module)
    return []


def _assigned(name: ast.Name, scope: ast.AST, module: ModuleType) -> list[str]:
    """What the assignments above say, or the module's constant."""
    found = [
        (each.lineno, each.value)
        for each in ast.walk(scope)
        if isinstance(each, ast.Assign)
        and each.lineno <= name.lineno
        and any(isinstance(target, ast.Name) and target.id == name.id for target in each.targets)
    ]
    found.sort(key=lambda pair: pair[0])
    texts = [text for _, value in found[-1:] if name.id in SINGLE for text in _texts(value, scope, module)]
    texts += [text for _, value in found if name.id not in SINGLE for text in _texts(value, scope, module) if text]
    if texts:
        return texts
    constant = getattr(module, name.id, None)
    return [constant] if isinstance(constant, str) else []
