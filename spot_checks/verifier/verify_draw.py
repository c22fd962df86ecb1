#!/usr/bin/env python3
"""Verify a published draw (MZDRAW1): python3 verify_draw.py [FOLDER]

The folder holds frame.tsv, commit.json, seed.json and result.tsv. Prints OK and the three hashes, or `FAIL: why` and
ends with 1. This file needs nothing but Python 3.8 or later: no package, no network, no part of the program that made
the draw. Everything is computed again from the four files, down to the byte:

    H(tag, a, b…) = SHA-256 of "MZDRAW1:tag:a:b…", 64 lowercase hex digits
    C = H(commit, commit.json)            must have been made known before the seed
    S = H(seed, C, v1, …, vk)             the values v were opened in the committed order
    T = H(ticket, S, item)                in each stratum the smallest T are drawn
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("frame.tsv", "commit.json", "seed.json", "result.tsv")
KEYS = {
    "v", "draw", "prev", "purpose", "snapshot", "frame_sha256", "total", "min", "weight", "reserve", "strata",
    "sources", "inspectors", "recuse",
}  # fmt: skip
MOST = 10**9
HEX = re.compile(r"[0-9a-f]{64}")
LINE = re.compile(rb"([0-9]{9}-[A-Z])\t([0-9a-f]{32})\t[0-9a-f]{64}")
PERSON = re.compile(r"[!-9;-~]{1,64}")
SSQ = re.compile(
    r"[0-9]{4}([0-9]{3})-([0-9]{2})\.([0-9]{2})\.([0-9]{2})\.([0-9]{2})\.([0-9]{2})\.([0-9]{2})\+([0-9]{2})"
)


class Report(NamedTuple):
    """What the verification found: `why` is empty when `ok`; hashes that could not be computed are empty."""

    ok: bool
    why: str = ""
    frame_sha256: str = ""
    commit: str = ""
    seed: str = ""


class Wrong(Exception):
    """A statement of the files that does not hold."""


def verify(files: Mapping[str, bytes]) -> Report:
    """Verify the four files, given by name as bytes. Raises nothing, whatever they hold."""
    hashes = {"frame_sha256": "", "commit": "", "seed": ""}
    try:
        for name in NAMES:
            need(name in files, f"缺少文件 {name}")
        _verify(files, hashes)
    except Wrong as wrong:
        return Report(False, str(wrong), **hashes)
    return Report(True, "", **hashes)


def _verify(files: Mapping[str, bytes], hashes: dict[str, str]) -> None:
    hashes["frame_sha256"] = hashlib.sha256(files["frame.tsv"]).hexdigest()
    hashes["commit"] = H("commit", files["commit.json"])
    frame = read_frame(files["frame.tsv"])
    commit = read_json("commit.json", files["commit.json"])
    check_commit(commit)
    need(commit["frame_sha256"] == hashes["frame_sha256"], "frame.tsv 不是承诺时的抽样框：校验值与 commit.json 不符")
    check_allocation(frame, commit)
    told = read_json("seed.json", files["seed.json"])
    need(isinstance(told, dict) and set(told) == {"commit", "seed", "values"}, "seed.json 的栏目不对")
    need(told["commit"] == hashes["commit"], "commit.json 与 seed.json 里的承诺值不符：承诺后被改过")
    check_values(commit["sources"], told["values"])
    hashes["seed"] = H("seed", hashes["commit"], *told["values"])
    need(told["seed"] == hashes["seed"], "seed.json 里的种子算得不对")
    compare(files["result.tsv"], expected_result(frame, commit, hashes["seed"]))


def H(tag: str, *parts: Any) -> str:  # noqa: N802 - as the specification calls it
    """SHA-256 of MZDRAW1:tag:part:part…"""
    data = b"MZDRAW1:" + tag.encode()
    for part in parts:
        data += b":" + (part if isinstance(part, bytes) else part.encode("ascii"))
    return hashlib.sha256(data).hexdigest()


def need(holds: Any, why: str) -> None:
    """Go on only where it holds."""
    if not holds:
        raise Wrong(why)


def read_frame(data: bytes) -> dict[str, list[str]]:
    """stratum → its items. Lines are exact, strictly ascending by bytes, each item once, a line feed after the last."""
    need(data.endswith(b"\n"), "frame.tsv 为空，或最后没有换行符")
    frame: dict[str, list[str]] = {}
    seen = set()
    before = b""
    for number, line in enumerate(data[:-1].split(b"\n"), 1):
        found = LINE.fullmatch(line)
        if found is None:
            raise Wrong(f"frame.tsv 第 {number} 行写法不对")
        need(before < line, f"frame.tsv 第 {number} 行没有按顺序排列")
        stratum, item = found[1].decode(), found[2].decode()
        need(item not in seen, f"frame.tsv 第 {number} 行的编号重复")
        seen.add(item)
        frame.setdefault(stratum, []).append(item)
        before = line
    return frame


def read_json(name: str, data: bytes) -> Any:
    """The value, if the file is written in the one canonical way."""
    try:
        value = json.loads(data.decode("ascii"))
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    except (ValueError, RecursionError):
        raise Wrong(f"{name} 不是 ASCII 字符的 JSON") from None
    need(again == data, f"{name} 不是规范写法（键要排序，不留空格，末尾不换行）")
    return value


def is_count(value: Any) -> bool:
    """A whole number from 0 to 10⁹; true and false are none."""
    return type(value) is int and 0 <= value <= MOST


def is_map(value: Any, key: str) -> bool:
    """An object all of whose keys have this form."""
    return isinstance(value, dict) and all(re.fullmatch(key, each) for each in value)


def is_people(value: Any) -> bool:
    """A list of inspectors' marks."""
    return isinstance(value, list) and all(isinstance(each, str) and PERSON.fullmatch(each) for each in value)


