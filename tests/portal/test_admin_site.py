"""Rules that every page of the staff's admin keeps, found by walking through all that is registered."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal.models import AuditEntry, Event, OutboxMessage, Snapshot
from alliance_portal.staff_admin import StaffPermissions
from members.models import Consent, ImportBatch, ImportRow, JoinApplication
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
from training.models import Certificate, Contest, ContestEntry, InternPlacement, PartnerAgreement
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

# A walk through all lists and forms: what they ask the database, the tests of each ask it too.
pytestmark = pytest.mark.once

# The audit is for auditors, and for no staff: test_audit_admin.py.
REGISTERED = sorted(admin.site._registry.keys() - {AuditEntry}, key=lambda model: model._meta.label)
# What services and imports write: never by a form.
WRITTEN_BY_SERVICES = {
    Acceptance,
    AcceptanceScore,
    Backing,
    Ballot,
    BenefitAssessment,
    Booking,
    Certificate,
    Consent,
    Contest,
    ContestEntry,
    InternPlacement,
    PartnerAgreement,
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
    Snapshot,
    Suggestion,
    Document,
    DocumentVersion,
    HelpRequest,
    AllianceApplication,
    AllianceMembership,
    Charter,
    JoinApplication,
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


# One row of everything takes longer to make than all the pages about it: these go through the whole registry at once.


def queries_of(desk, model):
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(list_url(model)).status_code == 200, model._meta.label
    return len(captured)


def test_more_rows_cost_a_list_no_more_queries(cast, staff, desk):
    one_of_each(cast, staff, 1)
    for model in REGISTERED:  # content types are looked up once and remembered
        queries_of(desk, model)
    with_one = {model._meta.label: queries_of(desk, model) for model in REGISTERED}
    for n in (2, 3):
        one_of_each(cast, staff, n)
    assert {model._meta.label: queries_of(desk, model) for model in REGISTERED} == with_one


def test_every_list_can_be_searched_and_filtered(cast, staff, desk):
    one_of_each(cast, staff, 1)
    for model in REGISTERED:
        shown = desk.get(list_url(model), {"q": "王"})
        assert shown.status_code == 200, model._meta.label
        for spec in shown.context["cl"].filter_specs:
            for choice in spec.choices(shown.context["cl"]):
                address = list_url(model) + choice["query_string"]
                assert desk.get(address).status_code == 200, address


def test_every_form_opens_and_so_does_its_history(cast, staff, desk):
    one_of_each(cast, staff, 1)
    request = desk.get("/admin/").wsgi_request
    for model in REGISTERED:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        for part in ("change", "history"):
            assert desk.get(reverse(f"admin:{name}_{part}", args=[row.pk])).status_code == 200, (name, part)
        allowed = admin.site._registry[model].has_add_permission(request)
        assert desk.get(reverse(f"admin:{name}_add")).status_code == (200 if allowed else 403), name
