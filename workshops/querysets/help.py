"""Who reads which request for help, and who may be asked for it."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

WAITING = ("asked", "passed_on")
OPEN = (*WAITING, "taken_up")


class HelpRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The asker's, the asked person's, and of a workshop those who keep it. District staff reads no one's words."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(asker__user=user) | Q(helper__user=user) | Q(workshop__in=self._workshops_of(user)))

    def _workshops_of(self, user):
        workshops = self.model._meta.get_field("workshop").related_model.objects
        return workshops.kept_by(user).order_by().values("pk")

    def asked_by(self, user):
        return self.filter(asker__user=user)

    def asked_of(self, user):
        """What the user is asked as a person."""
        return self.filter(helper__user=user)

    def of_workshops_of(self, user):
        """What is asked of the workshops the user keeps."""
        return self.filter(workshop__in=self._workshops_of(user))

    def waiting(self):
        return self.filter(status__in=WAITING)

    def open(self):
        return self.filter(status__in=OPEN)

    def closed(self):
        return self.exclude(status__in=OPEN)

    def waiting_first(self):
        """What waits, the first to be answered first; then what is in hand, then what is over."""
        rank = models.Case(
            models.When(status__in=WAITING, then=0), models.When(status__in=OPEN, then=1), default=2,
        )  # fmt: skip
        return self.order_by(rank, "due_on", "-asked_at", "-pk")

    def waiting_for(self, user):
        """What waits for this user's yes or no: as the asked person, or for a workshop that nobody has answered for."""
        unheld = Q(helper=None, workshop__in=self._workshops_of(user))
        return self.waiting().filter(Q(helper__user=user) | unheld).exclude(asker__user=user)

    def to_remind(self, today):
        """The asked day has come, and nobody has been reminded; whoever no longer wants to be asked is left alone."""
        people = self.model._meta.get_field("helper").related_model.objects
        asked = Q(workshop__isnull=False) | Q(helper__in=people.willing_to_help().order_by().values("pk"))
        return self.waiting().filter(asked, due_on__lte=today, reminded_at=None)

    def for_list(self):
        return self.select_related("asker__enterprise", "helper__enterprise", "workshop__enterprise", "speciality")

    def with_story(self):
        """With all that its page shows."""
        return self.select_related(
            "asker__enterprise", "asker__user", "helper__enterprise", "helper__user", "workshop__enterprise"
        ).prefetch_related("events__actor__person__enterprise")

    def asked_today(self, now=None):
        begin = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(asked_at__gte=begin)


def for_helper_list(people):
    """Willing people as they are shown: enterprise, specialities, agreed grades, workshops of today, their code."""
    memberships = people.model._meta.get_field("workshop_memberships").related_model.objects
    today = memberships.current().in_operation().select_related("workshop").order_by("pk")
    shown = people.select_related("enterprise").with_specialities().with_grades().with_help_code()
    return shown.prefetch_related(Prefetch("workshop_memberships", today, to_attr="seats")).order_by("name", "pk")
