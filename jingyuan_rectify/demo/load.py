"""Makes the whole demo county: accounts, rosters, a year of reports, a month half filed."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction

from core import audit, months
from core.models import Division, User
from core.operations.demo import demo_accounts
from core.permissions import Role
from dashboards.operations import figures

from . import cases, checks, kin, year
from .people import Maker
from .roster import load_township, made_households


@transaction.atomic
def county(households: int, *, seed: int, past: int, say: Callable[[str], None]) -> int:
    """`households` spread over the county's townships, `past` months of reports taken in, this month half filed; all or
    nothing, so that a first start that was interrupted begins anew."""
    townships = list(Division.objects.townships().filter(code__startswith=settings.COUNTY_CODE))
    if not townships:
        raise SystemExit("还没有行政区划，请先运行 manage.py load_divisions。")
    names: dict[str, str] = {}
    for township in townships:
        names |= demo_accounts(township.code)
    officer = User.objects.get(username=names[Role.BUREAU_OFFICER])
    this = months.current()
    baseline = months.add(this, -past - 1)
    maker = Maker(seed, months.first_day(baseline))
    at = dt.datetime.combine(months.first_day(baseline) + dt.timedelta(days=23), dt.time(10), months.SHANGHAI)
    for index, township in enumerate(townships):
        share = households // len(townships) + (index < households % len(townships))
        load_township(township, by=officer, month=baseline, at=at, households=made_households(maker, share), seed=seed)
        say(f"  {township.name} {share} 户")
    wanted = [months.add(baseline, step) for step in range(1, past + 1)]
    for month in year.past_months(maker, townships, officer, wanted):
        say(f"  {months.chinese(month)} 月报已接收")
    year.this_month(maker, townships, officer, this)
    kin.declare(maker, officer.division.prefix, by=officer)
    say(f"  核查人员 {checks.inspectors(townships, officer)} 名")
    if wanted and households in checks.DRAWN:
        checks.draws(maker, officer, wanted, this, total=min(checks.TOTAL, households // 2))
        say("  最近三个月的抽查已公布，本月抽签待摇号")
    if wanted and households <= cases.LARGEST:
        told = cases.fill(maker, townships, wanted)
        say(f"  信访件 {told['petitions']} 件，整改事项 {told['entries']} 条，工作情况月报已汇总")
    # A year of rows written at once is no news of today.
    audit.record("demo.loaded", by=officer, division_code=officer.division_id, summary={"households": households})
    say(f"  看板数字 {figures.rebuild(settings.COUNTY_CODE)} 个")  # or the board is empty until the clock's first count
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or the planner knows nothing of a table that was empty a minute ago
    return households
