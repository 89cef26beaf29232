"""What leaves as a report: the columns of its tables as staff keep them, and versions that were frozen and signed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from ..periods import Period
from ..querysets import ReportColumnQuerySet, SnapshotQuerySet


class ReportTable(models.TextChoices):
    """What the report centre draws: six tables and the words that go with them."""

    SUGGESTIONS = "suggestions", _("① Suggestions")
    WORKSHOPS = "workshops", _("② Workshops")
    TRAINING = "training", _("③ Training and activities")
    MENTORING = "mentoring", _("④ Mentoring")
    FIVE_SMALLS = "five-smalls", _("⑤ “Five Smalls”")
    REFORM = "reform", _("⑥ Workforce reform, quarter by quarter")
    NARRATIVE = "narrative", _("Report in words")


class ReportColumn(models.Model):
    """How staff want one column of a table: its title, its place, and whether it is shown. What fills it is code."""

    table = models.CharField(_("table"), max_length=16, choices=ReportTable.choices, editable=False)
    code = models.SlugField(_("what stands in it"), max_length=40, editable=False)
    title = models.CharField(
        pgettext_lazy("of a column", "title"), max_length=40,
        help_text=_("In the words of the form; what is counted does not change with it."),
    )  # fmt: skip
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    is_shown = models.BooleanField(_("shown"), default=True)

    objects = ReportColumnQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("column of a report")
        verbose_name_plural = _("columns of reports")
        ordering = ["table", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["table", "code"], name="report_column_once")]

    def __str__(self):
        return f"{self.get_table_display()} · {self.title}"


class Snapshot(models.Model):
    """One version of a report of a unit and a period: frozen, then signed, and never written again.

    `content` has every cell (see `alliance_portal.snapshots`); people stand in it as numbers and get their names when
    it is read. A correction is the next version, with its reason.
    """

    class Status(models.TextChoices):
        FROZEN = "frozen", pgettext_lazy("report", "To be signed")
        SIGNED = "signed", pgettext_lazy("report", "Signed")

    TRANSITIONS = {Status.FROZEN: frozenset({Status.SIGNED})}

    # Id of the enterprise, None for the district; models of this package know no app above them.
    enterprise = models.BigIntegerField(_("unit"), null=True, editable=False)
    table = models.CharField(_("report"), max_length=16, choices=ReportTable.choices)
    period_code = models.CharField(_("period"), max_length=8)
    first = models.DateField(_("first month"))
    last = models.DateField(_("last month"))
    number = models.PositiveSmallIntegerField(pgettext_lazy("of a report", "version"))
    content = models.JSONField(_("cells"))
    digest = models.CharField(_("check value of the cells"), max_length=64)
    definitions = models.PositiveSmallIntegerField(_("definitions, version"))
    as_of = models.DateTimeField(_("as known at"))
    reason = models.TextField(_("why it was corrected"), blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("frozen by")
    )
    frozen_at = models.DateTimeField(_("frozen at"), default=timezone.now)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)
    check_value = models.CharField(_("check value"), max_length=64, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.FROZEN)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        ordering = ["-first", "table", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "table", "period_code", "number"],
                condition=Q(enterprise__isnull=False),
                name="snapshot_version_once",
            ),
            models.UniqueConstraint(
                fields=["table", "period_code", "number"],
                condition=Q(enterprise=None),
                name="snapshot_version_of_the_district_once",
            ),
            models.CheckConstraint(
                condition=Q(status="frozen", signed_by=None, signed_at=None, check_value="")
                | Q(status="signed", signed_by__isnull=False, signed_at__isnull=False) & ~Q(check_value=""),
                name="snapshot_signed_by_somebody",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="snapshot_corrected_for_a_reason"),
            models.CheckConstraint(condition=Q(number__gte=1), name="snapshot_counted_from_one"),
        ]
        indexes = [models.Index(fields=["enterprise", "status", "-signed_at"], name="snapshot_of_unit")]

    def __str__(self):
        return f"{self.get_table_display()} {self.period_code} · {self.number}"

    def get_absolute_url(self):
        return reverse("snapshot", args=[self.pk])

    @property
    def period(self):
        """Its months in words."""
        return Period(self.first, self.last).label

    @property
    def is_signed(self):
        return self.status == self.Status.SIGNED
