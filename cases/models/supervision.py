from typing import Self

from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class OrderQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> Self:
        """By scope. A township sees what was issued, never a draft; a draft about an entry referred as a clue is there for
        those who may know of the clue."""
        if not user.sees_case_data:
            return self.none()
        rows = self.within(user.scope)
        if user.is_township:
            return rows.filter(state__in=SupervisionOrder.SENT)
        return rows if user.may("clue.view") else rows.exclude(entry__is_restricted=True)


class CountyPaperQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> Self:
        """What lies in one's scope, and what is the whole county's."""
        if not user.sees_case_data:
            return self.none()
        county = user.scope[:6].ljust(12, "0")
        rows = self.within(user.scope[:6])
        return rows.filter(models.Q(division_code=county) | models.Q(division_code__startswith=user.scope))


class CircularQuerySet(CountyPaperQuerySet):
    def visible_to(self, user) -> Self:
        """What was published is for everybody of the county; the rest for those who draft and approve."""
        rows = super().visible_to(user)
        if user.may("circular.draft") or user.may("circular.approve"):
            return rows
        return rows.filter(state=Circular.State.PUBLISHED)


class SupervisionOrder(ScopedModel):
    """A paper of supervision to a township, or to a section of the bureau about the bureau's own problem: reminder, order,
    talk, circular. Drafted (also by the clock), issued only by a leader's signature, answered by whom it went to, its
    effect judged. `division_code` is theirs."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", "提醒函"
        ORDER = "order", "督办单"
        TALK = "talk", "约谈"
        CIRCULAR = "circular", "通报"
        RESEARCH = "research", "专题调研"
        KEY = "key", "重点督办"
        DIRECT = "direct", "直查直办"
        KEY_TALK = "key_talk", "重点约谈"

    class State(models.TextChoices):
        DRAFTED = "drafted", "待签发"
        ISSUED = "issued", "已签发待答复"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已办结"
        DROPPED = "dropped", "不签发"

    SENT = (State.ISSUED, State.ANSWERED, State.CLOSED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField("文号", max_length=40, blank=True)
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    subject = models.CharField("事项", max_length=120)
    text = models.TextField("内容")
    entry = models.ForeignKey("cases.RectificationEntry", models.PROTECT, null=True, related_name="orders")
    key = models.CharField(max_length=80, blank=True)  # what the clock drafted it for, once
    drafted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    issued_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    answer_by = models.DateField("答复时限", null=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    effect = models.CharField("督办成效", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督办"
        ordering = ["-drafted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["division_code", "key"], condition=~models.Q(key=""), name="order_drafted_once"
            ),
            models.CheckConstraint(name="order_two_people", condition=~models.Q(issued_by=models.F("drafted_by"))),
        ]

    @property
    def is_to_bureau(self) -> bool:
        """It went to a section of the bureau, for its entry lies in no township."""
        return self.township_code.endswith("000")


class Circular(ScopedModel):
    """A de-identified circular (通报) or, apart from it, an exposure of a typical case (曝光); two approvals."""

    class Kind(models.TextChoices):
        CIRCULAR = "circular", "通报"
        EXPOSURE = "exposure", "曝光"

    class State(models.TextChoices):
        DRAFTED = "drafted", "草稿"
        FIRST = "first", "一审通过"
        PUBLISHED = "published", "已印发"
        RETURNED = "returned", "退回修改"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    number = models.CharField("文号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文（不得出现个人信息）")
    entries = models.ManyToManyField("cases.RectificationEntry", related_name="circulars")
    drafted_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    first_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通报曝光"
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                name="circular_three_people",
                condition=~models.Q(first_by=models.F("drafted_by"))
                & ~models.Q(second_by=models.F("drafted_by"))
                & ~models.Q(second_by=models.F("first_by")),
            )
        ]


class EducationSession(ScopedModel):
    """A session of warning education (警示教育)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    held_on = models.DateField("日期")
    title = models.CharField("主题", max_length=120)
    place = models.CharField("地点", max_length=60, blank=True)
    attendance = models.PositiveIntegerField("参加人数", default=0)
    circular = models.ForeignKey(Circular, models.PROTECT, null=True, related_name="sessions")
    note = models.CharField("情况", max_length=500, blank=True)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CountyPaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "警示教育"
        ordering = ["-held_on"]


class Mechanism(ScopedModel):
    """What a weakness led to (三项机制): weakness → rule → 文号 → checked."""

    class Kind(models.TextChoices):
        SUPERVISION = "supervision", "监督完善机制"
        GUARANTEE = "guarantee", "制度保障机制"
        LASTING = "lasting", "长效管理机制"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("机制", max_length=12, choices=Kind.choices)
    weakness = models.CharField("薄弱环节", max_length=300)
    rule = models.CharField("制度措施", max_length=300, blank=True)
    document_number = models.CharField("文号", max_length=40, blank=True)
    issued_on = models.DateField("印发日期", null=True)
    checked_on = models.DateField("检查日期", null=True)
    checked_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    check_result = models.CharField("执行情况", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CountyPaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "三项机制"
