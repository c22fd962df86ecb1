"""Villages that a roster names before anybody has entered their code."""

from collections.abc import Iterable

from core import audit
from core.models import Division
from core.refusal import Refused

from ..examine import village_codes
from ..rules.village_is_known import village_key

FIRST, LAST = 900, 999


def ensure(township: Division, names: Iterable[str], *, by: object) -> dict[str, str]:
    """Every named village exists; unknown ones are made with a provisional code in the block 900–999 of the township.
    Returns codes by the telling part of the names."""
    codes = village_codes(township.code)
    missing = {village_key(name): name for name in names if name and village_key(name) not in codes}
    if not missing:
        return codes
    prefix = township.code[:9]
    taken = set(Division.objects.filter(code__startswith=f"{prefix}9").values_list("code", flat=True))
    free = (code for code in (f"{prefix}{number}" for number in range(FIRST, LAST + 1)) if code not in taken)
    for key, name in missing.items():
        code = next(free, "")
        if not code:
            raise Refused(
                "新出现的村（社区）过多，临时代码已用完。请先核对“村”这一栏，或请系统管理员录入正式区划代码。"
            )
        division = Division.objects.create(
            code=code, name=name[:60], level=Division.Level.VILLAGE, parent=township, provisional=True
        )
        audit.record("division.provisional", division, by=by, division_code=township.code, summary={"code": code})
        codes[key] = code
    return codes
