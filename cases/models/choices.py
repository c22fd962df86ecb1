"""The closed vocabularies of petitions, rectification and clues."""

from django.db import models


class TaskArea(models.TextChoices):
    """The six tasks of the bureau's plan (泾民发〔2021〕43号, 二), and elderly care, which its aims name beside relief."""

    POLICY = "policy", "（一）落实社会救助政策"
    FUNDS = "funds", "（二）救助资金监管"
    MONTHLY = "monthly", "（三）动态管理月报告"
    LOOK_BACK = "look_back", "（四）“回头看”问题整改"
    PETITIONS = "petitions", "（五）信访事项化解"
    CONDUCT = "conduct", "（六）腐败和作风问题"
    ELDERLY = "elderly", "养老服务"


class StageKind(models.TextChoices):
    """The three stages of the plan (三)."""

    SELF_CHECK = "self_check", "自查自纠"
    CONCENTRATED = "concentrated", "集中整治"
    SUMMING_UP = "summing_up", "总结提高"


class Channel(models.TextChoices):
    """How a petition came in."""

    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    CALL = "call", "来电"
    ONLINE = "online", "网上"
    HOTLINE = "hotline", "12345转办"
    TRANSFER = "transfer", "上级转办"
    PUBLIC = "public", "公开网页"


class PetitionClass(models.TextChoices):
    """What a petition asks; it decides the clock and who may know."""

    DEMAND = "demand", "申诉求决"
    ADVICE = "advice", "建议意见"
    ACCUSATION = "accusation", "检举控告"
    LEGAL = "legal", "涉法涉诉"
    CONSULT = "consult", "咨询感谢"


class Finding(models.TextChoices):
    """Whether what was said is true."""

    TRUE = "true", "属实"
    PARTLY = "partly", "部分属实"
    FALSE = "false", "不属实"


class Source(models.TextChoices):
    """Where a problem came from."""

    SELF_CHECK = "self_check", "自查"
    FLAG = "flag", "疑点"
    VISIT = "visit", "抽查"
    PETITION = "petition", "信访"
    AUDIT = "audit", "审计"
    LOOK_BACK = "look_back", "回头看"
    INSPECTION = "inspection", "巡察"
    IMPORT = "import", "台账导入"


class Level(models.TextChoices):
    """How grave: a sign of trouble is answered by a reminder letter first."""

    SIGN = "sign", "苗头性"
    ORDINARY = "ordinary", "一般"
    PROMINENT = "prominent", "突出"
    TYPICAL = "typical", "典型"
