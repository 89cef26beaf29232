"""Who is on an enterprise's roster."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped

from ..querysets import PersonQuerySet
from .account import User
from .enterprise import Department, Enterprise
from .speciality import PersonSpeciality, Speciality


class Person(TimeStamped):
    """Somebody on an enterprise's roster, with or without an account."""

    class SkillGrade(models.TextChoices):
        JUNIOR = "junior", _("Junior worker")
        INTERMEDIATE = "intermediate", _("Intermediate worker")
        SENIOR = "senior", _("Senior worker")
        TECHNICIAN = "technician", _("Technician")
        SENIOR_TECHNICIAN = "senior_technician", _("Senior technician")

    user = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("account")
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="people", verbose_name=_("enterprise"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="people", verbose_name=_("department"))
    work_number = models.CharField(_("work number"), max_length=20)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    post = models.CharField(_("post"), max_length=40, blank=True)
    skill_grade = models.CharField(_("skill grade"), max_length=20, choices=SkillGrade.choices, blank=True)
    specialities = models.ManyToManyField(
        Speciality, through=PersonSpeciality, blank=True, related_name="people", verbose_name=_("specialities")
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    joined_on = models.DateField(pgettext_lazy("an enterprise", "joined on"), null=True, blank=True)
    left_on = models.DateField(pgettext_lazy("an enterprise", "left on"), null=True, blank=True)
    in_service = models.BooleanField(_("in service"), default=True)
    # The account was closed for good: the entry stays as a number for what hangs on it, and is written no more.
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    objects = PersonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["enterprise", "work_number"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "work_number"], name="person_work_number_once_per_enterprise")
        ]
        indexes = [models.Index(fields=["enterprise", "name"], name="person_by_name")]

    def __str__(self):
        return f"{self.name} {self.work_number}"

    @property
    def masked_name(self):
        """The name for paper that passes through other hands: 王海 becomes 王*."""
        return self.name[:1] + "*" * min(len(self.name) - 1, 2)

    @cached_property
    def is_named(self):
        """Whether everybody may read the name beside results and honours; `with_naming` answers it for many."""
        return self._agrees_to("named")

    @cached_property
    def has_agreed_to_photo(self):
        return self._agrees_to("photo")

    @cached_property
    def hands_on(self):
        """Whether the name may go to the national round of the “Five Smalls”."""
        return self._agrees_to("hand_on")

    def _agrees_to(self, purpose):
        return self.consents.in_force(purpose).exists()

    @property
    def may_be_pictured(self):
        """A photo without its name would still tell who it is."""
        return self.is_named and self.has_agreed_to_photo

    @property
    def public_name(self):
        """What a page that everybody reads says of this person: the name while its owner agrees, else no name."""
        return self.name if self.is_named else gettext("somebody who is not named")

    def clean(self):
        if self.department_id and self.enterprise_id and self.department.enterprise_id != self.enterprise_id:
            raise ValidationError({"department": _("Choose a department of the same enterprise.")})
        if self.left_on and self.joined_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("This is before the day of joining.")})
