"""The mentoring agreement (名师带徒协议): who teaches whom which trade, from when until when, and how it ended."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, Source, TimeStamped
from members.models import Enterprise, Person
from workshops.models import Workshop

from ..querysets import ApprenticeshipQuerySet, MentorshipQuerySet


class Outcome(models.TextChoices):
    """What a check or an assessment has found (优秀, 合格, 不合格)."""

    EXCELLENT = "excellent", pgettext_lazy("mentoring", "Excellent")
    PASSED = "passed", pgettext_lazy("mentoring", "Passed")
    FAILED = "failed", pgettext_lazy("mentoring", "Not passed")


class Mentorship(TimeStamped):
    """One agreement: a mentor of the enterprise that keeps it, one or more apprentices of any enterprise.

    Whether it is in force on a day follows from its days alone, see `MentorshipQuerySet.in_force_on`.
    """

    RUN_BY = "workshop_leader"

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("mentoring", "Draft")
        SIGNING = "signing", pgettext_lazy("mentoring", "To be signed")
        IN_FORCE = "in_force", pgettext_lazy("mentoring", "In force")
        GRADUATED = "graduated", pgettext_lazy("mentoring", "Graduated")
        NOT_PASSED = "not_passed", pgettext_lazy("mentoring", "Assessment not passed")
        ENDED = "ended", pgettext_lazy("mentoring", "Ended early")
        DROPPED = "dropped", pgettext_lazy("mentoring", "Not agreed after all")

    TRANSITIONS = {
        Status.DRAFT: frozenset({Status.SIGNING, Status.IN_FORCE, Status.DROPPED}),
        # Back to a draft when somebody asks for other words before signing.
        Status.SIGNING: frozenset({Status.IN_FORCE, Status.DRAFT, Status.DROPPED}),
        Status.IN_FORCE: frozenset({Status.GRADUATED, Status.NOT_PASSED, Status.ENDED}),
        # Renewed once, or over.
        Status.NOT_PASSED: frozenset({Status.IN_FORCE, Status.ENDED}),
    }
    BEFORE_SIGNED = (Status.DRAFT, Status.SIGNING, Status.DROPPED)
    # Those concerned read nothing of a draft.
    UNSEEN = (Status.DRAFT, Status.DROPPED)
    OPEN = (Status.DRAFT, Status.SIGNING, Status.IN_FORCE, Status.NOT_PASSED)

    number = models.CharField(_("agreement number"), max_length=32)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="mentorships", verbose_name=_("enterprise"))
    mentor = models.ForeignKey(Person, models.PROTECT, related_name="mentorships", verbose_name=_("mentor"))
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="mentorships", verbose_name=_("workshop")
    )
    trade = models.CharField(_("trade"), max_length=40)
    goals = models.TextField(_("goals"))
    target_grade = models.CharField(
        _("skill grade aimed at"), max_length=20, choices=Person.SkillGrade.choices, blank=True
    )
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    on_paper = models.BooleanField(_("signed on paper"), default=False, editable=False)
    mentor_signed_at = models.DateTimeField(_("signed by the mentor at"), null=True, editable=False)
    signed_on = models.DateField(_("signed by all on"), null=True, editable=False)
    closed_on = models.DateField(_("over since"), null=True, editable=False)
    renewed = models.BooleanField(_("renewed after an assessment"), default=False, editable=False)
    end_reason = models.TextField(_("why it ended early"), blank=True, editable=False)
    award = models.CharField(_("award"), max_length=120, blank=True, editable=False)
    awarded_on = models.DateField(_("awarded on"), null=True, editable=False)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring agreement")
        verbose_name_plural = _("mentoring agreements")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "number"], name="mentorship_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="mentorship_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "signing", "dropped"], signed_on=None)
                | Q(status__in=["in_force", "graduated", "not_passed", "ended"], signed_on__isnull=False),
                name="mentorship_in_force_once_signed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["graduated", "ended"], closed_on__isnull=False)
                | ~Q(status__in=["graduated", "ended"]) & Q(closed_on=None),
                name="mentorship_over_with_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | ~Q(end_reason=""), name="mentorship_ended_with_its_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "status", "-starts_on"], name="mentorship_of_enterprise"),
            models.Index(fields=["workshop", "status"], name="mentorship_of_workshop"),
            models.Index(fields=["starts_on", "ends_on"], name="mentorship_by_day"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("training:mentorship", args=[self.pk])

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_in_force(self):
        return self.status == self.Status.IN_FORCE

    @property
    def is_signed(self):
        return self.signed_on is not None

    @property
    def known_apprenticeships(self):
        """Of whom everybody may know: once it has ended early only those who had graduated."""
        taught = self.apprenticeships.all()
        return [one for one in taught if one.graduated_on] if self.status == self.Status.ENDED else list(taught)

    @property
    def is_late(self):
        """Its term is over, and nobody has assessed it, extended it or ended it."""
        return self.is_in_force and self.ends_on < timezone.localdate()

    @property
    def look(self):
        """The code by which colour and icon are chosen."""
        return "overdue" if self.is_late else f"mentorship_{self.status}"

    @property
    def look_label(self):
        return _("To be assessed") if self.is_late else self.get_status_display()


class Apprenticeship(models.Model):
    """One apprentice (徒弟) of an agreement: when they signed, and what the assessment says of them."""

    mentorship = models.ForeignKey(
        Mentorship, models.CASCADE, related_name="apprenticeships", verbose_name=_("mentoring agreement")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="apprenticeships", verbose_name=_("apprentice"))
    signed_at = models.DateTimeField(_("signed at"), null=True, editable=False)
    result = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)
    score = models.DecimalField(
        _("score"), max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    grade_before = models.CharField(
        _("skill grade before"), max_length=20, choices=Person.SkillGrade.choices, blank=True
    )
    grade_after = models.CharField(_("skill grade after"), max_length=20, choices=Person.SkillGrade.choices, blank=True)
    graduated_on = models.DateField(_("graduated on"), null=True, blank=True)

    objects = ApprenticeshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("apprentice")
        verbose_name_plural = _("apprentices")
        ordering = ["mentorship", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "person"], name="apprentice_once"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="apprentice_score_in_range"
            ),
            models.CheckConstraint(
                condition=Q(graduated_on=None) | Q(result__in=["excellent", "passed"]),
                name="apprentice_graduates_passed",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.mentorship}"


class MentorshipEvent(Event):
    class Verb(models.TextChoices):
        CREATED = "created", pgettext_lazy("mentoring", "Written down")
        CHANGED = "changed", pgettext_lazy("mentoring", "Words changed")
        SIGNING = "signing", pgettext_lazy("mentoring", "Sent to be signed")
        SENT_BACK = "sent_back", pgettext_lazy("mentoring", "Back to a draft")
        SIGNED = "signed", pgettext_lazy("mentoring", "Signed")
        IN_FORCE = "in_force", pgettext_lazy("mentoring", "In force")
        ON_PAPER = "on_paper", pgettext_lazy("mentoring", "In force, signed on paper")
        DROPPED = "dropped", pgettext_lazy("mentoring", "Not agreed after all")
        PLANNED = "planned", pgettext_lazy("mentoring", "A stage is planned")
        UNPLANNED = "unplanned", pgettext_lazy("mentoring", "A stage is taken out")
        CHECKED = "checked", pgettext_lazy("mentoring", "A stage is checked")
        ASKED = "asked", pgettext_lazy("mentoring", "A change is asked for")
        REFUSED = "refused", pgettext_lazy("mentoring", "It goes on as it is")
        EXTENDED = "extended", pgettext_lazy("mentoring", "Extended")
        NEW_MENTOR = "new_mentor", pgettext_lazy("mentoring", "The mentor has changed")
        GRADUATED = "graduated", pgettext_lazy("mentoring", "Graduated")
        NOT_PASSED = "not_passed", pgettext_lazy("mentoring", "Assessment not passed")
        RENEWED = "renewed", pgettext_lazy("mentoring", "Renewed")
        ENDED = "ended", pgettext_lazy("mentoring", "Ended early")
        AWARDED = "awarded", pgettext_lazy("mentoring", "Award given")
        SCANNED = "scanned", pgettext_lazy("mentoring", "The scan of the paper is attached")
        RESCANNED = "rescanned", pgettext_lazy("mentoring", "The scan of the paper is replaced")
        UNSCANNED = "unscanned", pgettext_lazy("mentoring", "The scan of the paper is removed")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Mentorship, models.CASCADE, related_name="events", verbose_name=_("mentoring agreement"))

    class Meta(Event.Meta):
        verbose_name = _("event of a mentoring agreement")
        verbose_name_plural = _("events of mentoring agreements")
