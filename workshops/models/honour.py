"""Honours (荣誉): what a person, team, workshop or enterprise was given, by whom, and whether it still stands."""

from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, Source, TimeStamped
from members.models import Enterprise, Person

from ..querysets import HonourDocumentQuerySet, HonourQuerySet
from .codes import new_code
from .designation import Designation
from .result import Result
from .stored_document import StoredDocument
from .workshop import Workshop


class Honour(TimeStamped):
    """One line of the register. A plate of a workshop is no honour: see `Designation`."""

    RUN_BY = "officer"
    Level = Designation.Level

    class Kind(models.TextChoices):
        MODEL_WORKER = "model_worker", pgettext_lazy("honour", "Model worker")
        MAY_DAY_MEDAL = "may_day_medal", pgettext_lazy("honour", "May Day labour medal")
        PIONEER_TEAM = "pioneer_team", pgettext_lazy("honour", "Pioneer team")
        CRAFTSMAN = "craftsman", pgettext_lazy("honour", "Craftsman")
        RESULT = "result", pgettext_lazy("honour", "Prize for a result")
        WORKSHOP = "workshop", pgettext_lazy("honour", "Prize for a workshop")
        CONTEST = "contest", pgettext_lazy("honour", "Contest")
        OTHER = "other", pgettext_lazy("honour", "Other")

    class Holder(models.TextChoices):
        PERSON = "person", pgettext_lazy("holder", "A person")
        TEAM = "team", pgettext_lazy("holder", "A team")
        WORKSHOP = "workshop", pgettext_lazy("holder", "A workshop")
        ENTERPRISE = "enterprise", pgettext_lazy("holder", "An enterprise")

    class Status(models.TextChoices):
        VALID = "valid", pgettext_lazy("honour", "Valid")
        REVOKED = "revoked", pgettext_lazy("honour", "Revoked")

    TRANSITIONS = {Status.VALID: frozenset({Status.REVOKED})}

    # By which anybody checks that a certificate is true.
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    level = models.CharField(pgettext_lazy("of an honour", "level"), max_length=12, choices=Level.choices)
    kind = models.CharField(pgettext_lazy("of an honour", "kind"), max_length=16, choices=Kind.choices)
    title = models.CharField(pgettext_lazy("of an honour", "title"), max_length=100)
    body = models.CharField(_("granting body"), max_length=80)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    granted_on = models.DateField(_("granted on"))
    reason = models.CharField(_("what for, in a line"), max_length=200, blank=True)
    holder = models.CharField(_("who holds it"), max_length=12, choices=Holder.choices)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="honours", verbose_name=_("enterprise"),
        help_text=_("Of the holder, when it was granted."),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name=_("person")
    )
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name=_("workshop")
    )
    team = models.CharField(_("name of the team"), max_length=80, blank=True)
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name=_("for the result")
    )
    # Of a person, for whom it is shown as that person agreed.
    image = models.ImageField(upload_to="honours/%Y/%m", blank=True, editable=False)
    thumbnail = models.ImageField(upload_to="honours/%Y/%m", blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.VALID, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)
    revoked_because = models.TextField(_("why it was revoked"), blank=True, editable=False)

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["-granted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder="person", person__isnull=False, workshop=None, team="")
                | Q(holder="workshop", workshop__isnull=False, person=None, team="")
                | Q(holder="team", person=None, workshop=None) & ~Q(team="")
                | Q(holder="enterprise", person=None, workshop=None, team=""),
                name="honour_names_its_holder",
                violation_error_message=_("Please name the holder that fits “who holds it”, and no other."),
            ),
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_on__gte=F("granted_on")) & ~Q(revoked_because="")
                | Q(status="valid", revoked_on=None, revoked_because=""),
                name="honour_revoked_with_day_and_reason",
            ),
        ]
        indexes = [models.Index(fields=["-granted_on", "level"], name="honour_by_year")]

    def __str__(self):
        return f"{self.title} ({self.granted_on.year})"

    def get_absolute_url(self):
        return reverse("verify", args=[self.code])

    @property
    def is_valid(self):
        return self.status == self.Status.VALID

    @property
    def year(self):
        return self.granted_on.year

    @property
    def holder_name(self):
        """Who holds it, in full: for those who keep the register and for the holder."""
        return self.person.name if self.person_id else self._name_of_others

    @property
    def public_name(self):
        """Who holds it, as everybody may read it: a person only by consent."""
        return self.person.public_name if self.person_id else self._name_of_others

    @property
    def is_told(self):
        """Whether a page may lead to its certificate, which tells a masked name to whoever has it in hand."""
        return not self.person_id or self.person.is_named

    @property
    def masked_name(self):
        """For whoever has the certificate in hand and compares: 王*, as long as the name itself is not public."""
        if self.person_id and not self.person.is_named:
            return self.person.masked_name
        return self.holder_name

    @property
    def _name_of_others(self):
        return self.team or (self.workshop.name if self.workshop_id else self.enterprise.name)

    @property
    def shows_photo(self):
        """Whether everybody may see its photo."""
        return bool(self.image and self.is_valid and self.person_id and self.person.may_be_pictured)

    @property
    def photo(self):
        """The address of the photo that everybody may see, else ""; another picture has another address."""
        if not self.shows_photo:
            return ""
        return f"{reverse('workshops:award-photo', args=[self.code])}?v={PurePosixPath(self.image.name).stem[:8]}"


class HonourEvent(Event):
    class Verb(models.TextChoices):
        ENTERED = "entered", pgettext_lazy("honour", "Entered")
        CHANGED = "changed", pgettext_lazy("honour", "Words changed")
        REVOKED = "revoked", pgettext_lazy("honour", "Revoked")
        DOCUMENT = "document", _("Document added")
        NO_DOCUMENT = "no_document", _("Document taken away")
        PHOTO = "photo", pgettext_lazy("honour", "Photo changed")

    record = models.ForeignKey(Honour, models.CASCADE, related_name="events", verbose_name=_("honour"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of an honour")
        verbose_name_plural = _("events of honours")


class HonourDocument(StoredDocument):
    """The scanned certificate, or the notice of the granting body."""

    honour = models.ForeignKey(Honour, models.CASCADE, related_name="documents", verbose_name=_("honour"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = HonourDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of an honour")
        verbose_name_plural = _("documents of honours")
        ordering = ["honour", "pk"]
