"""Asking for help (找谁帮忙): one person asks another, or a workshop, and both keep the record."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import Event, TimeStamped
from members.models import Person, Speciality

from ..querysets import HelpRequestQuerySet
from .codes import new_code
from .workshop import Workshop


class HelpRequest(TimeStamped):
    """What is asked is between the two; nobody is ranked by it, and nothing is counted by person."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        PASSED_ON = "passed_on", _("Passed on, waiting for an answer")
        TAKEN_UP = "taken_up", _("Being helped")
        DECLINED = "declined", _("Cannot help this time")
        SOLVED = "solved", _("Solved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    WAITING = (Status.ASKED, Status.PASSED_ON)
    OPEN = (*WAITING, Status.TAKEN_UP)
    TRANSITIONS = {
        Status.ASKED: frozenset({Status.TAKEN_UP, Status.PASSED_ON, Status.DECLINED, Status.WITHDRAWN}),
        Status.PASSED_ON: frozenset({Status.TAKEN_UP, Status.PASSED_ON, Status.DECLINED, Status.WITHDRAWN}),
        Status.TAKEN_UP: frozenset({Status.PASSED_ON, Status.DECLINED, Status.SOLVED, Status.WITHDRAWN}),
    }

    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    asker = models.ForeignKey(Person, models.PROTECT, related_name="help_asked_for", verbose_name=_("asked by"))
    helper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="help_asked_of", verbose_name=_("asked person"),
        help_text=_("Of a workshop: whoever has taken it up."),
    )  # fmt: skip
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="help_requests", verbose_name=_("asked workshop")
    )
    speciality = models.ForeignKey(
        Speciality, models.PROTECT, null=True, blank=True, related_name="help_requests", verbose_name=_("speciality")
    )
    about = models.TextField(_("what it is about"))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.ASKED)
    version = models.PositiveIntegerField(default=1, editable=False)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_on = models.DateField(_("answer asked for by"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(helper__isnull=False) | Q(workshop__isnull=False), name="help_is_asked_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(helper=None) | ~Q(helper=F("asker")), name="help_is_asked_of_somebody_else"
            ),
            models.UniqueConstraint(
                fields=["asker", "helper"],
                condition=Q(status__in=["asked", "passed_on", "taken_up"], workshop=None),
                name="help_open_once_with_a_person",
            ),
            models.UniqueConstraint(
                fields=["asker", "workshop"],
                condition=Q(status__in=["asked", "passed_on", "taken_up"]),
                name="help_open_once_with_a_workshop",
            ),
        ]
        indexes = [models.Index(fields=["helper", "status"], name="help_of_helper")]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("workshops:help-request", args=[self.code])

    @property
    def is_waiting(self):
        """Whether somebody still has to say yes or no."""
        return self.status in self.WAITING

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def is_late(self):
        """The asked day is over; nobody is blamed, and the asker may ask somebody else."""
        return self.is_waiting and self.due_on < timezone.localdate()


class HelpEvent(Event):
    """What happened, and what the two wrote to each other; append-only."""

    class Verb(models.TextChoices):
        ASKED = "asked", _("Asks for help")
        TAKEN_UP = "taken_up", _("Helps")
        PASSED_ON = "passed_on", _("Passes it on to a colleague")
        DECLINED = "declined", _("Cannot help this time")
        WROTE = "wrote", _("Writes")
        SOLVED = "solved", _("It is solved")
        WITHDRAWN = "withdrawn", _("Takes the request back")
        REMINDED = "reminded", _("Reminded once")

    record = models.ForeignKey(HelpRequest, models.CASCADE, related_name="events", verbose_name=_("request for help"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a request for help")
        verbose_name_plural = _("events of requests for help")
