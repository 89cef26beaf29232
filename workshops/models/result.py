"""Results (成果): what was worked out and is in use, written so that others can take it over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import Event, Source, TimeStamped
from members.models import Enterprise, Person, Speciality

from ..querysets import FiveSmallKindQuerySet, ResultQuerySet
from .benefit import HasBenefit
from .problem import Problem
from .visibility import Visibility
from .workshop import Workshop

# Not the outcome of something, which is another word in Chinese.
A_RESULT = pgettext_lazy("worked out", "result")


class FiveSmallKind(TimeStamped):
    """A kind of “五小” in the words of an enterprise, and the one the national round counts it as."""

    class National(models.TextChoices):
        """The five words of the All-China Federation."""

        INVENTION = "invention", _("Small invention")
        CREATION = "creation", _("Small creation")
        RENOVATION = "renovation", _("Small renovation")
        DESIGN = "design", _("Small design")
        SUGGESTION = "suggestion", _("Small suggestion")

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="five_small_kinds",
        verbose_name=_("enterprise"), help_text=_("Empty: offered in every enterprise that has no words of its own."),
    )  # fmt: skip
    name = models.CharField(pgettext_lazy("of a kind", "name"), max_length=20)
    national = models.CharField(_("counted in the country as"), max_length=12, choices=National.choices)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = FiveSmallKindQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kind of “Five Smalls”")
        verbose_name_plural = _("kinds of “Five Smalls”")
        ordering = ["enterprise", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="five_small_kind_once_per_enterprise",
                violation_error_message=_("This kind is there already."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(enterprise=None),
                name="five_small_kind_once_in_the_district",
                violation_error_message=_("This kind is there already."),
            ),
        ]

    def __str__(self):
        return self.name


class Result(HasBenefit, TimeStamped):
    """What is told of it is public as far as `visibility` goes; people are named as they agreed (`ResultMaker`)."""

    RUN_BY = "workshop_leader"
    Visibility = Visibility

    class Owner(models.TextChoices):
        """Whose it is (知识产权归属)."""

        ENTERPRISE = "enterprise", pgettext_lazy("owner", "The enterprise")
        MAKERS = "makers", pgettext_lazy("owner", "Those who made it")
        SHARED = "shared", pgettext_lazy("owner", "The enterprise and those who made it")
        JOINT = "joint", pgettext_lazy("owner", "Several units together")
        POSTER = "poster", pgettext_lazy("owner", "The unit that posted the problem")

    class Licence(models.TextChoices):
        """On which terms others may use it."""

        FREE = "free", pgettext_lazy("licence", "Free to use")
        AGREEMENT = "agreement", pgettext_lazy("licence", "By agreement")
        SHOW_ONLY = "show_only", pgettext_lazy("licence", "To look at only")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("result", "Draft")
        PUBLISHED = "published", pgettext_lazy("result", "Shared")
        WITHDRAWN = "withdrawn", pgettext_lazy("result", "Withdrawn")

    TRANSITIONS = {
        Status.DRAFT: frozenset({Status.PUBLISHED}),
        Status.PUBLISHED: frozenset({Status.WITHDRAWN}),
    }

    number = models.CharField(_("number"), max_length=16, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="results", verbose_name=_("enterprise"))
    workshops = models.ManyToManyField(Workshop, blank=True, related_name="results", verbose_name=_("worked out by"))
    problem = models.ForeignKey(
        Problem, models.PROTECT, null=True, blank=True, editable=False, related_name="results",
        verbose_name=_("solves the problem"),
    )  # fmt: skip
    title = models.CharField(pgettext_lazy("of a result", "title"), max_length=80)
    five_small = models.ForeignKey(
        FiveSmallKind, models.PROTECT, null=True, blank=True, related_name="results",
        verbose_name=_("kind of “Five Smalls”"), help_text=_("Empty: it is none of them."),
    )  # fmt: skip
    innovation = models.CharField(_("kind of innovation"), max_length=12, choices=Workshop.Innovation.choices)
    specialities = models.ManyToManyField(
        Speciality, blank=True, related_name="results", verbose_name=_("specialities")
    )
    before = models.TextField(_("before"), help_text=_("What was wrong, and since when."))
    method = models.TextField(_("how it works"))
    after = models.TextField(_("after"), help_text=_("What is better, and how it was measured."))
    applicability = models.TextField(_("where else it fits"), blank=True)
    in_use_since = models.DateField(_("in use since"), null=True, blank=True)
    owner = models.CharField(_("whose it is"), max_length=12, choices=Owner.choices, default=Owner.ENTERPRISE)
    owner_note = models.CharField(_("what was agreed on it"), max_length=200, blank=True)
    licence = models.CharField(_("others may use it"), max_length=12, choices=Licence.choices, default=Licence.FREE)
    visibility = models.CharField(
        _("who may read it"), max_length=12, choices=Visibility.choices, default=Visibility.ALLIANCE
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    published_at = models.DateTimeField(_("shared since"), null=True, editable=False)
    withdrawn_because = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    objects = ResultQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"], m2m_fields=[workshops, specialities])

    class Meta:
        verbose_name = A_RESULT
        verbose_name_plural = _("results")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None) | ~Q(status="draft") & Q(published_at__isnull=False),
                name="result_shared_with_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(status="withdrawn") & ~Q(withdrawn_because=""))
                | (~Q(status="withdrawn") & Q(withdrawn_because="")),
                name="result_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(condition=HasBenefit.VERIFIED_BY_SOMEBODY, name="result_verified_by_somebody"),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at"], name="result_newest"),
            models.Index(fields=["enterprise", "status"], name="result_of_enterprise"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("workshops:result", args=[self.number])

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_public(self):
        """Whether everybody may read it."""
        return self.is_published and self.visibility == Visibility.PUBLIC

    @property
    def is_withdrawn(self):
        return self.status == self.Status.WITHDRAWN

    def photos_of(self, kind):
        """Of those prefetched, of before or after."""
        return [photo for photo in self.photos.all() if photo.kind == kind]

    @property
    def small_pair(self):
        """The addresses of the first small photo of before and of after, "" for none."""
        pairs = (self.photos_of("before"), self.photos_of("after"))
        return [photos[0].small if photos else "" for photos in pairs]

    @property
    def is_offered(self):
        """Whether others may ask to use it."""
        return self.is_published and self.licence != self.Licence.SHOW_ONLY and self.visibility != Visibility.ENTERPRISE


class ResultMaker(TimeStamped):
    """Who made it, in the order of what each did; whoever is on no roster is there by name and unit."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="makers", verbose_name=A_RESULT)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="results_made", verbose_name=_("person")
    )
    outsider = models.CharField(_("name of somebody from outside"), max_length=60, blank=True)
    place = models.PositiveSmallIntegerField(_("order"))
    did = models.CharField(_("what this person did"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("maker of a result")
        verbose_name_plural = _("makers of results")
        ordering = ["result", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "person"],
                name="result_made_by_a_person_once",
                violation_error_message=_("This person is there already."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, outsider="") | Q(person=None) & ~Q(outsider=""),
                name="result_maker_is_a_person_or_an_outsider",
            ),
        ]

    def __str__(self):
        return str(self.person.name if self.person_id else self.outsider)

    @property
    def is_named(self):
        """Whether everybody may read the name; whoever is on no roster had no way to agree."""
        return bool(self.person_id and self.person.is_named)


