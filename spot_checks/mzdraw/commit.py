"""The commit: everything that is fixed before anybody can know the seed (MZDRAW1 §5.2)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .allocation import allocate
from .frame import Frame
from .hashing import HEX64, ZEROS, canonical_json, commitment
from .refusals import CommitMalformed
from .sources import HEX32, KINDS, Source

MOST = 10**9
INSPECTOR = re.compile(r"[!-9;-~]{1,64}")  # visible ASCII without the colon, which separates what is hashed
TOWNSHIP = re.compile(r"[0-9]{9}")
STRATUM = re.compile(r"[0-9]{9}-[A-Z]")
BAND = re.compile(r"[A-Z]")


@dataclass(frozen=True, kw_only=True)
class Commit:
    """What commit.json says. `strata` maps a stratum to (N_h, n_h); `total` counts take-all items too; `minimum` and
    `reserve` are per stratum; `weights` maps a band to its weight, 0 for take-all; `recuse` maps a township to the
    inspectors who may not go there. Making one raises CommitMalformed when a rule of §5.2 is broken."""

    draw: str
    prev: str
    purpose: str
    snapshot: str
    frame_sha256: str
    total: int
    minimum: int
    weights: Mapping[str, int]
    reserve: int
    strata: Mapping[str, tuple[int, int]]
    sources: Sequence[Source]
    inspectors: Sequence[str]
    recuse: Mapping[str, Sequence[str]]

    def __post_init__(self) -> None:
        if broken := next(_broken_rules(self), ""):
            raise CommitMalformed(broken)

    @property
    def counts(self) -> dict[str, int]:
        """stratum → number to draw (n_h)."""
        return {stratum: drawn for stratum, (_, drawn) in self.strata.items()}

    @property
    def data(self) -> bytes:
        """commit.json, to the byte."""
        return canonical_json(
            {
                "v": 1,
                "draw": self.draw,
                "prev": self.prev,
                "purpose": self.purpose,
                "snapshot": self.snapshot,
                "frame_sha256": self.frame_sha256,
                "total": self.total,
                "min": self.minimum,
                "weight": dict(self.weights),
                "reserve": self.reserve,
                "strata": {stratum: list(pair) for stratum, pair in self.strata.items()},
                "sources": [list(source) for source in self.sources],
                "inspectors": list(self.inspectors),
                "recuse": {township: list(names) for township, names in self.recuse.items()},
            }
        )

    @property
    def commitment(self) -> str:
        """C = H(commit, commit.json)."""
        return commitment(self.data)


def make_commit(
    frame: Frame,
    *,
    draw: str,
    purpose: str,
    snapshot: str,
    total: int,
    minimum: int,
    weights: Mapping[str, int],
    reserve: int,
    sources: Sequence[Source],
    inspectors: Sequence[str],
    recuse: Mapping[str, Sequence[str]],
    prev: str = ZEROS,
) -> Commit:
    """The commit over this frame, with the allocation of §5.3.

    Raises TotalTooSmall, TotalTooLarge, CommitMalformed. `prev` is 64 zeros for the first draw, else see
    `prev_after_result` and `prev_after_void`. A pair for each township is not asked for.
    """
    sizes = frame.sizes
    counts = allocate(sizes, weights, minimum, total)
    return Commit(
        draw=draw,
        prev=prev,
        purpose=purpose,
        snapshot=snapshot,
        frame_sha256=frame.sha256,
        total=total,
        minimum=minimum,
        weights=weights,
        reserve=reserve,
        strata={stratum: (size, counts[stratum]) for stratum, size in sizes.items()},
        sources=[Source(*each) for each in sources],
        inspectors=inspectors,
        recuse=recuse,
    )


def parse_commit(data: bytes) -> Commit:
    """The commit that commit.json holds. Raises CommitMalformed for any other spelling of it."""
    try:
        told: dict[str, Any] = json.loads(data.decode("ascii"))
        made = Commit(
            draw=told["draw"],
            prev=told["prev"],
            purpose=told["purpose"],
            snapshot=told["snapshot"],
            frame_sha256=told["frame_sha256"],
            total=told["total"],
            minimum=told["min"],
            weights=told["weight"],
            reserve=told["reserve"],
            strata={stratum: (size, drawn) for stratum, (size, drawn) in told["strata"].items()},
            sources=[Source(*each) for each in told["sources"]],
            inspectors=told["inspectors"],
            recuse=told["recuse"],
        )
    except CommitMalformed:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise CommitMalformed("承诺文件 commit.json 不是规定的内容。") from None
    if made.data != data:
        raise CommitMalformed("承诺文件 commit.json 不是规范写法。")
    return made


def _broken_rules(commit: Commit) -> Any:
    """Yields one Chinese sentence for each rule of §5.2 that does not hold."""
    numbers = [commit.total, commit.minimum, commit.reserve, *commit.weights.values()]
    numbers += [each for pair in commit.strata.values() for each in pair]
    if not all(type(each) is int and 0 <= each <= MOST for each in numbers):
        yield f"总数、至少数、权重、备用数都应是 0 到 {MOST} 的整数。"
    texts = (commit.draw, commit.purpose, commit.snapshot)
    if not all(isinstance(each, str) for each in texts) or not commit.draw:
        yield "抽查编号、事由、取数时间应是文字，编号不能空。"
    if not (HEX64.fullmatch(commit.prev) and HEX64.fullmatch(commit.frame_sha256)):
        yield "上一环和抽样框的校验值应是 64 位小写十六进制字符。"
    if not all(map(BAND.fullmatch, commit.weights)) or not all(map(STRATUM.fullmatch, commit.strata)):
        yield "层的代码应是 9 位乡镇代码、短横和一个大写字母。"
    yield from _broken_sources(commit.sources)
    yield from _broken_people(commit)


def _broken_sources(sources: Sequence[Source]) -> Any:
    if not sources or sources[-1].kind == HEX32:
        yield "最后一个种子来源应是现场摇号、掷骰或双色球，不能是密封数。"
    for name, kind, pre in sources:
        if not (isinstance(name, str) and name and kind in KINDS):
            yield "种子来源应有名称，种类只能是 hex32、d10、d6、ssq。"
        elif not (HEX64.fullmatch(pre) if kind == HEX32 else pre == ""):
            yield f"{name}：密封数要先交 64 位承诺值，其他来源不填。"


def _broken_people(commit: Commit) -> Any:
    if not all(map(INSPECTOR.fullmatch, commit.inspectors)) or len(set(commit.inspectors)) < len(commit.inspectors):
        yield "核查人员代号应是不含冒号和空格的半角字符，不能重复。"
    if not all(map(TOWNSHIP.fullmatch, commit.recuse)):
        yield "回避表应按 9 位乡镇代码填写。"
    if not all(map(INSPECTOR.fullmatch, (each for names in commit.recuse.values() for each in names))):
        yield "回避表里的人员代号应是不含冒号和空格的半角字符。"
