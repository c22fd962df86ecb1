"""The closed vocabularies of relief."""

from django.db import models


class Scheme(models.TextChoices):
    """Relief schemes. Household schemes pay a household for its covered persons, person schemes pay one person."""

    RURAL_DIBAO = "rural_dibao", "农村低保"
    URBAN_DIBAO = "urban_dibao", "城市低保"
    TEKUN = "tekun", "特困供养"
    NEAR_DIBAO = "near_dibao", "低保边缘"
    EXPENDITURE_HARDSHIP = "expenditure_hardship", "刚性支出困难"
    TEMPORARY_ASSISTANCE = "temporary_assistance", "临时救助"
    OLD_AGE_ALLOWANCE = "old_age_allowance", "高龄津贴"


PERSON_SCHEMES = {Scheme.TEKUN, Scheme.OLD_AGE_ALLOWANCE}
ONE_MONTH_SCHEMES = {Scheme.TEMPORARY_ASSISTANCE}
# A person may stand in one of these at a time (social assistance is not paid twice for the same living costs).
EXCLUSIVE_SCHEMES = {Scheme.RURAL_DIBAO, Scheme.URBAN_DIBAO, Scheme.TEKUN}


class Grade(models.TextChoices):
    """Class of a dibao household (分类施保)."""

    A = "A", "A类"
    B = "B", "B类"
    C = "C", "C类"


class CareMode(models.TextChoices):
    HOME = "home", "分散供养"
    INSTITUTION = "institution", "集中供养"


class CareLevel(models.TextChoices):
    """Self-care ability by six items: all six met, one to three unmet, four or more unmet (民发〔2021〕43号)."""

    FULL = "full", "具备生活自理能力"
    PARTIAL = "partial", "部分丧失生活自理能力"
    NONE = "none", "完全丧失生活自理能力"


class AidKind(models.TextChoices):
    EMERGENCY = "emergency", "急难型"
    EXPENDITURE = "expenditure", "支出型"


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", "未知"
    MALE = "1", "男"
    FEMALE = "2", "女"
    UNSTATED = "9", "未说明"
