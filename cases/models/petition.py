from django.db import models

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import Channel, Finding, PetitionClass


class PetitionQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "PetitionQuerySet":
        """A sealed case is there for its named handlers alone, whoever else asks; the rest by scope, those that became a
        clue for the holders of clue.view."""
        if not user.sees_case_data:
            return self.none()
        named = models.Q(handlers__user=user, handlers__ended_at__isnull=True)
        ids = Petition.objects.filter(named, is_sealed=True, county_code=user.scope[:6]).values("pk")
        rows = self.filter(models.Q(is_sealed=False) | models.Q(pk__in=ids))
        if not user.may("clue.view"):
            rows = rows.filter(is_restricted=False)
        return rows.within(user.scope)

    def open(self) -> "PetitionQuerySet":
        """Not yet concluded."""
        return self.exclude(state__in=Petition.ENDED)


class Petition(ScopedModel):
    """A letter, visit, call, ticket or public form. Its clocks are derived from its events, never stored.

    `division_code` is where the matter lies: a village, a township, or the county where that is unknown. Of a sealed case
    (检举控告) this row keeps nothing that tells who or what: those stand in `sealed_text`, opened to its handlers alone,
    and its `division_code` is the county's, so that no township can count it.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", "已登记"
        ACCEPTED = "accepted", "已受理"
        HANDLING = "handling", "办理中"
        ANSWERED = "answered", "已答复"
        REVIEW = "review", "复查中"
        RE_REVIEW = "re_review", "复核中"
        CONCLUDED = "concluded", "已办结"
        TERMINATED = "terminated", "三级终结"
        REFUSED = "refused", "不予受理"
        FORWARDED = "forwarded", "已转送"
        MERGED = "merged", "并入首件"

    ENDED = (State.CONCLUDED, State.TERMINATED, State.REFUSED, State.FORWARDED, State.MERGED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField("编号", max_length=20)
    ledger_number = models.CharField("原台账编号", max_length=60, blank=True, db_index=True)
    channel = models.CharField("信访类型", max_length=10, choices=Channel.choices)
    kind = models.CharField("类别", max_length=12, choices=PetitionClass.choices)
    category = models.CharField("问题类别", max_length=30, blank=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.REGISTERED)
    received_at = models.DateTimeField("接件时间")
    is_anonymous = models.BooleanField("匿名", default=False)
    is_sealed = models.BooleanField("密封", default=False)
    is_restricted = models.BooleanField("移交后限制查看", default=False)
    place = models.CharField("反映问题地点", max_length=120, blank=True)
    accused = models.JSONField("被反映人", default=list)
    accused_unit = models.CharField("被反映单位", max_length=60, blank=True)
    text = models.TextField("信访内容", blank=True)
    sealed_blob = SealedField()
    sealed_text = SealedText("sealed_blob")  # JSON: names, IDs, phones, text, place, accused of a sealed case
    sketch = models.BinaryField(default=b"", editable=False)  # keyed features for finding repeats
    group_size = models.PositiveSmallIntegerField("人数", default=1)
    household = models.ForeignKey("recipients.Household", models.PROTECT, null=True, related_name="+")
    from_unit = models.CharField("来源单位", max_length=60, blank=True)
    report_back_by = models.DateField("要求反馈日期", null=True)
    responsible = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+", verbose_name="承办人")
    finding = models.CharField("是否属实", max_length=8, choices=Finding.choices, blank=True)
    answer = models.TextField("答复意见", blank=True)
    disputes_decision = models.BooleanField("对低保决定不服", default=False)
    cluster = models.ForeignKey("cases.PetitionCluster", models.PROTECT, null=True, related_name="petitions")
    note = models.CharField("备注", max_length=300, blank=True)
    source_upload = models.ForeignKey("core.Upload", models.PROTECT, null=True, related_name="+")
    source_row = models.PositiveIntegerField(default=0)
    registered_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信访件"
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(fields=["county_code", "number"], name="petition_number_once"),
            models.CheckConstraint(
                name="sealed_petition_tells_nothing",
                condition=models.Q(is_sealed=False)
                | models.Q(
                    text="",
                    place="",
                    accused_unit="",
                    household__isnull=True,
                    note="",
                    answer="",
                    category="",
                    from_unit="",
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "-received_at"], name="petition_newest"),
            models.Index(fields=["county_code", "state"], name="petition_by_state"),
        ]


class PetitionParty(ScopedModel):
    """Somebody who petitions, signs with others, or speaks for another; without a name it holds what number is known
    besides. A sealed case has none: see `Petition.sealed_text`."""

    class Role(models.TextChoices):
        PETITIONER = "petitioner", "信访人"
        CO_SIGNER = "co_signer", "联名人"
        AGENT = "agent", "代理人"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.PETITIONER)
    name = models.CharField("姓名", max_length=50, blank=True, db_index=True)
    id_sealed = SealedField()
    id_number = SealedText("id_sealed")
    id_index = models.CharField(max_length=32, blank=True, db_index=True)
    phone_sealed = SealedField()
    phone = SealedText("phone_sealed")
    phone_index = models.CharField(max_length=32, blank=True, db_index=True)

    objects = ScopedQuerySet.as_manager()


class PetitionHandler(models.Model):
    """Somebody named on a sealed case. Nobody else opens it, not even a leader."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="handlers")
    user = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    named_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "user"], name="handler_once")]


class PetitionFile(models.Model):
    """Material of a sealed case, or of a petition from the public page: the bytes as they came, and of a picture a copy
    written anew without what cameras hide in it. What the file was called stands nowhere but in `sealed_text`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=100)
    original = models.ForeignKey("core.Upload", models.PROTECT, related_name="+")
    copy = models.ForeignKey("core.Upload", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["petition", "number"], name="petition_file_once")]


class PetitionEvent(models.Model):
    """Something that happened to a petition. `on` is the day the law counts from; `at` when it was entered. Append-only."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "接件登记"
        ACCEPTED = "accepted", "受理并告知"
        REFUSED = "refused", "不予受理并告知"
        FORWARDED = "forwarded", "转送"
        ASSIGNED = "assigned", "交办"
        PROGRESS = "progress", "办理情况"
        HEARING_STARTED = "hearing_started", "听证开始"
        HEARING_ENDED = "hearing_ended", "听证结束"
        EXTENSION_ASKED = "extension_asked", "申请延期"
        EXTENDED = "extended", "批准延期"
        ANSWERED = "answered", "书面答复"
        REVIEW_ASKED = "review_asked", "申请复查"
        REVIEWED = "reviewed", "复查答复"
        RE_REVIEW_ASKED = "re_review_asked", "申请复核"
        RE_REVIEWED = "re_reviewed", "复核答复"
        CONCLUDED = "concluded", "办结"
        CALLED_BACK = "called_back", "回访"
        REOPENED = "reopened", "重新办理"
        MESSAGE = "message", "群众补充"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField(null=True)  # of an extension
    facts = models.JSONField(default=dict)  # e.g. satisfaction, 门好不好进、脸好不好看
    text_sealed = SealedField()
    text = SealedText("text_sealed")

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["petition", "at"], name="petition_story")]
