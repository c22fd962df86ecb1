"""The closed vocabularies of the monthly report."""

from django.db import models


class Obligation(models.TextChoices):
    """What a township owes each month."""

    CHANGES = "changes", "增减人员名单"
    DEATHS = "deaths", "死亡人员报告"


class ObligationStatus(models.TextChoices):
    MISSING = "missing", "未报"
    NIL = "nil", "零报"
    FILED = "filed", "有报"


class ChangeKind(models.TextChoices):
    """Kinds of change line."""

    ADD_HOUSEHOLD = "add_household", "新增户"
    END_HOUSEHOLD = "end_household", "整户停保"
    ADD_MEMBER = "add_member", "户内增员"
    REMOVE_MEMBER = "remove_member", "户内减员"
    RAISE_AMOUNT = "raise_amount", "提标"
    LOWER_AMOUNT = "lower_amount", "降标"
    REGRADE = "regrade", "类别调整"
    CHANGE_HEAD = "change_head", "户主变更"
    MOVE_IN = "move_in", "迁入"
    MOVE_OUT = "move_out", "迁出"
    CHANGE_CARE = "change_care", "供养方式变更"
    CORRECT_INFO = "correct_info", "信息更正"


ADDITIONS = {ChangeKind.ADD_HOUSEHOLD, ChangeKind.ADD_MEMBER, ChangeKind.MOVE_IN}
ENDINGS = {ChangeKind.END_HOUSEHOLD, ChangeKind.REMOVE_MEMBER, ChangeKind.MOVE_OUT}
ALTERATIONS = set(ChangeKind) - ADDITIONS - ENDINGS
