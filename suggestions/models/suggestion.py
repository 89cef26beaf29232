import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import Event, TimeStamped
from members.models import Department, Enterprise, Person
from workshops.models import Problem, Result, Workshop

from ..querysets import PhotoQuerySet, ProposerQuerySet, SuggestionQuerySet


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
    FIGURE_KIND = "suggestion"

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
            models.Index(fields=["status", "spam_at", "-implemented_at", "-id"], name="suggestion_done"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("suggestions:detail", args=[self.number])

    def figure_cell(self):
        """The cell of the counting hook this row is in now."""
        return self.enterprise_id, self.month, "spam" if self.spam_at else self.status

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


class SuggestionEvent(Event):
    class Verb(models.TextChoices):
        SUBMITTED = "submitted", _("Sent in")
        JOINED = "joined", _("Says: this is mine")
        NAMED_TOGETHER = "named_together", _("Colleagues who had the idea too are named")
        CONFIRMED_TOGETHER = "confirmed_together", _("A colleague confirms having had the idea too")
        LEFT_TOGETHER = "left_together", _("A colleague is no longer named")
        SHARES_SET = "shares_set", _("Shares are set")
        NAME_SHOWN = "name_shown", _("Shows the name")
        ENVELOPE_ASKED = "envelope_asked", _("Union staff ask for the hidden name")
        ENVELOPE_OPENED = "envelope_opened", _("Union staff have learnt the hidden name")
        ENVELOPE_REFUSED = "envelope_refused", _("The hidden name stays sealed")
        TAKEN = "taken", _("Taken up")
        TRANSFERRED = "transferred", _("Handed on")
        PANEL_CALLED = "panel_called", _("Put before a review panel")
        SEAT_PASSED = "seat_passed", _("A stand-in votes in the panel")
        PANEL_CLOSED = "panel_closed", _("The review panel has finished")
        PANEL_TOO_FEW = "panel_too_few", _("The review panel had not enough votes")
        TO_MEETING = "to_meeting", _("Goes before a review meeting")
        OFF_MEETING = "off_meeting", _("Taken off the list of the meeting")
        RECLASSIFIED = "reclassified", _("Kind changed")
        ASKED = "asked", _("Asked for details")
        SUPPLEMENTED = "supplemented", _("Details added")
        PHOTOS_FOLLOWED = "photos_followed", _("Photos added later")
        RESUMED = "resumed", _("Goes on without the details")
        ADOPTED = "adopted", _("Adopted")
        PARTLY_ADOPTED = "partly_adopted", _("Partly adopted")
        RESERVED = "reserved", _("Kept in reserve")
        KEPT = "kept", _("Looked at again, stays in reserve")
        DECLINED = "declined", _("Not adopted for now")
        MERGED = "merged", _("Merged with another one")
        MERGED_IN = "merged_in", _("Another one about the same thing is merged in")
        UNMERGED = "unmerged", _("The merge is taken back")
        PARTED = "parted", _("One that was merged in stands alone again")
        FORWARDED = "forwarded", _("Forwarded to the problem board")
        PROBLEM_OPEN = "problem_open", _("The problem is on the board, workshops may bid")
        PROBLEM_CLAIMED = "problem_claimed", _("A workshop has claimed the problem")
        PROBLEM_REOPENED = "problem_reopened", _("The problem is open to bids again")
        PROBLEM_ACCEPTED = "problem_accepted", _("The problem is solved")
        PROBLEM_FAILED = "problem_failed", _("The problem could not be solved")
        PROBLEM_ENDED = "problem_ended", _("The problem was ended early")
        PROBLEM_UNCLAIMED = "problem_unclaimed", _("Nobody has claimed the problem")
        PROBLEM_DROPPED = "problem_dropped", _("The problem was not posted after all")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        NUDGED = "nudged", _("Asks how far it is")
        ESCALATED = "escalated", _("Late: those above have been told")
        ASKED_AGAIN = "asked_again", _("Asks for an explanation")
        EXPLAINED = "explained", _("Explained once more")
        APPEALED = "appealed", _("Asks somebody else to look at it")
        PROGRESS = "progress", _("Progress")
        STEP_PLANNED = "step_planned", _("A step is planned")
        STEP_DONE = "step_done", _("A step is done")
        STEP_REOPENED = "step_reopened", _("A step is not done after all")
        STEP_DROPPED = "step_dropped", _("A step is taken out")
        DAY_CHANGED = "day_changed", _("The day is changed")
        HANDED_OVER = "handed_over", _("Handed over to another owner")
        BEFORE_ADDED = "before_added", _("The owner adds a photo from before")
        QUOTA_SET = "quota_set", _("The old work quota is kept")
        QUOTA_SHORTENED = "quota_shortened", _("The old work quota is kept for a shorter time")
        TRIAL_REPORTED = "trial", _("Reported: tried without success, and learned from")
        FINISHED = "finished", _("Reported as done")
        CONFIRMED = "confirmed", _("Confirmed on the spot")
        NOT_DONE = "not_done", _("Not done yet, says the proposer")
        CONFIRMED_BY_SILENCE = "silence", _("No objection in five days")
        IMPLEMENTED = "implemented", _("Done")
        BENEFIT_CLAIMED = "claimed", _("Benefit claimed")
        BENEFIT_VERIFIED = "verified", _("Benefit verified")
        SHOWN_PUBLICLY = "shown_publicly", _("Shown to everybody in the gallery")
        NOT_PUBLIC = "not_public", _("No longer shown to everybody")
        RECHECKED = "rechecked", _("Looked at again")
        RESULT_MADE = "result_made", _("Became a result that others can take over")
        SPAM = "spam", _("Marked as spam")
        NOT_SPAM = "not_spam", _("No longer marked as spam")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Suggestion, models.CASCADE, related_name="events", verbose_name=_("suggestion"))

    class Meta(Event.Meta):
        verbose_name = _("suggestion event")
        verbose_name_plural = _("suggestion events")