def is_hash(value: Any) -> bool:
    """64 lowercase hex digits."""
    return isinstance(value, str) and HEX.fullmatch(value) is not None


def check_commit(commit: Any) -> None:
    """commit.json has exactly its keys, each of its type and range."""
    need(isinstance(commit, dict) and set(commit) == KEYS, "commit.json 的栏目不对")
    need(type(commit["v"]) is int and commit["v"] == 1, "commit.json 的版本不是 1")
    texts = [commit[each] for each in ("draw", "purpose", "snapshot")]
    need(all(isinstance(each, str) for each in texts) and texts[0], "commit.json 的 draw、purpose、snapshot 应是文字")
    need(is_hash(commit["prev"]) and is_hash(commit["frame_sha256"]), "commit.json 的 prev 或 frame_sha256 写法不对")
    need(
        all(is_count(commit[each]) for each in ("total", "min", "reserve")),
        "commit.json 的 total、min、reserve 应是非负整数",
    )
    need(
        is_map(commit["weight"], "[A-Z]") and all(map(is_count, commit["weight"].values())),
        "commit.json 的 weight 不对",
    )
    need(is_map(commit["strata"], "[0-9]{9}-[A-Z]"), "commit.json 的 strata 不对")
    for pair in commit["strata"].values():
        need(isinstance(pair, list) and len(pair) == 2 and all(map(is_count, pair)), "commit.json 的 strata 不对")
    need(is_people(commit["inspectors"]), "commit.json 的 inspectors 不对")
    need(len(set(commit["inspectors"])) == len(commit["inspectors"]), "commit.json 的 inspectors 有重复")
    need(
        is_map(commit["recuse"], "[0-9]{9}") and all(map(is_people, commit["recuse"].values())),
        "commit.json 的 recuse 不对",
    )
    check_sources(commit["sources"])


def check_sources(sources: Any) -> None:
    """Triples [name, kind, pre]; only a witness secret has a pre-commitment; the last source is a physical one."""
    need(isinstance(sources, list) and sources, "commit.json 没有种子来源")
    for each in sources:
        need(
            isinstance(each, list) and len(each) == 3 and all(isinstance(part, str) for part in each),
            "种子来源写法不对",
        )
        name, kind, pre = each
        need(name and kind in ("hex32", "d10", "d6", "ssq"), "种子来源没有名称，或种类不明")
        need(is_hash(pre) if kind == "hex32" else pre == "", f"种子来源“{name}”的预先承诺值不对")
    need(sources[-1][1] != "hex32", "最后一个种子来源应是摇号、掷骰或双色球")


