from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import Source, TimeStamped
from members.models import Person

from .lines import Line
from .suggestion import Photo, Suggestion


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
    panel = models.ForeignKey(
        "suggestions.Panel", models.SET_NULL, null=True, related_name="decisions", verbose_name=_("advised by panel")
    )
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
    """Who puts an adopted suggestion into practice, by when, how far it is, and how it ended."""

    class Outcome(models.TextChoices):
        """Says something once the owner has reported; a trial that taught something is an end too."""

        DONE = "done", _("Done")
        LEARNED = "learned", _("Tried without success, and learned from")

    # Art. 18 of 1986: for so many months after an efficiency gain the old work quota may be kept.
    SHORTEST_QUOTA, LONGEST_QUOTA = 6, 12

    suggestion = models.OneToOneField(
        Suggestion, models.CASCADE, related_name="implementation", verbose_name=_("suggestion")
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="implementations", verbose_name=_("owner")
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    finished_at = models.DateTimeField(_("reported as done at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed by the proposer at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.DONE)
    tried = models.TextField(_("what was tried"), blank=True)
    measured = models.TextField(_("what was measured"), blank=True)
    learned = models.TextField(_("what was learned"), blank=True)
    pair_before = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo before, as chosen")
    )
    pair_after = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo after, as chosen")
    )
    quota_months = models.PositiveSmallIntegerField(
        _("months for which the old work quota is kept"), null=True, blank=True
    )
    quota_protected_until = models.DateField(_("old work quota kept until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB)

    class Meta:
        verbose_name = _("implementation")
        verbose_name_plural = _("implementations")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="ledger") | Q(owner__isnull=False, due_on__isnull=False),
                name="implementation_has_owner_and_date",
            ),
            models.CheckConstraint(
                condition=Q(outcome="done") | (~Q(tried="") & ~Q(measured="") & ~Q(learned="")),
                name="trial_says_what_was_learned",
            ),
            models.CheckConstraint(
                condition=Q(quota_months=None, quota_protected_until=None) | Q(quota_months__range=(6, 12)),
                name="quota_kept_6_to_12_months",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.due_on or ''}"

    @property
    def waits_for_proposer(self):
        """Reported as done and not yet confirmed."""
        return self.finished_at is not None and self.suggestion.status == Suggestion.Status.IMPLEMENTING

    @property
    def is_learned(self):
        """Reported as a trial that did not work."""
        return self.finished_at is not None and self.outcome == self.Outcome.LEARNED

    @property
    def steps_done(self):
        return sum(milestone.done_at is not None for milestone in self.milestones.all())


class BenefitAssessment(TimeStamped):
    """The value of twelve months from adoption: claimed by the owner, verified by finance (Art. 9 of 1986).

    Hard money comes out of the books; soft money (time saved, costs avoided) is an estimate. The two are claimed and
    verified apart and never added: the plain names are those of hard money.
    """

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="benefit", verbose_name=_("suggestion"))
    claimed_yuan = models.DecimalField(_("claimed, yuan"), max_digits=14, decimal_places=2, null=True, blank=True)
    claimed_basis = models.TextField(_("how it was estimated"), blank=True)
    claimed_lines = models.JSONField(_("lines of the calculation"), default=list, blank=True)
    claimed_soft_yuan = models.DecimalField(
        _("claimed as an estimate, yuan"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    claimed_soft_basis = models.TextField(_("how the estimate was made"), blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("claimed by")
    )
    verified_yuan = models.DecimalField(_("verified, yuan"), max_digits=14, decimal_places=2, null=True, blank=True)
    verified_basis = models.TextField(_("basis of the verified amount"), blank=True)
    verified_soft_yuan = models.DecimalField(
        _("verified as an estimate, yuan"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    verified_soft_basis = models.TextField(_("basis of the verified estimate"), blank=True)
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
            models.CheckConstraint(
                condition=Q(claimed_soft_yuan=None) | (Q(claimed_soft_yuan__gte=0) & ~Q(claimed_soft_basis="")),
                name="benefit_estimate_claimed_with_basis",
            ),
            models.CheckConstraint(
                condition=Q(verified_soft_yuan=None)
                | (Q(verified_soft_yuan__gte=0, verified_at__isnull=False) & ~Q(verified_soft_basis="")),
                name="benefit_estimate_verified_with_basis",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.verified_yuan or self.claimed_yuan or ''}"

    @property
    def lines(self):
        """How the claimed amount is made up, where that was said line by line."""
        return [Line.revived(line) for line in self.claimed_lines]