class Patent(TimeStamped):
    """A patent or registered right that protects a result."""

    class Kind(models.TextChoices):
        INVENTION = "invention", pgettext_lazy("patent", "Invention")
        UTILITY = "utility", pgettext_lazy("patent", "Utility model")
        DESIGN = "design", pgettext_lazy("patent", "Design")
        SOFTWARE = "software", pgettext_lazy("patent", "Software copyright")

    result = models.ForeignKey(Result, models.CASCADE, related_name="patents", verbose_name=A_RESULT)
    kind = models.CharField(pgettext_lazy("of a patent", "kind"), max_length=12, choices=Kind.choices)
    number = models.CharField(pgettext_lazy("of a patent", "number"), max_length=40)
    granted_on = models.DateField(pgettext_lazy("of a patent", "granted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("patent")
        verbose_name_plural = _("patents")
        ordering = ["result", "granted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "number"],
                name="patent_once_per_result",
                violation_error_message=_("This number is there already."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"


class ResultEvent(Event):
    class Verb(models.TextChoices):
        CREATED = "created", pgettext_lazy("result", "Entered")
        CHANGED = "changed", pgettext_lazy("result", "Words changed")
        FILE_ADDED = "file_added", pgettext_lazy("result", "File added")
        FILE_REMOVED = "file_removed", pgettext_lazy("result", "File taken away")
        PHOTO_ADDED = "photo_added", pgettext_lazy("result", "Photo added")
        PHOTO_REMOVED = "photo_removed", pgettext_lazy("result", "Photo taken away")
        VERIFIED = "verified", pgettext_lazy("result", "Benefit verified")
        ROLLED_OUT = "rolled_out", pgettext_lazy("result", "Put before other departments")
        PUBLISHED = "published", pgettext_lazy("result", "Shared")
        WITHDRAWN = "withdrawn", pgettext_lazy("result", "Withdrawn")

    record = models.ForeignKey(Result, models.CASCADE, related_name="events", verbose_name=A_RESULT)
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a result")
        verbose_name_plural = _("events of results")
