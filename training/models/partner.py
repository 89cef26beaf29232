"""Partners (产教融合): colleges, institutes and others, what was agreed with them, and who learns here."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import HoldsFile, TimeStamped
from members.models import Enterprise
from workshops.models import Result, Workshop

from ..querysets import InternPlacementQuerySet, PartnerAgreementQuerySet, PartnerQuerySet


class Partner(TimeStamped):
    """One outside body, kept once for the whole district by an enterprise or by the district."""

    RUN_BY = "officer"

    class Kind(models.TextChoices):
        COLLEGE = "college", pgettext_lazy("partner", "College or university")
        INSTITUTE = "institute", pgettext_lazy("partner", "Research institute")
        FIRM = "firm", pgettext_lazy("partner", "Firm")
        AGENCY = "agency", pgettext_lazy("partner", "Public agency")
        SOCIAL = "social", pgettext_lazy("partner", "Social organisation")
        OTHER = "other", pgettext_lazy("partner", "Other")

    name = models.CharField(
        pgettext_lazy("of a partner", "name"), max_length=80, unique=True,
        error_messages={"unique": _("There is a partner of this name already.")},
    )  # fmt: skip
    slug = models.SlugField(_("address"), max_length=60, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="partners", verbose_name=_("kept by"),
        help_text=_("Empty: by the district."),
    )  # fmt: skip
    introduction = models.TextField(_("introduction"), blank=True)
    website = models.URLField(_("website"), blank=True)
    contact = models.CharField(
        _("whom to ask there"), max_length=120, blank=True, help_text=_("Not public: for those who keep the partner.")
    )
    results = models.ManyToManyField(
        Result, blank=True, related_name="partners", verbose_name=_("results worked out together")
    )
    is_active = models.BooleanField(_("in use"), default=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartnerQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"], m2m_fields=[results])

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("training:partner", args=[self.slug])

    def get_desk_url(self):
        return reverse("training:partner-desk", args=[self.slug])


class PartnerAgreement(HoldsFile, TimeStamped):
    """What was agreed with a partner. It is in force by its days; one that ended early no longer from that day on."""

    class Kind(models.TextChoices):
        CRAFT_COLLEGE = "craft_college", pgettext_lazy("agreement", "Craftsmen college")
        TRAINING_BASE = "training_base", pgettext_lazy("agreement", "Training base")
        STATION = "station", pgettext_lazy("agreement", "Graduate workstation")
        ORDER_CLASS = "order_class", pgettext_lazy("agreement", "Commissioned class")
        OTHER = "other", pgettext_lazy("agreement", "Other")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements", verbose_name=_("partner"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    title = models.CharField(pgettext_lazy("of an agreement", "title"), max_length=80)
    starts_on = models.DateField(pgettext_lazy("agreement", "from"))
    ends_on = models.DateField(pgettext_lazy("agreement", "until"))
    workshops = models.ManyToManyField(
        Workshop, blank=True, related_name="partner_agreements", verbose_name=_("workshops it is for")
    )
    file = models.FileField(_("file"), upload_to="agreements/%Y", blank=True, editable=False)
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True, editable=False)
    file_kind = models.CharField(_("kind of the file"), max_length=8, blank=True, editable=False)
    file_size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(_("check value"), max_length=64, blank=True, editable=False)
    ended_on = models.DateField(_("ended early on"), null=True, blank=True, editable=False)
    ended_because = models.CharField(_("why it ended early"), max_length=300, blank=True, editable=False)
    # The end of which its keepers were told; another end is told of again.
    warned_of = models.DateField(_("reminded of the end"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )

    objects = PartnerAgreementQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["version", "file", "file_kind", "file_size", "sha256", "warned_of"], m2m_fields=[workshops]
    )

    class Meta:
        verbose_name = _("agreement with a partner")
        verbose_name_plural = _("agreements with partners")
        ordering = ["partner", "-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="partner_agreement_days_in_order"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="") | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="partner_agreement_ended_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_in_force(self):
        return self.in_force_on(timezone.localdate())

    def in_force_on(self, day):
        return self.starts_on <= day <= self.ends_on and (self.ended_on is None or day < self.ended_on)

    @property
    def look(self):
        """Code of its state for the tag."""
        if self.ended_on:
            return "agreement_ended"
        today = timezone.localdate()
        if today < self.starts_on:
            return "agreement_coming"
        return "agreement_in_force" if today <= self.ends_on else "agreement_over"

    @property
    def look_label(self):
        return {
            "agreement_ended": pgettext_lazy("agreement", "Ended early"),
            "agreement_coming": pgettext_lazy("agreement", "Begins later"),
            "agreement_in_force": pgettext_lazy("agreement", "In force"),
            "agreement_over": pgettext_lazy("agreement", "Over"),
        }[self.look]


class InternPlacement(TimeStamped):
    """So many people of a partner who learn in a workshop from one day to another; nobody is named."""

    agreement = models.ForeignKey(
        PartnerAgreement, models.PROTECT, related_name="placements", verbose_name=_("agreement with a partner")
    )
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="intern_placements", verbose_name=_("workshop"))
    starts_on = models.DateField(pgettext_lazy("placement", "from"))
    ends_on = models.DateField(pgettext_lazy("placement", "until"))
    people = models.PositiveSmallIntegerField(
        _("number of people"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )

    objects = InternPlacementQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        verbose_name = _("placement of interns")
        verbose_name_plural = _("placements of interns")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="placement_days_in_order"),
            models.CheckConstraint(condition=Q(people__gte=1), name="placement_of_somebody"),
        ]

    def __str__(self):
        return f"{self.workshop} · {self.people}"
