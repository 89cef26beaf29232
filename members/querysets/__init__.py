import datetime as dt
import functools
import operator

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce

from alliance_portal.text import is_about

from .. import permissions
from .data_requests import DataRequestQuerySet
from .skills import SOON, SkillCertificateQuerySet

__all__ = [
    "CONSENT_WORDS",
    "SOON",
    "AccountSessionQuerySet",
    "ChatRobotQuerySet",
    "ConsentQuerySet",
    "DataRequestQuerySet",
    "DepartmentQuerySet",
    "EnterpriseQuerySet",
    "ImportBatchQuerySet",
    "JoinApplicationQuerySet",
    "NoticeQuerySet",
    "NoticeSettingsQuerySet",
    "PersonQuerySet",
    "RoleAssignmentQuerySet",
    "SkillCertificateQuerySet",
    "SpecialityQuerySet",
    "StoryQuerySet",
]

# Raised with every change of what a consent says; an older one holds no more then.
CONSENT_WORDS = {
    "help": 1, "help_grade": 1, "named": 2, "photo": 1, "hand_on": 1, "story": 1, "story_name": 1, "story_photo": 1,
}  # fmt: skip


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

    def with_naming(self):
        """Adds what `public_name`, `may_be_pictured` and `hands_on` ask, so that a list of people costs no query each.

        For people reached from other rows: Prefetch("person", Person.objects.with_naming()).
        """
        consents = self.model._meta.get_field("consents").related_model.objects
        asked = {"is_named": "named", "has_agreed_to_photo": "photo", "hands_on": "hand_on"}
        agreed = {name: Exists(consents.in_force(one).filter(person=OuterRef("pk"))) for name, one in asked.items()}
        return self.annotate(**agreed)

    def condition_in_service_on(self, day):
        """The day of leaving no longer counts, that of coming back does; without the one or the other on no day."""
        joined = Q(joined_on=None) | Q(joined_on__lte=day)
        staying = Q(left_on=None, in_service=True) | Q(left_on__gt=day)
        absences = self.model._meta.get_field("absences").related_model.objects
        away = absences.filter(left_on__lte=day, returned_on__gt=day).order_by().values("person")
        return joined & staying & ~Q(pk__in=away)

    def in_service_on(self, day):
        """Who was in service on a day."""
        return self.filter(self.condition_in_service_on(day))

    def in_service_at_end_of(self, month):
        """Who was in service on the last day of the month that begins on `month`."""
        return self.in_service_on((month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1))

    def good_at(self, specialities):
        """Those with one of the specialities, said by themselves or shown by a certificate they let others see."""
        said = self.model.objects.filter(specialities__in=specialities).order_by().values("pk")
        certificates = self.model._meta.get_field("certificates").related_model.objects.shown_to_helpers()
        shown = certificates.filter(speciality__in=specialities).order_by().values("person")
        return self.filter(Q(pk__in=said) | Q(pk__in=shown))

    def with_grades(self):
        """Prefetches as `graded` the certificates in force whose owners let the grade be seen."""
        certificates = self.model._meta.get_field("certificates").related_model.objects.shown_to_helpers()
        shown = certificates.select_related("speciality").order_by("speciality__name", "-granted_on", "pk")
        return self.prefetch_related(Prefetch("certificates", shown, to_attr="graded"))

    def with_help_code(self):
        """Adds `help_code`: by which a willing person is asked where no work number may be shown."""
        consents = self.model._meta.get_field("consents").related_model.objects.in_force("help")
        return self.annotate(help_code=Subquery(consents.filter(person=OuterRef("pk")).order_by().values("code")[:1]))

    def enterprises(self):
        """The enterprises of these people."""
        enterprises = self.model._meta.get_field("enterprise").related_model.objects
        return enterprises.filter(pk__in=self.order_by().values("enterprise"))


class RoleAssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, those of the enterprises one is officer of, and all for district staff."""
        if permissions.is_district_staff(user):
            return self
        mine = Q(user_id=user.pk) if user.is_authenticated else Q(pk=None)
        return self.filter(mine | Q(enterprise_id__in=permissions.enterprise_ids_with(user, "officer")))

    def for_list(self):
        """By name of the account's person, with what a row shows."""
        return self.select_related("user__person__department", "enterprise", "granted_by__person").order_by(
            "user__person__name", "user__username", "role", "pk"
        )

    def in_use(self):
        """Of accounts that are open, and of people who have not left."""
        return self.filter(user__is_active=True).exclude(user__person__in_service=False)


class JoinApplicationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status="waiting")

    def for_list(self):
        """Who waits first, the longest wait on top; then what was answered, the newest on top."""
        rows = self.select_related("enterprise", "person__department__parent", "answered_by__person")
        waits = Case(When(status="waiting", then=0), default=1)
        return rows.annotate(rank=waits).order_by("rank", "-answered_at", "created_at", "pk")

    def visible_to(self, user):
        """For the officers of the enterprise and district staff; applicants read theirs by its code."""
        if permissions.is_district_staff(user):
            return self
        return self.filter(enterprise_id__in=permissions.enterprise_ids_with(user, "officer"))


class AccountSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own and nobody else's."""
        return self.filter(user_id=user.pk)

    def here_first(self, session_key):
        """The browser of this session, marked `is_here`, then the others by their last use."""
        here = Case(When(session_key=session_key or "", then=True), default=False)
        return self.annotate(is_here=here).order_by("-is_here", "-last_used_at", "-pk")


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

    def holding(self):
        """All of them that hold now, whatever they are for."""
        now = (Q(purpose=purpose, version=version) for purpose, version in CONSENT_WORDS.items())
        return self.filter(functools.reduce(operator.or_, now), withdrawn_at=None)

    def in_force_of(self, person, purpose):
        """The person's own consent that holds now, or None."""
        return self.in_force(purpose).filter(person=person).first() if person else None

    def visible_to(self, user):
        """One's own; district staff keeps the proof of all."""
        if permissions.is_district_staff(user):
            return self
        return self.filter(person__user_id=user.pk)


class StoryQuerySet(models.QuerySet):
    def public(self):
        """What everybody reads: published, of somebody in service whose consent to the words holds now."""
        there = self.filter(status="published", person__in_service=True, person__enterprise__is_active=True)
        return there.filter(self._consent("story"))

    def visible_to(self, user):
        """What is public; one's own in every state; for officers those of their enterprise, for staff all."""
        if permissions.is_district_staff(user):
            return self
        public = Q(pk__in=self.model.objects.public().order_by().values("pk"))
        if not user.is_authenticated:
            return self.filter(public)
        kept = Q(person__enterprise_id__in=permissions.enterprise_ids_with(user, "officer"))
        return self.filter(public | kept | Q(person__user_id=user.pk))

    def kept_by(self, user):
        """Those that the user writes or publishes: of the enterprises whose officer it is; all for staff."""
        if permissions.is_district_staff(user):
            return self
        return self.filter(person__enterprise_id__in=permissions.enterprise_ids_with(user, "officer"))

    def readable(self):
        """Without those whose words are their person's alone: taken back, or an own draft."""
        return self.exclude(status="withdrawn").exclude(status="draft", is_own=True)

    def of_user(self, user):
        """The story of the person behind the account, the newest first."""
        return self.filter(person__user_id=user.pk).order_by("-pk") if user.is_authenticated else self.none()

    def of_people(self, people):
        return self.filter(person__in=people)

    def for_pages(self):
        """With whom it is about, and what that person agreed to, so that a list costs no query for each."""
        asked = {"is_agreed": "story", "is_named": "story_name", "is_pictured": "story_photo"}
        agreed = {name: self._consent(purpose) for name, purpose in asked.items()}
        return self.select_related("person__enterprise", "person__department__parent").annotate(**agreed)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def matching(self, text):
        """With the text in what everybody reads; one whose words hold a name that is not shown is not looked into."""
        words = Q(title__icontains=text) | Q(quote__icontains=text) | Q(text__icontains=text)
        names = Q(title__contains=F("person__name")) | Q(quote__contains=F("person__name"))
        masked = names | Q(text__contains=F("person__name"))
        named = self.model.objects.filter(self._consent("story_name"), words | Q(person__name__icontains=text))
        return self.filter((words & ~masked) | Q(pk__in=named.order_by().values("pk")))

    def of_leavers(self):
        """Those of people who are no longer in service, that nobody has taken back yet."""
        return self.filter(person__in_service=False).exclude(status="withdrawn")

    def to_erase(self, before):
        """Taken back before that moment, with words still there."""
        return self.filter(status="withdrawn", withdrawn_at__lt=before, erased_at=None)

    def _consent(self, purpose):
        consents = self.model._meta.get_field("person").related_model._meta.get_field("consents").related_model
        return Exists(consents.objects.in_force(purpose).filter(person=OuterRef("person")))


class ImportBatchQuerySet(models.QuerySet):
    BROUGHT_BY = {"paper": "officer", "payments": "finance", "results": "officer", "mentorship": "officer"}

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
