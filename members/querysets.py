import datetime as dt

from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from alliance_portal.text import is_about

from . import permissions

# Raised with every change of what a consent says; an older one holds no more then.
CONSENT_WORDS = {"help": 1}


class EnterpriseQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def visible_to(self, user):
        """Enterprises in which the user holds a role or works; all of them for district staff."""
        if permissions.is_district_staff(user):
            return self
        return self.filter(pk__in=permissions.enterprise_ids(user))

    def people(self):
        """Everybody on the rosters of these enterprises."""
        people = self.model._meta.get_field("people").related_model.objects
        return people.filter(enterprise__in=self.order_by().values("pk"))

    def with_role(self, user, *roles):
        """Enterprises in which the user holds one of the roles; all of them for district staff."""
        if permissions.is_district_staff(user):
            return self
        return self.filter(pk__in=permissions.enterprise_ids_with(user, *roles))


class DepartmentQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def shops(self):
        """Top departments: the level at which figures are shown."""
        return self.filter(parent=None)

    def under(self, department):
        """The department and all that belongs to it, however deep."""
        parents = dict(self.model.objects.filter(enterprise=department.enterprise_id).values_list("pk", "parent_id"))
        found = {department.pk}
        while more := {pk for pk, parent in parents.items() if parent in found} - found:
            found |= more
        return self.filter(pk__in=found)

    def for_heads(self):
        """Each shop before its own teams, with its head."""
        order = (Coalesce("parent__name", "name"), F("parent").asc(nulls_first=True), "name")
        return self.active().select_related("enterprise", "parent", "head__user").order_by(*order)

    def able_to_answer(self):
        """In use, with a head who is in service and has an account."""
        heads = self.active().filter(head__in_service=True, head__user__isnull=False)
        return heads.select_related("parent", "head")

    def headed_by(self, user):
        """Ids of the departments the user heads, and of all that belong to them."""
        own = set(self.filter(head__user=user).values_list("pk", flat=True))
        if not own:
            return own
        parents = dict(self.filter(enterprise__people__user=user).values_list("pk", "parent_id"))
        while more := {pk for pk, parent in parents.items() if parent in own} - own:
            own |= more
        return own

    def visible_to(self, user):
        if permissions.is_district_staff(user):
            return self
        return self.filter(enterprise_id__in=permissions.enterprise_ids(user))


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The roster for officers and district staff; for everybody else only themselves."""
        if permissions.is_district_staff(user):
            return self
        mine = Q(user_id=user.pk) if user.is_authenticated else Q(pk=None)
        return self.filter(mine | Q(enterprise_id__in=permissions.enterprise_ids_with(user, "officer")))

    def in_service(self):
        return self.filter(in_service=True)

    def without_account(self):
        return self.in_service().filter(user=None)

    def for_roster(self):
        """With what a roster row shows and asks, so that rows cost no queries."""
        return (
            self.select_related("enterprise", "department__parent", "user")
            .prefetch_related("user__role_assignments")
            .with_specialities()
        )

    def with_specialities(self):
        """Prefetches those in use as `known_for`, in the order of their names."""
        specialities = self.model._meta.get_field("specialities").related_model.objects.active().order_by("name")
        return self.prefetch_related(Prefetch("specialities", specialities, to_attr="known_for"))

    def willing_to_help(self):
        """Who has agreed to be shown and asked, and can still be asked: in service, with an account that is open."""
        consents = self.model._meta.get_field("consents").related_model.objects.in_force("help")
        there = self.in_service().filter(enterprise__is_active=True, user__is_active=True)
        return there.filter(pk__in=consents.values("person"))

    def shown_as_helpers_to(self, user):
        """Under “Who can help”: those who are willing, to everybody signed in who belongs to an enterprise.

        Takes effect at once: whoever takes the consent back is gone with the next page. Visitors see nobody.
        """
        if permissions.can_see_who_helps(user):
            return self.willing_to_help()
        return self.none()

    @staticmethod
    def condition_in_service_on(day):
        """Somebody marked as left without a date is counted on no day."""
        joined = Q(joined_on=None) | Q(joined_on__lte=day)
        staying = Q(left_on=None, in_service=True) | Q(left_on__gt=day)
        return joined & staying

    def in_service_on(self, day):
        """Who was in service on a day."""
        return self.filter(self.condition_in_service_on(day))

    def in_service_at_end_of(self, month):
        """Who was in service on the last day of the month that begins on `month`."""
        return self.in_service_on((month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1))

    def good_at(self, specialities):
        """Those with one of the specialities."""
        return self.filter(pk__in=self.model.objects.filter(specialities__in=specialities).order_by().values("pk"))

    def with_help_code(self):
        """Adds `help_code`: by which a willing person is asked where no work number may be shown."""
        consents = self.model._meta.get_field("consents").related_model.objects.in_force("help")
        return self.annotate(help_code=Subquery(consents.filter(person=OuterRef("pk")).order_by().values("code")[:1]))

    def enterprises(self):
        """The enterprises of these people."""
        enterprises = self.model._meta.get_field("enterprise").related_model.objects
        return enterprises.filter(pk__in=self.order_by().values("enterprise"))


class SpecialityQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def visible_to(self, user):
        """The catalogue is public; what is out of use district staff still sees."""
        return self if permissions.is_district_staff(user) else self.active()

    def matching(self, text):
        """Those with one of the words in the text, or the text in one of their words: somebody may type a sentence."""
        found = [one.pk for one in self if any(is_about(word, text) for word in one.words)]
        return self.filter(pk__in=found)


class ConsentQuerySet(models.QuerySet):
    def in_force(self, purpose):
        """Given to the words that hold now, and not withdrawn."""
        return self.filter(purpose=purpose, version=CONSENT_WORDS[purpose], withdrawn_at=None)

    def in_force_of(self, person, purpose):
        """The person's own consent that holds now, or None."""
        return self.in_force(purpose).filter(person=person).first() if person else None

    def visible_to(self, user):
        """One's own; district staff keeps the proof of all."""
        if permissions.is_district_staff(user):
            return self
        return self.filter(person__user_id=user.pk)


class ImportBatchQuerySet(models.QuerySet):
    BROUGHT_BY = {"paper": "officer", "payments": "finance"}

    def visible_to(self, user):
        """Ledgers are brought in and read by district staff, some of an enterprise by the role they belong to."""
        if permissions.is_district_staff(user):
            return self
        own = Q(pk__in=())
        for kind, role in self.BROUGHT_BY.items():
            own |= Q(kind=kind, enterprise_id__in=permissions.enterprise_ids_with(user, role))
        return self.filter(own)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own and nobody else's: a notice may tell whose idea it was."""
        return self.filter(user_id=user.pk)

    def unread(self):
        return self.filter(read_at=None)

    def number_unread_of(self, user):
        """How many ring for the user that a query names, to annotate it with."""
        counted = self.unread().filter(user=user).order_by().values("user").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted), 0)


class NoticeSettingsQuerySet(models.QuerySet):
    def mailable(self):
        """Those with a confirmed mailbox, of people who may still come in."""
        confirmed = self.filter(confirmed_at__isnull=False, user__is_active=True)
        return confirmed.exclude(user__person__in_service=False).select_related("user")


class ChatRobotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The robots of an enterprise are kept by its officers."""
        return self.filter(enterprise_id__in=permissions.enterprise_ids_with(user, "officer"))

    def telling(self, enterprise, matter):
        """The robots of the enterprise that are on and tell this matter."""
        on = self.filter(enterprise=enterprise, is_on=True)
        return [robot for robot in on if matter in robot.tells]
