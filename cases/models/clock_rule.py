from django.db import models

from .choices import Channel, PetitionClass


class ClockRule(models.Model):
    """A dated term of law or of the bureau: from `effective_from` on, `step` must be done `days` after it starts.

    The narrowest row wins: by channel and class, then by channel, then by class, then for all. Calendar days unless
    `working_days`; a last day on which nobody works moves to the next working day where `shift` says so.
    """

    class Step(models.TextChoices):
        ACCEPT = "accept", "受理告知"
        CONCLUDE = "conclude", "办结答复"
        EXTENSION = "extension", "最长延期"
        ASK_REVIEW = "ask_review", "申请复查"
        REVIEW = "review", "复查答复"
        ASK_RE_REVIEW = "ask_re_review", "申请复核"
        RE_REVIEW = "re_review", "复核答复"
        OBJECTION = "objection", "转送异议"
        CALL_BACK = "call_back", "回访"

    step = models.CharField("环节", max_length=14, choices=Step.choices)
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices, blank=True)
    kind = models.CharField("类别", max_length=12, choices=PetitionClass.choices, blank=True)
    days = models.PositiveSmallIntegerField("天数")
    working_days = models.BooleanField("按工作日", default=False)
    shift = models.BooleanField("末日顺延", default=True)
    effective_from = models.DateField("生效日期")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "信访时限"
        ordering = ["step", "channel", "kind", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["step", "channel", "kind", "effective_from"], name="clock_rule_once")
        ]
