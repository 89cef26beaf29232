from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import Source, TimeStamped
from members.models import Person

from .suggestion import Suggestion


class Decision(TimeStamped):
    """A written conclusion with its reason, as Art. 14 of the 1986 regulation asks; a ledger's may lack the words."""

    class DeclineReason(models.TextChoices):
        EXISTS = "exists", _("A similar measure exists")
        COST = "cost", _("Costs more than it brings")
        UNSAFE = "unsafe", _("Process or safety does not allow it")
        OUTSIDE = "outside", _("Needs others outside the enterprise")
        OTHER = "other", _("Other")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="decisions", verbose_name=_("suggestion"))
    conclusion = models.CharField(_("conclusion"), max_length=16, choices=Suggestion.Conclusion.choices)
    reason = models.TextField(_("answer to the worker"), blank=True)
    decline_reason = models.CharField(_("why not"), max_length=8, choices=DeclineReason.choices, blank=True)
    would_change = models.TextField(_("what would change it"), blank=True)
    explained_in_person = models.BooleanField(_("explained face to face"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("answered by"),
    )
    decided_at = models.DateTimeField(_("answered at"), default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["suggestion", "decided_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(source="ledger") | ~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(source="ledger") | Q(decided_by__isnull=False), name="decision_has_an_author"
            ),
            models.CheckConstraint(
                condition=Q(source="ledger")
                | ~Q(conclusion="declined")
                | (~Q(decline_reason="") & ~Q(would_change="")),
                name="refusal_says_what_would_change_it",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(conclusion="merged", taken_back_at__gte=F("decided_at")),
                name="only_a_merge_is_taken_back",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.get_conclusion_display()}"


class Implementation(TimeStamped):
    """Who puts an adopted suggestion into practice, by when, and how far it is."""

    suggestion = models.OneToOneField(
        Suggestion, models.CASCADE, related_name="implementation", verbose_name=_("suggestion")
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="implementations", verbose_name=_("owner")
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    finished_at = models.DateTimeField(_("reported as done at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed by the proposer at"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB)

    class Meta:
        verbose_name = _("implementation")
        verbose_name_plural = _("implementations")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="ledger") | Q(owner__isnull=False, due_on__isnull=False),
                name="implementation_has_owner_and_date",
            )
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.due_on or ''}"

    @property
    def waits_for_proposer(self):
        """Reported as done and not yet confirmed."""
        return self.finished_at is not None and self.suggestion.status == Suggestion.Status.IMPLEMENTING


class BenefitAssessment(TimeStamped):
    """The value of twelve months from adoption: claimed by the owner, verified by finance (Art. 9 of 1986)."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="benefit", verbose_name=_("suggestion"))
    claimed_yuan = models.DecimalField(_("claimed, yuan"), max_digits=14, decimal_places=2, null=True, blank=True)
    claimed_basis = models.TextField(_("how it was estimated"), blank=True)
    verified_yuan = models.DecimalField(_("verified, yuan"), max_digits=14, decimal_places=2, null=True, blank=True)
    verified_basis = models.TextField(_("basis of the verified amount"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB)

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["suggestion"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_yuan=None) | Q(claimed_yuan__gte=0), name="benefit_claimed_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(verified_yuan=None, verified_at=None) | Q(verified_yuan__gte=0, verified_at__isnull=False),
                name="benefit_verified_with_its_date",
            ),
            models.CheckConstraint(
                condition=Q(verified_yuan=None)
                | Q(source="ledger")
                | (Q(verified_by__isnull=False) & ~Q(verified_basis="")),
                name="benefit_verified_by_finance_with_basis",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.verified_yuan or self.claimed_yuan or ''}"
