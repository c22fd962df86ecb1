from django.db import models

from core.fields import CodePointField, SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import Sex


class Person(ScopedModel):
    """A person known to the roster, whether covered, only a family member, or gone. Identifiers are sealed; searching is by
    blind index. `household`, `covered` repeat what Membership and CoveredPerson say of the present, for lists."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = CodePointField("姓名", max_length=50)
    initials = CodePointField("拼音首字母", max_length=50, blank=True)
    id_sealed = SealedField()
    id_number = SealedText("id_sealed")
    id_index = models.CharField(max_length=32)
    last6_index = models.CharField(max_length=32)
    phone_sealed = SealedField()
    phone = SealedText("phone_sealed")
    birth_date = models.DateField("出生日期")
    sex = models.CharField("性别", max_length=1, choices=Sex.choices)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    health = models.CharField("健康状况", max_length=30, blank=True)
    labour = models.CharField("劳动能力", max_length=30, blank=True)
    death_date = models.DateField("死亡日期", null=True)
    household = models.ForeignKey("recipients.Household", models.PROTECT, null=True, related_name="people")
    covered = models.BooleanField("正在享受", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        constraints = [models.UniqueConstraint(fields=["county_code", "id_index"], name="person_once")]
        indexes = [
            models.Index(fields=["county_code", "name", "id"], name="person_county_name"),
            models.Index(fields=["township_code", "name", "id"], name="person_town_name"),
            models.Index(fields=["county_code", "initials", "id"], name="person_county_initials"),
            models.Index(fields=["township_code", "initials", "id"], name="person_town_initials"),
            models.Index(fields=["division_code", "name", "id"], name="person_village_name"),
            models.Index(fields=["last6_index"], name="person_last6"),
        ]

    def __str__(self) -> str:
        return self.name
