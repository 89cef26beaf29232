"""Which mentoring agreements there are for somebody, and which were in force on a day."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from members.permissions import enterprise_ids_with, is_district_staff


def _people():
    return apps.get_model("members", "Person").objects


def _workshops_led_by(user):
    return apps.get_model("workshops", "Workshop").objects.led_by(user).order_by().values("pk")


class MentorshipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Officers and leaders of its enterprise, leaders of its workshop; once it is no draft those concerned too.

        Concerned are mentors, former ones too, apprentices, and officers of enterprises from which an apprentice comes.
        """
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        shown = ~Q(status__in=self.model.UNSEEN)
        return self.filter(self._at_desk(user) | shown & (self._own(user) | self._guests(user)))

    def _at_desk(self, user):
        own = Q(enterprise_id__in=enterprise_ids_with(user, "officer", "leader"))
        return own | Q(workshop__in=_workshops_led_by(user))

    def _own(self, user):
        taught = self._apprenticeships().filter(person__user=user).order_by().values("mentorship")
        changes = self.model._meta.get_field("mentor_changes").related_model.objects
        before = changes.filter(former__user=user).order_by().values("mentorship")
        return Q(mentor__user=user) | Q(pk__in=taught) | Q(pk__in=before)

    def _guests(self, user):
        sent = self._apprenticeships().filter(person__enterprise_id__in=enterprise_ids_with(user, "officer"))
        return Q(pk__in=sent.order_by().values("mentorship"))

    def _apprenticeships(self):
        return self.model._meta.get_field("apprenticeships").related_model.objects

    def with_failed_by(self, moment):
        """With `failed`: whether the assessment had been entered as not passed by then."""
        events = self.model._meta.get_field("events").related_model.objects
        told = events.filter(record=OuterRef("pk"), to_status=self.model.Status.NOT_PASSED, occurred_at__lte=moment)
        return self.annotate(failed=Exists(told))

    def at_desk(self, user):
        """What the workbench lists: kept or answered for by the user, or with apprentices of their enterprise."""
        return self if is_district_staff(user) else self.filter(self._at_desk(user) | self._guests(user))

    def answered_for_by(self, user):
        """Without those that another enterprise keeps: what counts for the user's own."""
        return self if is_district_staff(user) else self.filter(self._at_desk(user))

    def of(self, user):
        """Those in which the user is or was mentor, or is an apprentice."""
        return self.filter(self._own(user))

    def open(self):
        return self.filter(status__in=self.model.OPEN)

    def in_force_on(self, day):
        """In force on a day: signed by all by then, the day within the term, and neither graduated nor ended by then.

        The day on which it ends early or is graduated no longer counts. What was extended late was not in force
        between its former end and the decision.
        """
        late = self.model._meta.get_field("extensions").related_model.objects.filter(
            mentorship=OuterRef("pk"), former_ends_on__lt=day, decided_on__gt=day
        )
        within = self.filter(signed_on__lte=day, starts_on__lte=day, ends_on__gte=day)
        return within.filter(Q(closed_on=None) | Q(closed_on__gt=day)).exclude(Exists(late))

    def known(self):
        """What everybody may know to exist: signed and not ended early, unless somebody had graduated by then."""
        graduated = self._apprenticeships().filter(graduated_on__isnull=False).order_by().values("mentorship")
        signed = Q(status__in=["in_force", "graduated", "not_passed"])
        return self.filter(signed | Q(status="ended", pk__in=graduated))

    def of_workshops(self, workshops):
        return self.filter(workshop__in=workshops)

    def matching(self, text, user):
        """Those with the text in number, trade, or the work number of somebody on it or a name that the user reads."""
        called = Q(pk__in=self._apprenticeships().named_to(user).filter(person__name__icontains=text).order_by())
        taught = self._apprenticeships().filter(called | Q(person__work_number__iexact=text))
        return self.filter(
            Q(number__icontains=text)
            | Q(trade__icontains=text)
            | Q(mentor__name__icontains=text)
            | Q(mentor__work_number__iexact=text)
            | Q(pk__in=taught.order_by().values("mentorship"))
        )

    def for_list(self):
        """With everybody named on it; `open_requests` are those that wait for an answer."""
        taught = self._apprenticeships().select_related("person__enterprise").order_by("pk")
        asked = self.model._meta.get_field("requests").related_model.objects.open()
        waiting = asked.filter(mentorship=OuterRef("pk")).order_by().values("mentorship").annotate(n=Count("pk"))
        return (
            self.select_related("enterprise", "workshop__enterprise", "mentor__enterprise", "mentor__department")
            .prefetch_related(Prefetch("apprenticeships", taught))
            .annotate(open_requests=models.Subquery(waiting.values("n")))
        )

    def for_everybody(self):
        """With what public pages ask of the people: whether they agree to be named."""
        named = _people().with_naming().select_related("enterprise")
        taught = self._apprenticeships().prefetch_related(Prefetch("person", named)).order_by("pk")
        changes = self.model._meta.get_field("mentor_changes").related_model.objects
        before = changes.prefetch_related(Prefetch("former", named)).order_by("decided_on", "pk")
        return self.select_related("enterprise", "workshop").prefetch_related(
            Prefetch("mentor", named), Prefetch("apprenticeships", taught), Prefetch("mentor_changes", before)
        )


class ApprenticeshipQuerySet(models.QuerySet):
    def named_to(self, user):
        """Those whose names the user may read: all but guests who have not signed, see `guests.may_read_name`."""
        if is_district_staff(user):
            return self
        own = Q(person__user=user) | Q(person__enterprise_id__in=enterprise_ids_with(user, "officer"))
        return self.filter(own | ~Q(signed_at=None) | Q(person__enterprise=F("mentorship__enterprise")))

    def known(self):
        """Without those who had not graduated when their agreement ended early."""
        return self.exclude(graduated_on=None, mentorship__status="ended")

    def graduated_between(self, first, last):
        """Who graduated from the first to the last day, both included."""
        return self.filter(graduated_on__gte=first, graduated_on__lte=last)


class StageQuerySet(models.QuerySet):
    def unchecked(self):
        return self.filter(checked_on=None)


class GuidanceRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the agreement: what was noted in a month is read by those concerned and those who keep it."""
        agreements = self.model._meta.get_field("mentorship").related_model.objects.visible_to(user)
        return self.filter(mentorship__in=agreements.order_by().values("pk"))


class SignedPaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the agreement at the desk: whoever is on it has a paper of their own."""
        agreements = self.model._meta.get_field("mentorship").related_model.objects.visible_to(user).at_desk(user)
        return self.filter(mentorship__in=agreements.order_by().values("pk"))


class MentorshipRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)
