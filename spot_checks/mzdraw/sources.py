"""Seed values: who gives them, how they are written, in which order they are opened (MZDRAW1 §5.4)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .hashing import HEX64, ZEROS, canonical_json, digest
from .refusals import SeedValueRefused

HEX32, D10, D6, SSQ = "hex32", "d10", "d6", "ssq"
UNOPENED = ZEROS  # stands for a witness secret that was never opened; harmless, since the last value is physical
KINDS = {HEX32: "密封数", D10: "摇号数字", D6: "骰子点数", SSQ: "双色球开奖号码"}
SSQ_FORM = re.compile(r"[0-9]{4}([0-9]{3})-((?:[0-9]{2}\.){5}[0-9]{2})\+([0-9]{2})")


class Source(NamedTuple):
    """One source of the seed: its name, kind (`hex32`, `d10`, `d6`, `ssq`) and, of a witness secret, H(witness, v)."""

    name: str
    kind: str
    pre: str = ""


def witness_pre(secret: str) -> str:
    """H(witness, v): what a witness hands over before the commit for a secret v of 32 random bytes as hex."""
    return digest("witness", secret)


def check_value(source: Source, value: str) -> None:
    """Nothing happens when the value is written exactly as its kind asks. Raises SeedValueRefused, saying what is wrong."""
    if why := _CHECKS[source.kind](source, value):
        raise SeedValueRefused(f"{source.name}：{why}")


def reveal(sources: Sequence[Source], revealed: Sequence[str], value: str) -> list[str]:
    """The values opened so far and this one, which belongs to the next source in the committed order.

    Raises SeedValueRefused when all are open already, or when the value is not one of the source whose turn it is.
    """
    if len(revealed) >= len(sources):
        raise SeedValueRefused("种子值已经全部公布，不能再加。")
    check_value(sources[len(revealed)], value)
    return [*revealed, value]


def check_values(sources: Sequence[Source], values: Sequence[str]) -> None:
    """Nothing happens when there is one good value for each source, in order. Raises SeedValueRefused."""
    opened: list[str] = []
    for value in values:
        opened = reveal(sources, opened, value)
    if len(opened) < len(sources):
        raise SeedValueRefused(f"{sources[len(opened)].name}：还没有公布。")


def seed(commitment: str, values: Sequence[str]) -> str:
    """S = H(seed, C, v1, …, vk), 64 hex digits. The values are checked elsewhere."""
    return digest("seed", commitment, *values)


def seed_json(commitment: str, values: Sequence[str]) -> bytes:
    """seed.json: commitment, seed and values in canonical form (§5.7)."""
    return canonical_json({"commit": commitment, "seed": seed(commitment, values), "values": list(values)})


def _hex32(source: Source, value: str) -> str:
    if not HEX64.fullmatch(value):
        return "密封数应是 64 位小写十六进制字符（0–9、a–f）；没有开封的填 64 个 0。"
    if value != UNOPENED and witness_pre(value) != source.pre:
        return "密封数与抽签前交来的承诺值不符。"
    return ""


def _digits(value: str, length: int, allowed: str, what: str) -> str:
    strange = next((at for at, each in enumerate(value, 1) if each not in allowed), 0)
    if strange:
        return f"{what}：第 {strange} 位“{value[strange - 1]}”不是 {allowed[0]}–{allowed[-1]} 的半角数字。"
    return "" if len(value) == length else f"{what}，现在是 {len(value)} 位。"


def _d10(_: Source, value: str) -> str:
    return _digits(value, 20, "0123456789", "摇号结果应是 20 位数字，中间不加空格")


def _d6(_: Source, value: str) -> str:
    return _digits(value, 26, "123456", "骰子点数应是 26 个数字，中间不加空格")


def _ssq(_: Source, value: str) -> str:
    found = SSQ_FORM.fullmatch(value)
    if not found or found[1] == "000":
        return "双色球应写作“年份期号-红.红.红.红.红.红+蓝”，如 2026085-01.05.12.20.28.33+09。"
    red = [int(each) for each in found[2].split(".")]
    if red != sorted(set(red)) or red[0] < 1 or red[-1] > 33:
        return "双色球的六个红球应从小到大、各不相同，在 01 到 33 之间。"
    return "" if 1 <= int(found[3]) <= 16 else "双色球的蓝球应在 01 到 16 之间。"


_CHECKS = {HEX32: _hex32, D10: _d10, D6: _d6, SSQ: _ssq}
