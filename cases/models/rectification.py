from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import Level, Source, StageKind, TaskArea


class EntryQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "EntryQuerySet":
        """By scope; a restricted entry (a clue was referred) is there for the bureau's handlers and the discipline group."""
        if not user.sees_case_data:
            return self.none()
        rows = self.within(user.scope)
        return rows if user.may("clue.view") else rows.filter(is_restricted=False)

    def open(self) -> "EntryQuerySet":
        """Not closed."""
        return self.exclude(state__in=RectificationEntry.ENDED)

    def legacy(self) -> "EntryQuerySet":
        """Those that entered as closed from an old ledger: outside the close-out rate, whatever became of them since."""
        return self.filter(RectificationEntry.LEGACY)

    def overdue(self, today) -> "EntryQuerySet":
        """Open past the deadline in force (the extended one where there is one)."""
        late = models.Q(extended_to__isnull=True, due_on__lt=today) | models.Q(extended_to__lt=today)
        return self.open().filter(late)


class RectificationEntry(ScopedModel):
    """A line of the problem list and rectification ledger (问题清单、整改台账): found → cause → measures → evidence →
    close-out → look-back. `division_code` is where the problem lies. Money is fen."""

    class State(models.TextChoices):
        LISTED = "listed", "已立账"
        WORKING = "working", "整改中"
        CLOSE_ASKED = "close_asked", "申请销号"
        CHECKED = "checked", "已审核待确认"
        CLOSED = "closed", "已销号"
        LEGACY_CLOSED = "legacy_closed", "历史销号（待复核）"
        CONSOLIDATED = "consolidated", "已巩固"
        REBOUNDED = "rebounded", "反弹重办"
        DISMISSED = "dismissed", "不成立"

    # A rebounded entry is over itself: the work goes on in the entry that reopens it.
    ENDED = (State.CLOSED, State.LEGACY_CLOSED, State.CONSOLIDATED, State.REBOUNDED, State.DISMISSED)
    # Entered as closed from an old ledger, whatever became of it since: such a row has no day of close-out here.
    LEGACY = models.Q(state=State.LEGACY_CLOSED) | models.Q(
        closed_at__isnull=True, state__in=[State.CONSOLIDATED, State.REBOUNDED]
    )
    AWAITING_LOOK_BACK = (State.CLOSED, State.LEGACY_CLOSED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField("编号", max_length=20)
    ledger_number = models.CharField("原台账序号", max_length=60, blank=True)
    campaign = models.ForeignKey("cases.Campaign", models.PROTECT, null=True, related_name="entries")
    task = models.CharField("任务", max_length=10, choices=TaskArea.choices)
    stage = models.CharField("阶段", max_length=14, choices=StageKind.choices, blank=True)
    level = models.CharField("程度", max_length=10, choices=Level.choices, default=Level.ORDINARY)
    state = models.CharField("状态", max_length=14, choices=State.choices, default=State.LISTED)
    category = models.CharField("问题类别", max_length=30)
    problem = models.CharField("问题码", max_length=3, blank=True)
    description = models.TextField("具体问题")
    village = models.CharField("涉及村", max_length=60, blank=True)
    households_count = models.PositiveIntegerField("涉及户数", default=0)
    amount_fen = models.BigIntegerField("涉及金额（分）", default=0)
    source = models.CharField("问题来源", max_length=12, choices=Source.choices)
    source_word = models.CharField("来源原文", max_length=40, blank=True)  # as an imported ledger words it
    source_type = models.CharField(max_length=40, blank=True)  # e.g. spot_checks.visitfinding
    source_id = models.CharField(max_length=64, blank=True)
    household = models.ForeignKey("recipients.Household", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("recipients.Person", models.PROTECT, null=True, related_name="+")
    found_on = models.DateField("发现日期")
    cause = models.TextField("原因分析", blank=True)
    goal = models.CharField("整改目标", max_length=300, blank=True)
    measures_text = models.TextField("整改措施", blank=True)
    unit = models.CharField("责任单位", max_length=60, blank=True)
    leader = models.CharField("责任领导", max_length=50, blank=True)
    person_name = models.CharField("责任人", max_length=50, blank=True)
    person_user = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("整改时限", null=True)
    extension_asked_to = models.DateField("申请延期至", null=True)
    extension_asked_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    extended_to = models.DateField("延期至", null=True)
    extension_reason = models.CharField("延期理由", max_length=200, blank=True)
    extended_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    progress = models.TextField("整改进展", blank=True)
    done_on = models.DateField("完成日期", null=True)
    due_back_fen = models.BigIntegerField("应追回（分）", default=0)
    recovered_fen = models.BigIntegerField("已追回（分）", default=0)
    instalments = models.CharField("分期追回方案", max_length=300, blank=True)
    irrecoverable_note = models.CharField("无法追回说明", max_length=300, blank=True)
    irrecoverable_approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    result = models.TextField("整改结果", blank=True)
    dismiss_reason = models.CharField("不成立理由", max_length=300, blank=True)
    dismiss_asked_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    dismissed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    is_restricted = models.BooleanField("移交后限制查看", default=False)
    referred_text = models.CharField("移交线索", max_length=20, blank=True)
    note = models.TextField("备注", blank=True)
    reopens = models.ForeignKey("self", models.PROTECT, null=True, related_name="reopened_as")
    rebounded_at = models.DateTimeField("反弹时间", null=True)
    listed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    listed_at = models.DateTimeField()
    closed_at = models.DateTimeField("销号时间", null=True)
    source_upload = models.ForeignKey("core.Upload", models.PROTECT, null=True, related_name="+")
    source_row = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改事项"
        ordering = ["-found_on"]
        constraints = [
            models.UniqueConstraint(fields=["county_code", "number"], name="entry_number_once"),
            models.UniqueConstraint(
                fields=["source_type", "source_id"],
                condition=~models.Q(source_id="") & models.Q(reopens__isnull=True),
                name="entry_source_once",
            ),
            models.CheckConstraint(name="entry_not_its_own", condition=~models.Q(reopens=models.F("pk"))),
            models.CheckConstraint(
                name="entry_extended_paired",
                condition=models.Q(extended_to__isnull=True, extended_by__isnull=True)
                | models.Q(extended_to__isnull=False, extended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="entry_dismissed_by_two", condition=~models.Q(dismissed_by=models.F("dismiss_asked_by"))
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "state", "due_on"], name="entry_by_state"),
            models.Index(fields=["household"], name="entry_by_household"),
        ]

    @property
    def deadline(self):
        """The deadline in force."""
        return self.extended_to or self.due_on


class Measure(ScopedModel):
    """A step of rectification and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(RectificationEntry, models.PROTECT, related_name="measures")
    text = models.CharField("措施", max_length=500)
    person_name = models.CharField("责任人", max_length=50, blank=True)
    due_on = models.DateField("时限", null=True)
    done_on = models.DateField("完成日期", null=True)
    outcome = models.CharField("完成情况", max_length=300, blank=True)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["at"]


class EntryEvent(ScopedModel):
    """What happened to an entry, by whom, with what paper. Append-only: the entry's story."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(RectificationEntry, models.PROTECT, related_name="events")
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["at"]


class CloseOut(ScopedModel):
    """One request to strike an entry off: asked by the township, checked by an officer, confirmed by a leader; three
    different people. Returned ones stay."""

    class State(models.TextChoices):
        ASKED = "asked", "待审核"
        CHECKED = "checked", "待确认"
        CONFIRMED = "confirmed", "已销号"
        RETURNED = "returned", "已退回"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(RectificationEntry, models.PROTECT, related_name="close_outs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    result = models.TextField("整改结果")
    asked_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    checked_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    check_note = models.CharField("审核意见", max_length=300, blank=True)
    confirmed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)
    warnings = models.JSONField("提示", default=list)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="close_out_six_eyes",
                condition=~models.Q(checked_by=models.F("asked_by"))
                & ~models.Q(confirmed_by=models.F("asked_by"))
                & ~models.Q(confirmed_by=models.F("checked_by")),
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(state__in=["asked", "checked"]), name="one_open_close_out"
            ),
        ]


class Evidence(ScopedModel):
    """A paper or picture that shows what was done. `likeness` is a perceptual hash of a picture, `marks` are those of its
    windows, by which a cut is known; `reused_from` says where the same was handed in before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(RectificationEntry, models.PROTECT, null=True, related_name="evidence")
    subject_type = models.CharField(max_length=40, blank=True)  # other things evidence hangs on (orders, mechanisms)
    subject_id = models.CharField(max_length=64, blank=True)
    upload = models.ForeignKey("core.Upload", models.PROTECT, related_name="+")
    filename = models.CharField("文件名", max_length=200)
    content_type = models.CharField(max_length=100)
    what = models.CharField("说明", max_length=100, blank=True)
    likeness = models.CharField(max_length=64, blank=True)
    marks = models.BinaryField(default=bytes)
    reused_from = models.CharField("与何处相同", max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "佐证材料"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="evidence_subject")]
