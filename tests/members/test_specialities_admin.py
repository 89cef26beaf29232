"""Staff keep the catalogue; merging two asks first and leaves nobody behind."""

import pytest
from django.urls import reverse

from alliance_portal.workflow import WorkflowError
from members import services
from members.models import PersonSpeciality, Speciality
from tests.factories import SpecialityFactory, WorkshopFactory, willing

LIST = "/en/admin/members/speciality/"


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


@pytest.fixture
def two(cast):
    """Two names for one thing: the worker has both, the colleague the one that goes."""
    goes, stays = (
        SpecialityFactory(name="电阻点焊", other_words="焊点"),
        SpecialityFactory(name="点焊", other_words="压焊"),
    )
    willing(cast.worker, goes, stays)
    willing(cast.colleague, goes)
    return goes, stays


def act(desk, *specialities, **data):
    ticked = {"action": "merge", "_selected_action": [one.pk for one in specialities]}
    return desk.post(LIST, {**ticked, **data})


def test_merging_asks_first(desk, two):
    page = act(desk, *two).content.decode()
    assert "Which one stays?" in page
    assert "cannot be taken back" in page
    assert Speciality.objects.active().count() == 2


def test_merging_one_alone_asks_for_another(desk, two):
    page = desk.post(LIST, {"action": "merge", "_selected_action": [two[0].pk]}, follow=True)
    assert "Please tick at least two." in page.content.decode()


def test_merging_without_saying_which_stays_does_nothing(desk, two):
    assert act(desk, *two, confirmed="yes").context["form"].errors
    assert Speciality.objects.active().count() == 2


def test_whoever_had_the_one_has_the_other_and_its_words_are_found(cast, desk, two, staff):
    goes, stays = two
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    workshop.specialities.add(goes)

    assert act(desk, *two, confirmed="yes", stays=stays.pk).status_code == 302

    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.is_active, goes.merged_into) == (False, stays)
    assert stays.others == ["压焊", "电阻点焊", "焊点"]
    assert list(Speciality.objects.active().matching("电阻点焊")) == [stays]
    assert [list(user.person.specialities.all()) for user in (cast.worker, cast.colleague)] == [[stays], [stays]]
    assert list(workshop.specialities.all()) == [stays]
    assert staff in {entry.history_user for entry in PersonSpeciality.history.all()}
    assert stays.history.first().history_user == staff
    assert staff in {entry.history_user for entry in workshop.history.all()}


def test_what_was_merged_before_follows(two, staff):
    goes, stays = two
    third = SpecialityFactory(name="碰焊")
    services.merge_specialities(goes, into=stays, by=staff)
    services.merge_specialities(stays, into=third, by=staff)
    goes.refresh_from_db()
    assert goes.merged_into == third
    assert set(third.__class__.objects.get(pk=third.pk).others) == {"点焊", "压焊", "电阻点焊", "焊点"}


def test_merging_into_itself_into_what_is_out_of_use_or_beyond_the_limit_is_refused(two, staff):
    goes, stays = two
    with pytest.raises(WorkflowError):
        services.merge_specialities(goes, into=goes, by=staff)
    Speciality.objects.filter(pk=stays.pk).update(is_active=False)
    with pytest.raises(WorkflowError):
        services.merge_specialities(goes, into=stays, by=staff)
    Speciality.objects.filter(pk=stays.pk).update(is_active=True, other_words="长" * 395)
    with pytest.raises(WorkflowError):
        services.merge_specialities(goes, into=stays, by=staff)
    assert Speciality.objects.active().count() == 2


def test_nothing_of_the_catalogue_is_deleted(desk, two):
    assert desk.post(f"{LIST}{two[0].pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in desk.get(LIST).content.decode()


def test_staff_enter_a_speciality_and_the_specialities_of_somebody(cast, desk, two):
    desk.post(f"{LIST}add/", {"name": "机器人示教", "other_words": "机械手,示教编程", "is_active": "on"})
    made = Speciality.objects.get(name="机器人示教")
    assert made.other_words == "机械手、示教编程"
    person = cast.owner.person
    form = {
        "enterprise": person.enterprise_id,
        "department": person.department_id,
        "work_number": person.work_number,
        "name": person.name,
        "in_service": "on",
        "speciality_rows-TOTAL_FORMS": "1",
        "speciality_rows-INITIAL_FORMS": "0",
        "speciality_rows-0-speciality": made.pk,
        "speciality_rows-0-person": person.pk,
    }
    assert desk.post(reverse("admin:members_person_change", args=[person.pk]), form).status_code == 302
    assert list(person.specialities.all()) == [made]


def test_consents_are_looked_at_and_not_written(desk, cast, two):
    page = desk.get("/en/admin/members/consent/").content.decode()
    assert "王海" in page
    assert desk.get("/admin/members/consent/add/").status_code == 403
