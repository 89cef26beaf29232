"""A training session or other activity (场次): what, when, where, by whom, for whom, and how many may come."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal import charts
from alliance_portal.models import Event, Source, TimeStamped
from members.models import Enterprise, Person
from workshops.models import Booking, Workshop

from ..querysets import SessionQuerySet
from .partner import Partner

FEW_SEATS = 5
SEAT_WORDS = {
    "cancelled": pgettext_lazy("session", "Cancelled"),
    "over": pgettext_lazy("session", "Over"),
    "running": pgettext_lazy("session", "Going on now"),
    "shut": pgettext_lazy("session", "Enrolment is over"),
    "full": pgettext_lazy("session", "Full"),
    "free": pgettext_lazy("session", "Open for enrolment"),
}


class Series(TimeStamped):
    """Sessions that belong together: a course of several days, or the same one again on other days.

    Each of its sessions is a session (场次) of its own; the series itself is never counted beside them.
    """

    title = models.CharField(pgettext_lazy("of a series", "title"), max_length=120)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="series", verbose_name=_("enterprise"))
    is_course = models.BooleanField(
        _("one course"), default=True,
        help_text=_("Whoever comes takes part in all of it. Otherwise it is the same session again on other days."),
    )  # fmt: skip

    class Meta:
        verbose_name = pgettext_lazy("sessions", "series")
        verbose_name_plural = pgettext_lazy("sessions", "series")
        ordering = ["-pk"]

    def __str__(self):
        return self.title


class Session(TimeStamped):
    """One 场次. Hosted by several workshops it is still one for the alliance, and appears under each of them."""

    RUN_BY = "workshop_leader"

    class Function(models.TextChoices):
        """The five functions of the alliance."""

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
        READING = "reading", _("Reading")
        ADVICE = "advice", pgettext_lazy("session", "Advice")
        ACTIVITY = "activity", _("Activity")

    class Form(models.TextChoices):
        """The column 形式 of the ledgers."""

        ON_SITE = "on_site", pgettext_lazy("session", "On site")
        ONLINE = "online", pgettext_lazy("session", "Online")
        HANDS_ON = "hands_on", pgettext_lazy("session", "At the machine")

    class LecturerKind(models.TextChoices):
        MODEL_WORKER = "model_worker", _("Model worker")
        CRAFTSMAN = "craftsman", _("Craftsman")
        TECHNICIAN = "technician", _("Technician")
        PROFESSOR = "professor", _("Expert or professor")
        MANAGER = "manager", _("Head of an enterprise or its party organisation")
        OTHER = "other", pgettext_lazy("lecturer", "Other")

    class Audience(models.TextChoices):
        OWN = "own", _("people of the enterprises that hold it")
        ALLIANCE = "alliance", _("people of the alliances of its workshops")
        DISTRICT = "district", _("everybody of the district")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("session", "Draft")
        ANNOUNCED = "announced", pgettext_lazy("session", "Announced")
        CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")

    TRANSITIONS = {
        Status.DRAFT: frozenset({Status.ANNOUNCED}),
        Status.ANNOUNCED: frozenset({Status.CANCELLED}),
    }

    number = models.CharField(pgettext_lazy("of a session", "number"), max_length=16, unique=True, editable=False)
    topic = models.CharField(_("topic"), max_length=120)
    function = models.CharField(_("function"), max_length=16, choices=Function.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.ON_SITE)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="sessions", verbose_name=_("enterprise"))
    co_hosts = models.ManyToManyField(
        Enterprise, blank=True, related_name="shared_sessions", verbose_name=_("held together with")
    )
    workshops = models.ManyToManyField(Workshop, blank=True, related_name="sessions", verbose_name=_("host workshops"))
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="sessions", verbose_name=_("partners it is held with"), editable=False
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="sessions",
        verbose_name=pgettext_lazy("sessions", "series"),
    )  # fmt: skip
    place = models.CharField(_("place"), max_length=80, blank=True)
    booking = models.OneToOneField(
        Booking, models.PROTECT, null=True, blank=True, editable=False, related_name="session",
        verbose_name=_("booking"),
    )  # fmt: skip
    how_to_join = models.CharField(
        _("how to join online"), max_length=200, blank=True,
        help_text=_("Link or number of the meeting. Only those who have a seat read it."),
    )  # fmt: skip
    lecturer = models.CharField(_("lecturer"), max_length=60, blank=True)
    lecturer_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="taught_sessions", verbose_name=_("lecturer")
    )
    lecturer_kind = models.CharField(_("who the lecturer is"), max_length=12, choices=LecturerKind.choices, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    class_hours = models.DecimalField(
        _("class hours"),
        max_digits=5,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(999)],
    )
    audience = models.CharField(_("for whom"), max_length=8, choices=Audience.choices, default=Audience.OWN)
    capacity = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5000)],
        help_text=_("Empty: as many as like to come."),
    )  # fmt: skip
    # How many seats are taken: kept with the enrolments by `services.seats`, under the lock of this row.
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    enrol_until = models.DateTimeField(
        _("enrolment until"), null=True, blank=True, help_text=_("Empty: until it begins.")
    )
    about = models.TextField(
        _("what one learns"), blank=True,
        help_text=_("One line for each step; what follows a | stands small under it, such as: 40 minutes."),
    )  # fmt: skip
    bring = models.CharField(_("what to bring"), max_length=200, blank=True)
    head_count = models.PositiveIntegerField(
        _("people counted"), null=True, blank=True,
        help_text=_("Only for a past session without a list of names; leave it empty where names are kept."),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("entered by"),
    )  # fmt: skip

    objects = SessionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["taken", "version"])

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="session_never_oversold"
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "starts_at"], name="session_by_enterprise")]

    def __str__(self):
        return self.topic

    def get_absolute_url(self):
        return reverse("training:session", args=[self.number])

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be later than the start.")})

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_announced(self):
        return self.status == self.Status.ANNOUNCED

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def knows_times(self):
        """Ledgers tell the day alone, so that no hour is shown for what came from one."""
        return self.source != Source.LEDGER

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def is_online(self):
        return self.form == self.Form.ONLINE

    @property
    def enrolment_ends_at(self):
        """From then on nobody enrols any more."""
        return min(self.enrol_until, self.starts_at) if self.enrol_until else self.starts_at

    @property
    def seat_state(self):
        """What somebody reads who looks for a seat: “cancelled”, “over”, “running”, “shut”, “full”, “few” or “free”."""
        if self.is_cancelled:
            return "cancelled"
        if self.has_begun:
            return "over" if self.is_over else "running"
        if self.enrolment_ends_at <= timezone.now():
            return "shut"
        if self.capacity is None:
            return "free"
        return "full" if self.seats_left <= 0 else "few" if self.seats_left <= FEW_SEATS else "free"

    @property
    def seat_look(self):
        return f"session_{self.seat_state}"

    @property
    def seat_words(self):
        if self.seat_state in ("few", "free") and self.capacity is not None:
            return ngettext("%(n)d seat left", "%(n)d seats left", self.seats_left) % {"n": self.seats_left}
        return SEAT_WORDS[self.seat_state]

    @property
    def look(self):
        """Its status at the desk: announced becomes over by the clock."""
        over = self.is_announced and self.is_over
        return "session_over" if over else f"session_{self.status}"

    @property
    def look_label(self):
        return SEAT_WORDS["over"] if self.is_announced and self.is_over else self.get_status_display()

    @property
    def bar(self):
        """How full it is, for the eye; the numbers stand beside it."""
        kind = "received" if self.seat_state == "full" else "adopted"
        return charts.bar([(self.taken, kind)], self.capacity or 0, small=True)

    @property
    def holds_venue(self):
        """Whether the venue is booked for it, or asked for and not answered yet."""
        return self.booking is not None and self.booking.is_holding

    @property
    def where(self):
        """The place in words, "" while there is none."""
        if self.holds_venue:
            venue = self.booking.venue
            return gettext("%(venue)s, %(place)s") % {"venue": venue.name, "place": venue.place}
        return self.place

    @property
    def steps(self):
        """[(what is learned, what stands small under it)], one for each line."""
        lines = (line.replace("｜", "|").partition("|") for line in self.about.splitlines())
        return [(title.strip(), note.strip()) for title, _bar, note in lines if title.strip()]

    @property
    def public_lecturer(self):
        """Who teaches, for everybody: a name outside as it was typed, a colleague as far as they agree to be named."""
        return self.lecturer_person.public_name if self.lecturer_person_id else self.lecturer

    @property
    def known_lecturer(self):
        """The same for those who keep the session: a number of another enterprise tells no name."""
        if not self.lecturer_person_id:
            return self.lecturer
        is_colleague = self.lecturer_person.enterprise_id == self.enterprise_id
        return self.lecturer_person.name if is_colleague else self.lecturer_person.public_name

    @property
    def seats_left(self):
        """How many seats are free; None where as many as like may come."""
        return None if self.capacity is None else self.capacity - self.taken


class SessionEvent(Event):
    class Verb(models.TextChoices):
        CREATED = "created", pgettext_lazy("session", "Written down")
        CHANGED = "changed", pgettext_lazy("session", "Words changed")
        ANNOUNCED = "announced", pgettext_lazy("session", "Announced")
        MOVED = "moved", pgettext_lazy("session", "Time or place changed")
        CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")
        OPENED = "opened", pgettext_lazy("session", "Check-in opened")
        CLOSED = "closed", pgettext_lazy("session", "Check-in closed")
        REPEATED = "repeated", pgettext_lazy("session", "Repeated on other days")
        FILE = "file", pgettext_lazy("session", "Material added")
        NO_FILE = "no_file", pgettext_lazy("session", "Material taken away")
        STRUCK = "struck", pgettext_lazy("session", "Somebody taken off the list of those present")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Session, models.CASCADE, related_name="events", verbose_name=_("session"))

    class Meta(Event.Meta):
        verbose_name = _("event of a session")
        verbose_name_plural = _("events of sessions")
