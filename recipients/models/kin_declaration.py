from django.db import models

from core.fields import CodePointField, SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import Grade, Scheme


class KinDeclarationQuerySet(ScopedQuerySet):
    def active(self) -> "KinDeclarationQuerySet":
        """Declarations that hold now: the official has not left, nobody took it back."""
        return self.filter(active=True)


class KinDeclaration(ScopedModel):
    """A close relative of relief staff or of a village official who draws relief (近亲属备案), as declared and as matched.

    It lies in the township where the recipient stands on the roster, else in the one that the official's unit names, else
    in the county. `official_key` is the official's blind index, or '=' and the name while no ID number is known. `person`,
    `household` and `match` repeat what the roster says of the recipient; `operations.kin_matching` keeps them in step.
    """

    class Match(models.TextChoices):
        BY_ID = "by_id", "已对上花名册"
        NAME_DIFFERS = "name_differs", "号码对上，姓名不同"
        NOT_COVERED = "not_covered", "现未享受"
        NOT_LISTED = "not_listed", "不在花名册上"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    official_name = CodePointField("经办人（村干部）姓名", max_length=50)
    official_sealed = SealedField()
    official_id = SealedText("official_sealed")
    official_index = models.CharField(max_length=32, blank=True)
    official_key = models.CharField(max_length=51)
    unit = models.CharField("单位", max_length=60, blank=True)
    post = models.CharField("职务", max_length=40, blank=True)
    recipient_name = CodePointField("享受人姓名", max_length=50)
    recipient_sealed = SealedField()
    recipient_id = SealedText("recipient_sealed")
    recipient_index = models.CharField(max_length=32)
    relation = models.CharField("与经办人关系", max_length=30, blank=True)
    scheme = models.CharField("救助类别", max_length=24, choices=Scheme.choices, blank=True)
    grade = models.CharField("保障类别", max_length=2, choices=Grade.choices, blank=True)
    covered = models.PositiveSmallIntegerField("保障人数", null=True)
    monthly_fen = models.BigIntegerField("月保障金额（分）", null=True)
    since_month = models.CharField("享受起始月", max_length=7, blank=True)
    declared = models.BooleanField("是否主动申报", null=True)
    checked_by = models.CharField("核查人", max_length=50, blank=True)
    checked_on = models.DateField("核查日期", null=True)
    conclusion = models.CharField("核查结论", max_length=200, blank=True)
    recusal = models.CharField("回避记录", max_length=200, blank=True)
    handling = models.CharField("处理", max_length=200, blank=True)
    person = models.ForeignKey("recipients.Person", models.PROTECT, null=True, related_name="kin_declarations")
    household = models.ForeignKey("recipients.Household", models.PROTECT, null=True, related_name="kin_declarations")
    match = models.CharField("与花名册核对", max_length=12, choices=Match.choices, default=Match.NOT_LISTED)
    active = models.BooleanField("在册", default=True)
    ended_on = models.DateField("注销日期", null=True)
    ended_reason = models.CharField("注销原因", max_length=200, blank=True)
    source = models.ForeignKey("recipients.KinImport", models.PROTECT, null=True, related_name="declarations")
    source_row = models.CharField("来源行", max_length=60, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = KinDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "近亲属备案"
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "official_key", "recipient_index"],
                condition=models.Q(active=True),
                name="one_active_declaration",
            ),
            models.CheckConstraint(
                name="kin_ended_has_a_day",
                condition=models.Q(active=True, ended_on__isnull=True) | models.Q(active=False, ended_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "official_name", "id"], name="kin_county_official"),
            models.Index(fields=["township_code", "official_name", "id"], name="kin_town_official"),
            models.Index(fields=["county_code", "recipient_index"], name="kin_recipient"),
            models.Index(fields=["official_index"], name="kin_official"),
        ]

    def __str__(self) -> str:
        return f"{self.official_name}—{self.recipient_name}"
