"""Public numbers of what the whole district shares: N-2026-0042 a problem, R-2026-0042 a result, T-… a session."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given out in a series and year; locked while one is taken."""

    class Letter(models.TextChoices):
        """Written in front of the number, the same in every language."""

        PROBLEM = "N"
        RESULT = "R"
        SESSION = "T"

    letter = models.CharField(max_length=1, choices=Letter.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "year"], name="number_series_once")]

    def __str__(self):
        return f"{self.letter}-{self.year}-{self.last:04}"
