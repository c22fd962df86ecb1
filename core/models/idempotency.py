from django.db import models


class IdempotencyKey(models.Model):
    """One press of one button: the same key again answers with the first outcome instead of doing it twice."""

    user = models.ForeignKey("core.User", models.CASCADE)
    key = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    response_url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_press_once")]
