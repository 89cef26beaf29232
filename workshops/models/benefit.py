"""What twelve months of use bring: as those who use it reckon, and as their finance has verified it."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HasBenefit(models.Model):
    """Claimed and verified stand side by side; only what is verified counts."""

    claimed_yuan = models.DecimalField(
        _("benefit of twelve months, claimed, yuan"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    reckoning = models.TextField(_("how the benefit was reckoned"), blank=True)
    verified_yuan = models.DecimalField(
        _("benefit of twelve months, verified, yuan"), max_digits=14, decimal_places=2, null=True, editable=False
    )
    verified_basis = models.TextField(_("what the verified amount rests on"), blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("verified by"),
    )  # fmt: skip
    verified_at = models.DateTimeField(_("verified at"), null=True, editable=False)

    # What the constraint of each model that has a benefit says.
    VERIFIED_BY_SOMEBODY = Q(verified_yuan=None, verified_by=None, verified_at=None) | Q(
        verified_yuan__gte=0, verified_by__isnull=False, verified_at__isnull=False
    )

    class Meta:
        abstract = True

    @property
    def is_verified(self):
        return self.verified_at is not None

    @property
    def waits_for_finance(self):
        return self.claimed_yuan is not None and not self.is_verified
