from django.db import models


class Policy(models.Model):
    """A dated setting of the bureau: from `effective_from` on, `name` is `value`, until a later row says otherwise."""

    name = models.CharField("项目", max_length=60)
    value = models.CharField("取值", max_length=200)
    effective_from = models.DateField("生效日期")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "制度参数"
        constraints = [models.UniqueConstraint(fields=["name", "effective_from"], name="policy_once_a_day")]
        ordering = ["name", "-effective_from"]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
