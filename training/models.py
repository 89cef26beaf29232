"""Training sessions and other activities, and who came."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise, Person
from workshops.models import Workshop

from .querysets import SessionQuerySet


class Session(TimeStamped):
    """One 场次. Hosted by several workshops it is still one for the alliance, and appears under each of them."""

    class Function(models.TextChoices):
        IDEOLOGY = "ideology", _("Ideological guidance")
        EDUCATION = "education", _("Education and training")
        SKILL = "skill", _("Skill improvement")
        RIGHTS = "rights", _("Protection of rights")
        CULTURE_SPORT = "culture_sport", _("Culture and sport")

    class Kind(models.TextChoices):
        COURSE = "course", _("Course")
        PRACTICE = "practice", _("Hands-on practice")
        TALK = "talk", _("Talk")
        EXCHANGE = "exchange", _("Exchange")
        CONTEST = "contest", _("Contest")
        ACTIVITY = "activity", _("Activity")

    topic = models.CharField(_("topic"), max_length=120)
    function = models.CharField(_("function"), max_length=16, choices=Function.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="sessions", verbose_name=_("enterprise"))
    workshops = models.ManyToManyField(Workshop, blank=True, related_name="sessions", verbose_name=_("host workshops"))
    venue = models.CharField(_("venue"), max_length=80, blank=True)
    lecturer = models.CharField(_("lecturer"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    class_hours = models.DecimalField(
        _("class hours"),
        max_digits=5,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(999)],
    )
    head_count = models.PositiveIntegerField(
        _("people counted"), null=True, blank=True,
        help_text=_("Only for a past session without a list of names; leave it empty where names are kept."),
    )  # fmt: skip

    objects = SessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_start"),
        ]
        indexes = [models.Index(fields=["enterprise", "starts_at"], name="session_by_enterprise")]

    def __str__(self):
        return self.topic

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be later than the start.")})


class Attendance(TimeStamped):
    """One 人次: a person at a session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name=_("person"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session", "person"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="attendance_once")]

    def __str__(self):
        return f"{self.person} · {self.session}"
