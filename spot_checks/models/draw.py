from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import SeedKind


class DrawQuerySet(ScopedQuerySet):
    def public_to(self, user) -> "DrawQuerySet":
        """What has been committed in the user's county is public inside the administration, voided draws included; plans
        are only for those who make them."""
        rows = self.within(user.scope[:6])
        return rows if user.may("draw.plan") else rows.exclude(state__in=[Draw.State.PLANNED, Draw.State.DISCARDED])

    def waiting_for_seed(self) -> "DrawQuerySet":
        """Committed draws without a result: the only open ones."""
        return self.filter(state=Draw.State.COMMITTED)


class Draw(ScopedModel):
    """A draw under MZDRAW1: plan, commitment, seed values, result. `division_code` is the county's.

    `purpose` is the code of the frame source; of one purpose at most one draw is open (committed, without result). The
    frame with its secret nonces lies sealed in `frame_file`; the four public files are made from it and from the columns
    here. Times are UTC, money is fen.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "拟定中"
        COMMITTED = "committed", "已封存待摇号"
        REVEALED = "revealed", "已出结果"
        PUBLISHED = "published", "已公布"
        VOIDED = "voided", "已作废"
        DISCARDED = "discarded", "已放弃"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PLANNED)
    purpose = models.CharField("抽查对象", max_length=30)
    title = models.CharField("名称", max_length=80)
    month = models.CharField("月份", max_length=7)
    number = models.PositiveIntegerField("编号", null=True)
    code = models.CharField("抽签编号", max_length=30, blank=True)
    townships = models.JSONField("乡镇", default=list)
    schemes = models.JSONField("救助类别", default=list)
    total = models.PositiveIntegerField("抽取总数")
    minimum = models.PositiveIntegerField("每层至少", default=1)
    reserve = models.PositiveIntegerField(
        "每层备用", null=True
    )  # empty until the commit: half the largest layer's sample
    weights = models.JSONField("层权重", default=dict)
    band_rule = models.CharField("分层规则版本", max_length=10, default="v1")
    seed_kind = models.CharField("种子来源", max_length=6, choices=SeedKind.choices, default=SeedKind.D10)
    planned_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()

    snapshot_at = models.DateTimeField(null=True)
    strata = models.JSONField(default=dict)
    unfiled = models.JSONField("未报齐的乡镇", default=list)
    excluded = models.JSONField("未入框的", default=dict)
    frame_file = models.ForeignKey("core.Upload", models.PROTECT, null=True, related_name="+")
    frame_sha256 = models.CharField(max_length=64, blank=True)
    commit_json = models.TextField(blank=True)
    commitment = models.CharField(max_length=64, blank=True, db_index=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    pool = models.JSONField("核查人员", default=list)  # users' primary keys in the order of their public codes
    shortage = models.CharField("核查人员不足说明", max_length=200, blank=True)
    committed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField(null=True)

    seed_json = models.TextField(blank=True)
    seed = models.CharField(max_length=64, blank=True)
    result_tsv = models.TextField(blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    revealed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    revealed_at = models.DateTimeField(null=True)
    witness = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    witness_name = models.CharField("见证人", max_length=50, blank=True)
    visits_due = models.DateField("核查截止日", null=True)

    published_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField("作废理由", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽签"
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "purpose"], condition=models.Q(state="committed"), name="one_open_draw"
            ),
            models.UniqueConstraint(
                fields=["county_code", "code"], condition=~models.Q(code=""), name="draw_code_once"
            ),
            models.CheckConstraint(
                name="draw_voided_paired",
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
            ),
            models.CheckConstraint(name="draw_witness_is_other", condition=~models.Q(witness=models.F("revealed_by"))),
        ]
        indexes = [models.Index(fields=["county_code", "-planned_at"], name="draw_newest")]

    @property
    def is_out(self) -> bool:
        """True when there is a result."""
        return self.state in (Draw.State.REVEALED, Draw.State.PUBLISHED)
