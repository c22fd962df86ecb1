from django.db import models


class RefusalTally(models.Model):
    """How often visitors who are not signed in were turned away in one minute; becomes one audit entry afterwards."""

    minute = models.CharField(max_length=16, primary_key=True)
    count = models.PositiveIntegerField(default=0)
