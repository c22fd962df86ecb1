from django.db import models


class LoginThrottle(models.Model):
    """Failed guesses from one source (user × device, or address) and until when the next is not looked at."""

    source = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_failure = models.DateTimeField()
    closed_until = models.DateTimeField()
