"""Accounts, and the roles they hold."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped

from .. import permissions
from ..querysets import RoleAssignmentQuerySet
from .enterprise import Department, Enterprise


class Role(models.TextChoices):
    DISTRICT_STAFF = "district_staff", _("District union staff")
    AUDITOR = "auditor", _("Auditor")
    OFFICER = "officer", _("Enterprise union officer")
    REVIEWER = "reviewer", _("Reviewer")
    FINANCE = "finance", _("Finance")
    LEADER = "leader", _("Enterprise leader")


DISTRICT_ROLES = frozenset({Role.DISTRICT_STAFF, Role.AUDITOR})


class User(AbstractUser):
    """An account. The username is `CODE-work number`; the name shown is the person's, or `full_name`."""

    first_name = last_name = None
    full_name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60, blank=True)
    temporary_until = models.DateTimeField(
        _("temporary password until"), null=True, blank=True, editable=False,
        help_text=_("The password was issued by somebody else: it opens nothing but the page where it is changed."),
    )  # fmt: skip

    # How many notices ring; counted with the account that asks for a page (see `accounts.AccountBackend`).
    unread_notices = 0

    # Whether the second step of signing in is set up; read in the same way.
    has_second_step = False

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Upper("username"), name="user_username_any_case")]

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self):
        return self.person_or_none.name if self.person_or_none else self.full_name

    def get_short_name(self):
        return self.get_full_name()

    @cached_property
    def person_or_none(self):
        """The roster entry of this account, None for district staff."""
        return getattr(self, "person", None)

    @property
    def has_left(self):
        """Whether the person behind the account is no longer in service: such an account lets nobody in."""
        return self.person_or_none is not None and not self.person_or_none.in_service

    @cached_property
    def roles(self):
        """frozenset of (role, enterprise id or None), read once per request; whoever left holds none."""
        if self.has_left:
            return frozenset()
        return frozenset((held.role, held.enterprise_id) for held in self.role_assignments.all())

    @property
    def is_district_staff(self):
        """What the leaves, which cannot ask `permissions`, have to know of whoever reads; `reads_for` too."""
        return permissions.is_district_staff(self)

    @property
    def reads_for(self):
        """Ids of the enterprises to which the account belongs."""
        return permissions.enterprise_ids(self)

    @cached_property
    def headed(self):
        """frozenset of the ids of the departments this person heads, with all that belong to them; once per request.

        Whoever left heads nothing any more.
        """
        if self.has_left or not getattr(self, "heads_any", True):
            return frozenset()
        return frozenset(Department.objects.headed_by(self))


class RoleAssignment(TimeStamped):
    """What an account may do, and where: an enterprise, or the district when `enterprise` is empty."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, blank=True, related_name="role_assignments", verbose_name=_("enterprise")
    )
    granted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("granted by")
    )

    objects = RoleAssignmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["enterprise", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "enterprise"],
                condition=Q(enterprise__isnull=False),
                name="role_once_per_enterprise",
                violation_error_message=_("This account holds the role already."),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(enterprise=None),
                name="role_once_in_the_district",
                violation_error_message=_("This account holds the role already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(DISTRICT_ROLES), enterprise=None)
                | (~Q(role__in=sorted(DISTRICT_ROLES)) & Q(enterprise__isnull=False)),
                name="role_in_its_scope",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"

    def clean(self):
        if self.role in DISTRICT_ROLES and self.enterprise_id:
            raise ValidationError({"enterprise": _("A district role belongs to no enterprise: leave this empty.")})
        if self.role and self.role not in DISTRICT_ROLES and not self.enterprise_id:
            raise ValidationError({"enterprise": _("Choose the enterprise in which the role holds.")})
