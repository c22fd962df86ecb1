"""Could anybody have known this lottery result when the draw was committed? 双色球 is drawn on Tuesdays, Thursdays and Sundays
at 21:15 and numbered YYYYNNN from 001 each year; it pauses at Spring Festival and National Day (in 2020 for eight weeks).
Only what is certain is said: between the bounds nothing is claimed. Source: MZDRAW1 §5.2 (the lottery follows the commitment).
"""

import datetime as dt

DRAWN_ON = {1, 3, 6}  # Tuesday, Thursday, Sunday
MOST_PAUSED = 26  # draws that fell out in any one year


def doubt(value: str, committed: dt.date, revealed: dt.date) -> str:
    """A sentence where the issue in `value` was surely drawn before the day of the commitment, or cannot have been drawn by
    the day of the reveal; else ""."""
    year, number = int(value[:4]), int(value[4:7])
    issue = f"第 {value[:7]} 期"
    if (year, number) <= (committed.year, _held(committed - dt.timedelta(days=1)) - MOST_PAUSED):
        return f"{issue}双色球在封存以前就已开奖，封存时可能有人已经知道结果。"
    if (year, number) > (revealed.year, _held(revealed)):
        return f"{issue}双色球到录入时还没有开奖。"
    return ""


def _held(day: dt.date) -> int:
    """How many draws the year had up to the day, had none fallen out."""
    first = day.replace(month=1, day=1)
    return sum((first + dt.timedelta(days=at)).weekday() in DRAWN_ON for at in range((day - first).days + 1))
