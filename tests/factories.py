"""Factories with no surprises: what a test does not name gets a plain, valid value."""

import datetime as dt
import io

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from alliance_portal import periods
from members import services as member_services
from members.models import Department, Enterprise, Person, Role, RoleAssignment, Speciality, User
from suggestions.models import Board, FigureEmbed, Proposer, Suggestion
from training.models import Session
from workshops.models import Alliance, AllianceMembership, Honour, Result, Workshop, WorkshopMembership

PASSWORD = "correct-horse-battery"


class EnterpriseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enterprise

    code = factory.Sequence(lambda n: "E" + chr(65 + n // 26 % 26) + chr(65 + n % 26))
    name = factory.LazyAttribute(lambda o: f"示例企业{o.code}有限公司")
    short_name = factory.LazyAttribute(lambda o: f"示例{o.code}")


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    enterprise = factory.SubFactory(EnterpriseFactory)
    name = factory.Sequence(lambda n: f"车间{n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user-{n}")
    full_name = factory.Sequence(lambda n: f"账号{n}")
    password = factory.django.Password(PASSWORD)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    department = factory.SubFactory(DepartmentFactory)
    enterprise = factory.SelfAttribute("department.enterprise")
    work_number = factory.Sequence(lambda n: f"{n:06}")
    name = factory.Sequence(lambda n: f"职工{n}")
    joined_on = dt.date(2020, 1, 1)


def account(person, *roles):
    """Give a person an account, with roles in the person's enterprise; return the user."""
    person.user = UserFactory(username=f"{person.enterprise.code}-{person.work_number}")
    person.save()
    return granted(person, roles)


def member(*roles, **facts):
    """The account of a new person: the same in half as many writes, for what nearly every test begins with."""
    enterprise = facts["department"].enterprise
    user = UserFactory(username=f"{enterprise.code}-{facts['work_number']}")
    return granted(PersonFactory(user=user, **facts), roles)


def granted(person, roles):
    for role in roles:
        RoleAssignment.objects.create(user=person.user, role=role, enterprise=person.enterprise)
    return person.user


def staff_account(**kwargs):
    """A district union staff account."""
    user = UserFactory(is_staff=True, **kwargs)
    RoleAssignment.objects.create(user=user, role=Role.DISTRICT_STAFF)
    return user


class SpecialityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Speciality

    name = factory.Sequence(lambda n: f"专长{n}")


def willing(user, *specialities):
    """Somebody who may be asked, and is good at these; returns the consent."""
    if specialities:
        member_services.keep_specialities(user.person_or_none, specialities, by=user)
    return member_services.give_consent("help", by=user)


class SuggestionFactory(factory.django.DjangoModelFactory):
    """A row as the services would have left it when it came in; `by` is the proposing person."""

    class Meta:
        model = Suggestion
        skip_postgeneration_save = True

    department = factory.SubFactory(DepartmentFactory)
    enterprise = factory.SelfAttribute("department.enterprise")
    shop = factory.LazyAttribute(lambda o: o.department.shop)
    number = factory.Sequence(lambda n: f"T-2026-{n:05}")
    title = factory.Sequence(lambda n: f"焊钳电缆拖地{n}")
    problem = "焊钳电缆拖在地上，叉车容易压到。"
    received_at = factory.LazyFunction(timezone.now)
    month = factory.LazyAttribute(lambda o: periods.month_of(o.received_at))
    due_on = factory.LazyAttribute(lambda o: timezone.localtime(o.received_at).date() + dt.timedelta(days=7))

    @factory.post_generation
    def by(self, create, extracted, **kwargs):
        person = extracted or PersonFactory(department=self.department)
        Proposer.objects.create(suggestion=self, person=person)


class BoardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Board

    name = "东门大厅"
    enterprise = factory.SubFactory(EnterpriseFactory)


class FigureEmbedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FigureEmbed

    name = "集团官网首页"
    enterprise = factory.SubFactory(EnterpriseFactory)
    numbers = ["adoption_rate"]
    sites = ["https://www.example.org"]


class AllianceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alliance

    name = factory.Sequence(lambda n: f"示例联盟{n}")
    slug = factory.Sequence(lambda n: f"alliance-{n}")
    scope = Alliance.Scope.DISTRICT


class WorkshopFactory(factory.django.DjangoModelFactory):
    """`alliance` is one it belongs to."""

    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"示例劳模工作室{n}")
    slug = factory.Sequence(lambda n: f"workshop-{n}")
    kind = Workshop.Kind.MODEL_WORKER
    enterprise = factory.SubFactory(EnterpriseFactory)

    @factory.post_generation
    def alliance(self, create, extracted, **kwargs):
        if extracted:
            AllianceMembershipFactory(alliance=extracted, workshop=self)


class AllianceMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AllianceMembership

    alliance = factory.SubFactory(AllianceFactory)
    workshop = factory.SubFactory(WorkshopFactory)
    joined_on = dt.date(2024, 1, 1)
    left_on = None
    status = factory.LazyAttribute(lambda o: "left" if o.left_on else "member")
    leaving = factory.LazyAttribute(lambda o: "wish" if o.left_on else "")


class WorkshopMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkshopMembership

    workshop = factory.SubFactory(WorkshopFactory)
    person = factory.SubFactory(PersonFactory)
    joined_on = dt.date(2024, 1, 1)


class ResultFactory(factory.django.DjangoModelFactory):
    """A shared result that everybody may read; `workshops` worked it out."""

    class Meta:
        model = Result
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"R-2025-{n:04}")
    enterprise = factory.SubFactory(EnterpriseFactory)
    title = factory.Sequence(lambda n: f"点焊电极修磨夹具{n}")
    innovation = "technology"
    before = "电极靠手工锉，一支要八分钟。"
    method = "夹具定位，转一圈修好。"
    after = "一支一分钟，尺寸一致。"
    visibility = "public"
    status = Result.Status.PUBLISHED
    published_at = factory.LazyAttribute(lambda o: None if o.status == "draft" else timezone.now())
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def workshops(self, create, extracted, **kwargs):
        self.workshops.set(extracted or [])


class HonourFactory(factory.django.DjangoModelFactory):
    """An honour of an enterprise."""

    class Meta:
        model = Honour

    level = Honour.Level.DISTRICT
    kind = Honour.Kind.OTHER
    title = factory.Sequence(lambda n: f"区级先进单位{n}")
    body = "区总工会"
    granted_on = dt.date(2026, 4, 28)
    holder = Honour.Holder.ENTERPRISE
    enterprise = factory.SubFactory(EnterpriseFactory)
    entered_by = factory.SubFactory(UserFactory)


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    number = factory.Sequence(lambda n: f"T-2020-{n:04}")
    status = Session.Status.ANNOUNCED
    topic = factory.Sequence(lambda n: f"机器人焊接示教{n}")
    function = Session.Function.SKILL
    kind = Session.Kind.COURSE
    enterprise = factory.SubFactory(EnterpriseFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + dt.timedelta(hours=3))
    class_hours = 3


def picture(name="photo.jpg", size=(64, 48), kind="JPEG", colour="steelblue"):
    """An uploaded picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type=f"image/{kind.lower()}")
