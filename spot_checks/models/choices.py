"""The closed vocabularies of spot checks."""

from django.db import models


class SeedKind(models.TextChoices):
    """Where the seed comes from: numbered balls in the meeting room, or a public lottery result after the commitment."""

    D10 = "d10", "现场摇号"
    SSQ = "ssq", "福彩双色球"


class Band(models.TextChoices):
    """Layers of a township's frame (reference: MZDRAW1 strata)."""

    A = "A", "A层（全部核查）"
    B = "B", "B层（加大抽查）"
    C = "C", "C层（一般抽查）"


class ItemKind(models.TextChoices):
    """What an item of a frame is about."""

    HOUSEHOLD = "household", "在册户"
    CHANGE_IN = "change_in", "本月新增"
    CHANGE_OUT = "change_out", "本月停保减员"
    CHANGED = "changed", "本月变更"
    DEATH = "death", "本月死亡"
    NIL_VILLAGE = "nil_village", "零报告村"
    OTHER = "other", "其他名单"


class Selected(models.TextChoices):
    """How an item came into the result: main sample, or the reserve that only enlarges by rule."""

    MAIN = "M", "主样本"
    RESERVE = "R", "备用样本"


class VisitKind(models.TextChoices):
    """Only drawn visits enter an estimate."""

    DRAWN = "drawn", "抽签核查"
    ROUTINE = "routine", "日常走访"
    UNANNOUNCED = "unannounced", "明察暗访"
    SURPRISE = "surprise", "突击检查"


class VisitWay(models.TextChoices):
    """How the result came in."""

    ONLINE = "online", "手机在线填写"
    PACKET = "packet", "入户包"
    PAPER = "paper", "纸质核查表补录"


class Outcome(models.TextChoices):
    """What was found."""

    MATCH = "match", "相符"
    MISMATCH = "mismatch", "不符"
    NOT_FOUND = "not_found", "查无"
    DEAD = "dead", "死亡"
    AWAY_VIDEO = "away_video", "外出务工（视频核实）"
    LOST = "lost", "失联"


ERRORS = {Outcome.MISMATCH, Outcome.DEAD}
# Nobody is replaced: who is not found counts as wrong for the upper limit and as right for the lower (MZDRAW1 §5.8).
UNKNOWN = {Outcome.NOT_FOUND, Outcome.LOST}


class ProblemCode(models.TextChoices):
    """The taxonomy of problems (docs/glossary.md)."""

    P01 = "P01", "P01 人情保"
    P02 = "P02", "P02 关系保、优亲厚友"
    P03 = "P03", "P03 错保"
    P04 = "P04", "P04 漏保"
    P05 = "P05", "P05 拆户保、有户无人、有人无户"
    P06 = "P06", "P06 违规保（缺程序、缺材料）"
    P07 = "P07", "P07 死亡不及时停保"
    P08 = "P08", "P08 不按标施保、类别不准"
    P09 = "P09", "P09 虚报冒领"
    P10 = "P10", "P10 截留私分"
    P11 = "P11", "P11 挤占挪用"
    P12 = "P12", "P12 吃拿卡要、不作为"
    P13 = "P13", "P13 重复享受"
    P14 = "P14", "P14 动态管理流于形式"
    P15 = "P15", "P15 资金滞拨、结余过大"
    P16 = "P16", "P16 虚假整改"
