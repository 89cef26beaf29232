"""Reads about what becomes practice: tasks handed on, trials that did not work, steps, and what is looked at again."""

from django.db import models

from members.permissions import enterprise_ids_with

RECHECKING_ROLES = ("reviewer", "officer")
# What a page needs that tells the whole of it.
OF_PRACTICE = (
    "implementation__milestones",
    "implementation__handovers__from_owner",
    "implementation__handovers__to_owner",
    "effects",
    "rechecks__checked_by__person",
    "rechecks__photo",
)


class PracticeQuerySet(models.QuerySet):
    """The part of `SuggestionQuerySet` that is about practice."""

    def really_done(self):
        """Without the trials that did not work."""
        return self.exclude(implementation__outcome="learned")

    def _handed_on(self, user):
        """The numbers of what the user had to put into practice and handed on: both go on seeing it."""
        implementation = self.model._meta.get_field("implementation").related_model
        handovers = implementation._meta.get_field("handovers").related_model.objects
        return handovers.filter(from_owner__user=user).order_by().values("implementation__suggestion")

    def to_recheck(self, user):
        """What is looked at again in the enterprises where the user answers, leads or is an officer.

        Done here: neither according to a ledger, nor a trial that did not work.
        """
        held = enterprise_ids_with(user, *RECHECKING_ROLES, "leader")
        return self.done_here().filter(enterprise_id__in=held)

    def done_here(self):
        """Neither according to a ledger, nor a trial that did not work."""
        here = self.done().really_done().exclude(channel=self.model.Channel.LEDGER)
        return here.exclude(implementation__source="ledger")

    def with_task(self):
        """For lists of what is under way: with who owes it, and what decides how it looks."""
        return self.select_related("implementation__owner__department", "benefit", "department")

    def with_steps(self):
        """For lists that show how far each is."""
        return self.prefetch_related("implementation__milestones")
