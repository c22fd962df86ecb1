"""What was shown and what was not, in plain Chinese. Upper limits are rounded up and lower ones down, never in favour."""

from fractions import Fraction
from math import ceil, floor

from .estimate import ALL, Estimate, half_up
from .exact import Share, sample_size, share, wrong_at
from .planning import Width

DISCLOSURE = "（查无、失联和未回的，下限按相符、上限按不符计算）"


def percent(value: Fraction) -> str:
    """The nearest tenth of a percent: 4.9%."""
    return _tenths(half_up(value * 1000))


def percent_up(value: Fraction) -> str:
    """The next tenth of a percent upwards."""
    return _tenths(ceil(value * 1000))


def percent_down(value: Fraction) -> str:
    """The next tenth of a percent downwards."""
    return _tenths(floor(value * 1000))


def plain_percent(value: Share) -> str:
    """As few digits as it takes: 95%, 99.5%."""
    return f"{float(share(value) * 100):g}%"


def sentence(found: Estimate, unit: str = "户") -> str:
    """One sentence on an estimate, such as 3000 户中抽 60 户全部相符：可以 95% 的把握说，不符率不超过 4.9%"""
    if not found.sample:
        return f"{found.size} {unit}中没有抽查，不能推断"
    return f"{_drawn(found, unit)}{_seen(found, unit)}：{_concluded(found)}"


def sample_size_sentence(frame: int, rate: Share, confidence: Share, unit: str = "户") -> str:
    """How many must be visited to find at least one."""
    needed = sample_size(frame, rate, confidence)
    return (
        f"{frame} {unit}中如有 {plain_percent(rate)}（{wrong_at(frame, rate)} {unit}）不符，"
        f"抽 {needed} {unit}，至少查到 1 {unit}的把握不低于 {plain_percent(confidence)}"
    )


def width_sentence(sample: int, rate: Share, width: Width, confidence: Share = "0.95", unit: str = "户") -> str:
    """How wide the interval will be."""
    low, high = Fraction(width.lower), Fraction(width.upper)
    return (
        f"如有 {plain_percent(rate)} 不符，抽 {sample} {unit}，{plain_percent(confidence)} 把握的区间"
        f"预计在 {percent_down(low)} 到 {percent_up(high)} 之间，宽约 {float((high - low) * 100):.1f} 个百分点"
    )


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}%"


def _drawn(found: Estimate, unit: str) -> str:
    if found.whole == found.size:
        return f"{found.size} {unit}全部核查"
    whole = f"（其中 {found.whole} {unit}属全部核查的层）" if found.whole else ""
    return f"{found.size} {unit}中抽 {found.sample} {unit}{whole}"


def _seen(found: Estimate, unit: str) -> str:
    back = "" if found.is_final else f"，已回 {found.returned}/{found.sample} {unit}"
    if not found.returned:
        return back
    if not found.wrong and not found.unknown:
        return f"{back}，已回的全部相符" if back else "，全部相符" if found.whole else "全部相符"
    unknown = f"、查无或失联 {found.unknown} {unit}" if found.unknown else ""
    return f"{back}，不符 {found.wrong} {unit}{unknown}"


def _concluded(found: Estimate) -> str:
    doubt = "" if found.is_final and not found.unknown else DISCLOSURE
    if found.method == ALL and found.lower == found.upper:
        return f"不符率就是 {percent(found.rate)}，没有抽样误差"
    if found.method == ALL:
        return f"不符率在 {percent_down(found.lower)} 到 {percent_up(found.upper)} 之间{doubt}"
    sure = f"可以 {plain_percent(found.confidence)} 的把握说"
    if not found.wrong:
        return f"{sure}，不符率不超过 {percent_up(found.at_most)}{doubt}"
    limits = f"在 {percent_down(found.lower)} 到 {percent_up(found.upper)} 之间"
    return f"估计不符率 {percent(found.rate)}，{sure}{limits}{doubt}"
