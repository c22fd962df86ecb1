from django.db import models


class Synonym(models.Model):
    """A word clerks use, and what it means: form 'roster' word 公民身份号码 field id_number, or form 'value:grade' and so on."""

    form = models.CharField("表", max_length=40)
    field = models.CharField("含义", max_length=60)
    word = models.CharField("用词", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "表头与用词"
        constraints = [models.UniqueConstraint(fields=["form", "field", "word"], name="synonym_once")]
        ordering = ["form", "field", "id"]

    def __str__(self) -> str:
        return f"{self.form}.{self.field}: {self.word}"
