"""Rules that every page of the staff's admin keeps, found by walking through all that is registered."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alliance_portal.models import Event, OutboxMessage
from alliance_portal.staff_admin import StaffPermissions
from members import services as member_services
from members.models import Consent, ImportBatch, ImportRow, RoleAssignment, User
from suggestions import services
from suggestions.models import (
    Backing,
    Ballot,
    BenefitAssessment,
    Decision,
    Effect,
    Envelope,
    Handover,
    Implementation,
    Meeting,
    MeetingItem,
    Milestone,
    NameConsent,
    NumberSequence,
    Panel,
    Photo,
    Poster,
    Proposer,
    Recheck,
    Reward,
    RewardBatch,
    RewardGrade,
    RewardRule,
    RewardShare,
    Score,
    Seat,
    Slip,
    Suggestion,
)
from tests import factories
from tests.portal.rows import one_of_each
from workshops.models import (
    Acceptance,
    AcceptanceScore,
    AllianceApplication,
    AllianceMembership,
    Booking,
    Charter,
    Designation,
    DesignationDocument,
    DesignationReminder,
    Document,
    DocumentVersion,
    FactEntry,
    FormerName,
    HelpRequest,
    LeaderChange,
    MergedAnswer,
    MergedPart,
    MergedRequest,
    Plan,
    PlanItem,
    PlanProgress,
    ReadinessItem,
)

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
# What services and imports write: never by a form.
WRITTEN_BY_SERVICES = {
    Acceptance,
    AcceptanceScore,
    Backing,
    Ballot,
    BenefitAssessment,
    Booking,
    Consent,
    Decision,
    Designation,
    DesignationDocument,
    DesignationReminder,
    Effect,
    Envelope,
    FactEntry,
    FormerName,
    Handover,
    Implementation,
    ImportBatch,
    ImportRow,
    MergedAnswer,
    MergedPart,
    MergedRequest,
    LeaderChange,
    OutboxMessage,
    NameConsent,
    Milestone,
    Photo,
    Poster,
    Proposer,
    ReadinessItem,
    Recheck,
    Reward,
    RewardBatch,
    RewardGrade,
    RewardRule,
    RewardShare,
    Meeting,
    MeetingItem,
    Panel,
    Score,
    Seat,
    Slip,
    Suggestion,
    Document,
    DocumentVersion,
    HelpRequest,
    AllianceApplication,
    AllianceMembership,
    Charter,
    Plan,
    PlanItem,
    PlanProgress,
}
by_label = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


def list_url(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def is_written_by_services(model):
    return model in WRITTEN_BY_SERVICES or issubclass(model, Event) or "history" in model.__name__.lower()


def pages(model):
    """The admin of a model and its inlines, each with the model it writes."""
    page = admin.site._registry[model]
    return [(model, page), *((inline.model, inline) for inline in page.get_inline_instances(None, None))]


def as_staff(rf, staff):
    request = rf.get("/admin/")
    request.user = staff
    return request


def test_the_numbers_given_out_are_nowhere_to_be_edited():
    shown = {shown for model in REGISTERED for shown, _page in pages(model)}
    assert NumberSequence not in shown
    assert LogEntry not in shown


@by_label
def test_what_services_write_is_read_only(model, rf, staff):
    request = as_staff(rf, staff)
    for written, page in pages(model):
        if is_written_by_services(written):
            changes = [
                page.has_add_permission(request),
                page.has_change_permission(request),
                page.has_delete_permission(request),
            ]
            assert (written, changes) == (written, [False] * 3)


def test_every_workflow_and_event_model_is_looked_at_somewhere():
    shown = {shown for model in REGISTERED for shown, _page in pages(model)}
    assert WRITTEN_BY_SERVICES - shown == set()


@by_label
def test_no_page_depends_on_groups_or_permissions(model, rf, staff):
    stranger = factories.UserFactory(is_staff=True)
    request = as_staff(rf, staff)
    for _written, page in pages(model):
        assert isinstance(page, StaffPermissions)
        assert page.has_view_permission(request)
        assert not page.has_view_permission(as_staff(rf, stranger))


@by_label
def test_every_list_has_search_and_at_most_three_filters(model):
    page = admin.site._registry[model]
    assert page.search_fields
    assert len(page.list_filter) <= 3
    assert page.list_editable == ()


@by_label
def test_every_list_brings_its_relations_along(model):
    page = admin.site._registry[model]
    shown = {
        field.name for field in model._meta.fields if isinstance(field, ForeignKey) and field.name in page.list_display
    }
    brought = {path.split("__")[0] for path in page.list_select_related or ()}
    assert shown - brought == set()


@by_label
def test_every_relation_is_chosen_by_typing(model):
    for written, page in pages(model):
        if is_written_by_services(written):
            continue
        fields = [
            name
            for _title, options in page.fieldsets or [(None, {"fields": page.fields or []})]
            for name in options["fields"]
        ]
        relations = {
            field.name
            for field in [*written._meta.fields, *written._meta.many_to_many]
            if field.is_relation and field.name in fields
        }
        assert (
            relations - set(page.autocomplete_fields) - set(page.readonly_fields) - set(page.get_readonly_fields(None))
            == set()
        )


@by_label
def test_more_rows_cost_a_list_no_more_queries(model, cast, staff, desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(list_url(model)).status_code == 200
        return len(captured)

    one_of_each(cast, staff, 1)
    queries()  # content types are looked up once and remembered
    with_one = queries()
    for n in (2, 3):
        one_of_each(cast, staff, n)
    assert queries() == with_one


@by_label
def test_every_list_can_be_searched_and_filtered(model, cast, staff, desk):
    one_of_each(cast, staff, 1)
    page = desk.get(list_url(model), {"q": "王"})
    assert page.status_code == 200
    for spec in page.context["cl"].filter_specs:
        for choice in spec.choices(page.context["cl"]):
            assert desk.get(list_url(model) + choice["query_string"]).status_code == 200


@by_label
def test_every_form_opens_and_so_does_its_history(model, cast, staff, desk):
    one_of_each(cast, staff, 1)
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.first()
    assert desk.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200
    assert desk.get(reverse(f"admin:{name}_history", args=[row.pk])).status_code == 200
    allowed = admin.site._registry[model].has_add_permission(desk.get("/admin/").wsgi_request)
    assert desk.get(reverse(f"admin:{name}_add")).status_code == (200 if allowed else 403)


@pytest.mark.parametrize("who", ["worker", "reviewer", "finance", "officer", "leader"])
def test_people_of_enterprises_never_enter(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get(list_url(Suggestion), follow=True).status_code == 403
    assert client.get("/admin/autocomplete/", follow=True).status_code == 403


def test_is_staff_alone_opens_nothing(cast, client):
    User.objects.filter(pk=cast.worker.pk).update(is_staff=True)
    client.force_login(cast.worker)
    assert client.get("/admin/", follow=True).status_code == 403


def test_there_is_one_sign_in_page(client, desk, db):
    assert desk.get("/admin/login/").url == "/admin/"
    assert desk.get("/admin/password_change/").url == "/accounts/password/change/"
    assert desk.post("/admin/logout/").url == "/accounts/logout/"
    client.logout()
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/members/").url == "/accounts/login/?next=/admin/members/"
    assert client.post("/admin/login/", {"username": "district", "password": factories.PASSWORD}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_every_model_has_its_place_on_the_first_page(desk):
    groups = desk.get("/admin/").context["app_list"]
    listed = [model["model"] for group in groups for model in group["models"]]
    assert sorted(model._meta.label for model in listed) == [model._meta.label for model in REGISTERED]


def test_an_autocomplete_names_the_enterprise(cast, desk):
    address = "/admin/autocomplete/?term=王海&app_label=workshops&model_name=workshopmembership&field_name=person"
    assert [option["text"] for option in desk.get(address).json()["results"]] == ["王海 0001 · 长风客车"]


def test_a_history_names_who_changed_what(cast, staff, desk):
    record = cast.enterprise
    data = {
        "name": record.name,
        "short_name": record.short_name,
        "code": "CF",
        "answer_days": "5",
        "opinion_days": "7",
        "hazard_days": "3",
        "major_days": "30",
        "is_active": "on",
        "industry": "汽车",
    }
    address = reverse("admin:members_enterprise_change", args=[record.pk])
    assert desk.post(address, data).status_code == 302
    page = desk.get(reverse("admin:members_enterprise_history", args=[record.pk])).content.decode()
    assert "7 → 5" in page
    assert "— → 汽车" in page
    assert str(staff) in page
    assert "style=" not in page


def test_a_role_history_cannot_be_turned_back_by_a_click(cast, staff, desk):
    held = member_services.grant_role(cast.worker, "reviewer", cast.enterprise, by=staff)
    member_services.revoke_role(cast.worker, "reviewer", cast.enterprise, by=staff)
    version = RoleAssignment.history.filter(id=held.pk).latest("history_id")
    address = reverse("admin:members_roleassignment_simple_history", args=[held.pk, version.pk])
    again = {"user": cast.worker.pk, "role": "reviewer", "enterprise": cast.enterprise.pk, "_save": "1"}
    assert desk.post(address, again).status_code == 403
    assert not RoleAssignment.objects.filter(user=cast.worker).exists()


def test_staff_see_an_idea_and_its_whole_story_but_decide_nothing(cast, desk):
    idea = factories.SuggestionFactory(department=cast.team, by=cast.worker.person)
    due = timezone.localdate() + dt.timedelta(days=30)
    services.adopt(idea, by=cast.reviewer, reason="采纳，下月安排。", owner=cast.owner.person, due_on=due)
    address = reverse("admin:suggestions_suggestion_change", args=[idea.pk])
    page = desk.get(address).content.decode()
    assert [text in page for text in ("王海", "李工", "周工", "采纳，下月安排。")] == [True] * 4
    assert "_save" not in page
    assert desk.post(address, {"title": "改了"}).status_code == 403
    assert Suggestion.objects.get(pk=idea.pk).title == idea.title


@pytest.mark.parametrize(
    "query",
    [{"q": "长" * 60_000}, {"q": "a\x00b"}, {"id": "9" * 20}, {"enterprise": "9" * 20}, {"status__exact": "\x00"}],
)
def test_no_address_of_a_list_is_an_error(desk, query):
    response = desk.get(list_url(Suggestion), query, follow=True)

    assert response.status_code == 200


def test_what_nobody_can_type_is_looked_for_without_an_error(desk, cast):
    box = {"app_label": "members", "model_name": "person", "field_name": "department", "term": "焊装\x00一班"}

    found = desk.get(reverse("admin:autocomplete"), box).json()["results"]

    assert [option["text"] for option in found] == ["冲焊车间 · 焊装一班 · 长风客车"]
