import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from members.models import Department, Enterprise, Person
from workshops.models import Problem, Result, Workshop

from ..querysets import PhotoQuerySet, ProposerQuerySet, SuggestionQuerySet
from .words import WordIndex

ASKED_AGAIN = Q(asked_again_at__isnull=False)
DONE = Q(status="implemented", spam_at=None)
SHOWN_PUBLICLY = Q(shown_publicly_at__isnull=False)


class NumberSequence(models.Model):
    """The last public number given out in an enterprise and year; locked while one is taken."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "year"], name="number_sequence_once")]

    def __str__(self):
        return f"{self.enterprise.code}-{self.year}-{self.last:05}"


class Suggestion(TimeStamped):
    """A worker's idea. Who had it is told by `Proposer` alone."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for an answer")
        IN_REVIEW = "in_review", _("Taken up")
        NEEDS_INFO = "needs_info", _("Waiting for details")
        ADOPTED = "adopted", _("Adopted")
        PARTLY_ADOPTED = "partly_adopted", _("Partly adopted")
        RESERVED = "reserved", _("Reserved")
        DECLINED = "declined", _("Not adopted for now")
        IMPLEMENTING = "implementing", _("Being put into practice")
        IMPLEMENTED = "implemented", _("Done")
        MERGED = "merged", _("Merged")
        FORWARDED = "forwarded", _("Forwarded to the problem board")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS = {
        Status.SUBMITTED: {
            Status.IN_REVIEW,
            Status.NEEDS_INFO,
            Status.ADOPTED,
            Status.PARTLY_ADOPTED,
            Status.RESERVED,
            Status.DECLINED,
            Status.MERGED,
            Status.FORWARDED,
            Status.WITHDRAWN,
        },
        Status.IN_REVIEW: {
            Status.NEEDS_INFO,
            Status.ADOPTED,
            Status.PARTLY_ADOPTED,
            Status.RESERVED,
            Status.DECLINED,
            Status.MERGED,
            Status.FORWARDED,
            Status.WITHDRAWN,
        },
        Status.NEEDS_INFO: {Status.IN_REVIEW, Status.WITHDRAWN},
        Status.ADOPTED: {Status.IMPLEMENTING},
        Status.PARTLY_ADOPTED: {Status.IMPLEMENTING},
        Status.RESERVED: {Status.ADOPTED, Status.PARTLY_ADOPTED},
        # On appeal, once.
        Status.DECLINED: {Status.IN_REVIEW},
        # Taken back within a day.
        Status.MERGED: {Status.IN_REVIEW},
        Status.IMPLEMENTING: {Status.IMPLEMENTED},
    }
    UNANSWERED = (Status.SUBMITTED, Status.IN_REVIEW, Status.NEEDS_INFO)
    ADOPTIONS = (Status.ADOPTED, Status.PARTLY_ADOPTED)
    IN_PRACTICE = (Status.ADOPTED, Status.PARTLY_ADOPTED, Status.IMPLEMENTING)
    # What it can be found by.
    TEXTS = ("title", "problem", "idea")

    class Conclusion(models.TextChoices):
        ADOPTED = "adopted", _("Adopted")
        PARTLY_ADOPTED = "partly_adopted", _("Partly adopted")
        RESERVED = "reserved", _("Reserved")
        DECLINED = "declined", _("Not adopted for now")
        MERGED = "merged", _("Merged")
        FORWARDED = "forwarded", _("Forwarded to the problem board")

    class Category(models.TextChoices):
        """The contents of Art. 2 of the 1986 regulation in the words ledgers use."""

        SAFETY = "safety", _("Safety and environment")
        QUALITY = "quality", _("Quality")
        PROCESS = "process", _("Process")
        EQUIPMENT = "equipment", _("Equipment and tooling")
        ENERGY = "energy", _("Energy and materials")
        SITE = "site", _("Order on the shop floor")
        SERVICE = "service", _("Services and logistics")
        OTHER = "other", _("Other or not sure")

    class Kind(models.TextChoices):
        """What came in; each kind has its own promise. Art. 25 of the trade-union law: hazards are answered at once."""

        SUGGESTION = "suggestion", _("Suggestion")
        OPINION = "opinion", _("Opinion")
        HAZARD = "hazard", _("Hazard")
        MAJOR = "major", _("Major suggestion")

    class Channel(models.TextChoices):
        WEB = "web", _("Web page")
        QR = "qr", _("QR poster")
        PAPER = "paper", _("Slip of paper")
        DESK = "desk", _("Told to a colleague")
        LEDGER = "ledger", _("Ledger")

    number = models.CharField(_("number"), max_length=20, unique=True)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="suggestions", verbose_name=_("enterprise"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="suggestions", verbose_name=_("department"))
    shop = models.ForeignKey(
        Department, models.PROTECT, related_name="shop_suggestions", editable=False, verbose_name=_("shop"),
        help_text=_("The top department; figures are kept by it."),
    )  # fmt: skip
    workshop = models.ForeignKey(
        Workshop, models.SET_NULL, null=True, blank=True, related_name="suggestions",
        verbose_name=_("taken by workshop"),
    )  # fmt: skip
    handler = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="handled_suggestions",
        verbose_name=_("handed to"), help_text=_("Empty: with the reviewers of the enterprise."),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SUGGESTION)
    category = models.CharField(_("category"), max_length=12, choices=Category.choices, default=Category.OTHER)
    title = models.CharField(_("title"), max_length=80)
    problem = models.TextField(_("what is wrong or could be better"))
    idea = models.TextField(_("idea"), blank=True)
    expected_effect = models.TextField(_("expected effect"), blank=True)
    channel = models.CharField(_("came by"), max_length=8, choices=Channel.choices, default=Channel.WEB)
    poster = models.ForeignKey(
        "suggestions.Poster", models.SET_NULL, null=True, blank=True, related_name="suggestions",
        verbose_name=_("poster"),
    )  # fmt: skip
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("entered for somebody by"),
    )  # fmt: skip
    name_hidden = models.BooleanField(_("name hidden"), default=False)
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.SUBMITTED)
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    month = models.DateField(_("month of receipt"), editable=False)
    due_on = models.DateField(_("answer by"))
    waiting_since = models.DateTimeField(_("waiting for the worker since"), null=True, blank=True)
    paused_days = models.PositiveSmallIntegerField(_("days spent waiting for the worker"), default=0)
    conclusion = models.CharField(_("conclusion"), max_length=16, choices=Conclusion.choices, blank=True)
    answered_at = models.DateTimeField(_("first answered at"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True, blank=True)
    review_on = models.DateField(_("in reserve until it is looked at again on"), null=True, blank=True)
    implemented_at = models.DateTimeField(_("done at"), null=True, blank=True)
    shown_publicly_at = models.DateTimeField(_("shown to everybody since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    spam_at = models.DateTimeField(_("marked as spam at"), null=True, blank=True)
    asked_again_at = models.DateTimeField(_("asked to explain the answer at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    forwarded_to = models.ForeignKey(
        Problem, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name=_("became the problem")
    )
    result = models.ForeignKey(
        Result, models.SET_NULL, null=True, blank=True, editable=False, related_name="suggestions",
        verbose_name=_("result that came of it"),
    )  # fmt: skip
    unmerged_at = models.DateTimeField(_("a merge was last taken back at"), null=True, blank=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="suggestion_month_is_a_first_day"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("received_at")),
                name="suggestion_answered_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | (Q(status="merged") & ~Q(merged_into=F("pk"))),
                name="suggestion_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(forwarded_to=None) | Q(status="forwarded"), name="suggestion_forwarded_with_its_problem"
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "month", "shop", "status"], name="suggestion_cohort"),
            models.Index(fields=["enterprise", "status", "due_on", "received_at", "id"], name="suggestion_queue"),
            models.Index(fields=["enterprise", "received_at", "id"], name="suggestion_newest"),
            # With the conditions as columns PostgreSQL would sort: it does not know that "is empty" is always the same.
            models.Index(fields=["-implemented_at", "-id"], name="suggestion_done", condition=DONE),
            models.Index(fields=["received_at", "id"], name="suggestion_received"),
            models.Index(fields=["received_at", "id"], name="suggestion_unanswered", condition=Q(answered_at=None)),
            models.Index(fields=["enterprise"], name="suggestion_asked_again", condition=ASKED_AGAIN),
            models.Index(fields=["-implemented_at", "-id"], name="suggestion_public", condition=SHOWN_PUBLICLY),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("suggestions:detail", args=[self.number])

    def save(self, *args, update_fields=None, **kwargs):
        """It can be found by its words from the same moment on."""
        is_new = self._state.adding
        with transaction.atomic(savepoint=False):
            super().save(*args, update_fields=update_fields, **kwargs)
            if update_fields is None or not set(self.TEXTS).isdisjoint(update_fields):
                WordIndex.objects.write([self], are_new=is_new)

    @property
    def is_unanswered(self):
        """Waiting for its first answer; under appeal it has had one."""
        return self.status in self.UNANSWERED and not self.answered_at and not self.spam_at

    @property
    def is_under_appeal(self):
        return self.status in self.UNANSWERED and bool(self.answered_at) and not self.spam_at

    @property
    def open_panel(self):
        """The panel that is sitting on it, None when there is none; what nobody has touched has none."""
        panels = self.panels.all() if self.version > 1 and self.is_unanswered else ()
        return next((panel for panel in panels if panel.closed_at is None), None)

    def is_overdue(self, today=None):
        """Whether the promised day has passed without an answer; waiting for the worker stops the clock."""
        today = today or timezone.localdate()
        return self.is_unanswered and self.status != self.Status.NEEDS_INFO and self.due_on < today

    @property
    def from_ledger(self):
        return self.channel == self.Channel.LEDGER

    @property
    def was_done_here(self):
        """Finished by the portal's own way and in use, neither only tried nor told of by a ledger."""
        done = self.status == self.Status.IMPLEMENTED and not self.spam_at and not self.from_ledger
        return done and not self.was_only_tried

    @property
    def was_only_tried(self):
        """Whether it was reported as a trial that did not work."""
        implementation = getattr(self, "implementation", None)
        return implementation is not None and implementation.is_learned


class Proposer(models.Model):
    """Who had the idea and with which share; the only place where a suggestion names its author."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="proposers", verbose_name=_("suggestion"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposals", verbose_name=_("person"))
    share = models.DecimalField(_("share, %"), max_digits=5, decimal_places=2, default=Decimal(100))
    is_lead = models.BooleanField(_("lead"), default=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, default=timezone.now)

    objects = ProposerQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposer")
        verbose_name_plural = _("proposers")
        ordering = ["suggestion", "-share", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "person"], name="proposer_once"),
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(is_lead=True), name="proposer_one_lead_per_suggestion"
            ),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=100), name="proposer_share_0_to_100"),
        ]

    def __str__(self):
        return self.person.name


class Photo(TimeStamped):
    class Kind(models.TextChoices):
        BEFORE = "before", _("Before")
        DURING = "during", _("During the work")
        AFTER = "after", _("After")
        LATER = "later", _("Months later")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="photos", verbose_name=_("suggestion"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    image = models.ImageField(_("picture"), upload_to="photos/%Y/%m")
    thumbnail = models.ImageField(_("small picture"), upload_to="photos/%Y/%m")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    # What the sender's phone calls it, at random: a photo that is sent again is the same photo.
    client_id = models.UUIDField(null=True, editable=False)
    from_owner = models.BooleanField(
        _("taken by the owner before the work began"), default=False,
        help_text=_("The proposer had sent none."),
    )  # fmt: skip

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["suggestion", "kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "client_id"], name="photo_once")]

    def __str__(self):
        return f"{self.suggestion_id} {self.get_kind_display()} {self.pk}"

    @property
    def small(self):
        """The address of the small picture, for those who may see the suggestion."""
        return reverse("suggestions:photo", args=[self.pk, "small"])