def check_allocation(frame: dict[str, list[str]], commit: dict[str, Any]) -> None:
    """The numbers to draw are those of the rule: take-all strata (weight 0) whole, others their minimum, then +1 to the
    open stratum with the largest w·N/(n+1), the smallest code first among equals, until the total.

    A stratum's claims w·N/1, w·N/2, … fall, so the rule gives the largest claims of all. It has been kept exactly when
    the last claim met in each stratum comes before the first one unmet in every other, which is what is tested.
    """
    sizes = {stratum: len(items) for stratum, items in frame.items()}
    strata, weight = commit["strata"], commit["weight"]
    need({each: pair[0] for each, pair in strata.items()} == sizes, "commit.json 各层户数与 frame.tsv 不符")
    need(all(each[-1] in weight for each in sizes), "commit.json 有的层没有权重")
    need(sum(pair[1] for pair in strata.values()) == commit["total"], "各层抽取数之和不等于总数")
    met: list[tuple[Fraction, str]] = []
    unmet: list[tuple[Fraction, str]] = []
    for each, (size, drawn) in strata.items():
        w = weight[each[-1]]
        least = size if w == 0 else min(size, commit["min"])
        need(least <= drawn <= size, f"{each} 层的抽取数低于规定的至少数，或多于该层户数")
        if drawn > least:
            met.append((Fraction(-w * size, drawn), each))
        if drawn < size:
            unmet.append((Fraction(-w * size, drawn + 1), each))
    need(not met or not unmet or max(met) < min(unmet), "各层抽取数不是按规则分配的")


def check_values(sources: list[list[str]], values: Any) -> None:
    """One well-formed value for each source, in order; a witness secret fits its pre-commitment or was not opened."""
    good = isinstance(values, list) and len(values) == len(sources) and all(isinstance(each, str) for each in values)
    need(good, "seed.json 的种子值个数与来源不符")
    for (name, kind, pre), value in zip(sources, values):  # noqa: B905 - equally long, and Python 3.8 knows no strict
        need(is_value(kind, value), f"种子值“{name}”写法不对")
        opened = kind == "hex32" and value != "0" * 64
        need(not opened or H("witness", value) == pre, f"种子值“{name}”与预先交来的承诺值不符")


def is_value(kind: str, value: str) -> bool:
    """Whether the value is written as its kind asks."""
    if kind != "ssq":
        form = {"hex32": "[0-9a-f]{64}", "d10": "[0-9]{20}", "d6": "[1-6]{26}"}[kind]
        return re.fullmatch(form, value) is not None
    found = SSQ.fullmatch(value)
    if found is None or found[1] == "000":
        return False
    red = [int(each) for each in found.groups()[1:7]]
    rising = all(a < b for a, b in zip(red, red[1:]))  # noqa: B905, RUF007
    return rising and red[0] >= 1 and red[5] <= 33 and 1 <= int(found[8]) <= 16


def expected_result(frame: dict[str, list[str]], commit: dict[str, Any], seed: str) -> bytes:
    """result.tsv as it must be: per stratum the n main items and the reserve after them, per township two inspectors."""
    lines = []
    prefix = f"MZDRAW1:ticket:{seed}:".encode()
    for stratum in sorted(frame):
        drawn = commit["strata"][stratum][1]
        tickets = sorted((hashlib.sha256(prefix + item.encode()).hexdigest(), item) for item in frame[stratum])
        for rank, (ticket, item) in enumerate(tickets[: drawn + commit["reserve"]], 1):
            lines.append(f"{stratum}\t{rank}\t{item}\t{ticket}\t{'M' if rank <= drawn else 'R'}\n")
    for township in sorted({stratum[:9] for stratum in frame}):
        recused = commit["recuse"].get(township, [])
        free = [each for each in commit["inspectors"] if each not in recused]
        for rank, (ticket, person) in enumerate(
            sorted((H("insp", seed, township, each), each) for each in free)[:2], 1
        ):
            lines.append(f"{township}\t{rank}\t{person}\t{ticket}\tI\n")
    return "".join(lines).encode("ascii")


def compare(found: bytes, expected: bytes) -> None:
    """The published result is the computed one; else the first line that differs is named."""
    if found == expected:
        return
    theirs, ours = found.split(b"\n"), expected.split(b"\n")
    same = [a == b for a, b in zip(theirs, ours)]  # noqa: B905
    number = same.index(False) + 1 if False in same else len(same) + 1
    raise Wrong(f"result.tsv 第 {number} 行与重新计算的结果不符")


def verify_folder(folder: Path) -> Report:
    """Verify the four files of a folder; others in it are not looked at."""
    try:
        return verify({name: (folder / name).read_bytes() for name in NAMES})
    except OSError as error:
        return Report(False, f"不能读取文件 {Path(str(error.filename)).name}")


def main(arguments: list[str]) -> int:
    """Print what was found about the folder named, or about the one this file lies in; 0 for OK, 1 for FAIL."""
    report = verify_folder(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
    if report.ok:
        sys.stdout.write(f"OK\nframe_sha256 {report.frame_sha256}\ncommit {report.commit}\nseed {report.seed}\n")
    else:
        sys.stdout.write(f"FAIL: {report.why}\n")
    return 0 if report.ok else 1


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
