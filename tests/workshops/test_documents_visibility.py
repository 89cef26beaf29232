"""Two worlds: whoever may not read a document finds nothing of it, in no list, search, file or autocomplete."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import make_cast
from tests.factories import AllianceFactory, AllianceMembershipFactory, SpecialityFactory, WorkshopFactory
from tests.workshops.helping import led
from tests.workshops.sharing import draft, file, files_of, fresh, published, withdrawn
from workshops.models import AllianceMembership, Document, Workshop
from workshops.querysets import workshops_allied_with
from workshops.services import documents as services
from workshops.services import memberships

LIST = "/en/exchange/"
DESK = "/en/workbench/workshops/documents/"
CANARY = "CANARYX9"
WHO = ["visitor", "stranger", "partner", "colleague", "leader", "officer", "staff"]
# Who reads a published document of each visibility.
READERS = {
    "public": WHO,
    "alliance": ["partner", "colleague", "leader", "officer", "staff"],
    "enterprise": ["colleague", "leader", "officer", "staff"],
}


def text(response):
    content = response.getvalue() if response.streaming else response.content
    return content.decode(errors="replace")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(cast, strangers, staff):
    """The cast's workshop stands in an alliance with one of a third enterprise; the strangers' stands in another."""
    partners = make_cast("CJ", "澄江重工")
    welding, other = AllianceFactory(scope="trade", name="焊接联盟"), AllianceFactory(scope="trade", name="铸造联盟")
    own = WorkshopFactory(enterprise=cast.enterprise, alliance=welding)
    WorkshopFactory(enterprise=partners.enterprise, alliance=welding)
    WorkshopFactory(enterprise=strangers.enterprise, alliance=other)
    users = {
        "visitor": None,
        "stranger": strangers.worker,
        "partner": partners.worker,
        "colleague": cast.colleague,
        "leader": cast.leader,
        "officer": cast.officer,
        "staff": staff,
    }
    return {"workshop": own, "users": users, "by": cast.officer}


def code_of(client, made):
    """How the address of its only file answers."""
    response = client.get(f"{LIST}{made.code}/files/{files_of(made)[0].code}/")
    if response.streaming:
        response.getvalue()
    return response.status_code


def visit(client, user):
    client.logout()
    if user:
        client.force_login(user)
    return client


def canary(world, visibility, make=published):
    """A document with the canary in its title, use, credit, changes, file name and file content."""
    speciality = SpecialityFactory(name="电阻焊")
    words = {
        "title": f"{CANARY}标题",
        "applicability": f"{CANARY}用途",
        "credit": f"{CANARY}署名",
        "credit_agreed": True,
    }
    made = draft(world["by"], world["workshop"], visibility, specialities=[speciality], files=False, **words)
    facts = {"attachments": [file(f"{CANARY}.pdf", text=CANARY)], "changes": f"{CANARY}改动"}
    services.add_version(made, by=world["by"], **facts)
    if make is not draft:
        services.publish(made, by=world["by"])
    if make is withdrawn:
        services.withdraw(made, by=world["by"], reason=f"{CANARY}原因")
    return fresh(made)


def addresses(made):
    """Everything there is to look at."""
    [stored] = files_of(made)
    queries = ["", "?q=标题", "?q=用途", "?kind=operation_method", "?enterprise=CF", "?speciality=电阻焊"]
    return [
        *(f"{LIST}{query}" for query in queries),
        f"{LIST}{made.code}/",
        f"{LIST}{made.code}/files/{stored.code}/",
        DESK,
        f"{DESK}?status={made.status}",
        *(f"{DESK}{made.code}/{step}" for step in ("", "version/", "publish/", "withdraw/", "discard/")),
        "/en/who-can-help/",
        made.workshops.get().get_absolute_url(),
        "/admin/workshops/document/?q=CANARY",
        "/admin/autocomplete/?term=CANARY&app_label=workshops&model_name=document&field_name=workshops",
    ]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("visibility", READERS)
def test_whoever_is_meant_reads_it_and_nobody_else_finds_a_trace(world, client, visibility, who):
    made = canary(world, visibility)
    visit(client, world["users"][who])
    seen = [text(client.get(address, follow=True)) for address in addresses(made)]
    if who in READERS[visibility]:
        assert CANARY in seen[0]
        assert CANARY in seen[6]
        assert CANARY in seen[7]
    else:
        assert [address for address, page in zip(addresses(made), seen, strict=True) if CANARY in page] == []
        assert client.get(f"{LIST}{made.code}/").status_code == 404
        assert code_of(client, made) == 404


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("visibility", READERS)
def test_a_draft_is_there_for_its_workshop_alone(world, client, visibility, who):
    made = canary(world, visibility, draft)
    visit(client, world["users"][who])
    page = client.get(f"{LIST}{made.code}/")
    allowed = who in ("leader", "officer", "staff")
    assert page.status_code == (200 if allowed else 404)
    assert CANARY not in text(client.get(LIST))
    assert code_of(client, made) == page.status_code


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("visibility", READERS)
def test_what_was_withdrawn_says_why_to_those_who_could_read_it(world, client, visibility, who):
    made = canary(world, visibility, withdrawn)
    visit(client, world["users"][who])
    page = client.get(f"{LIST}{made.code}/")
    if who in READERS[visibility]:
        assert page.status_code == 410
        assert f"{CANARY}原因" in text(page)
        assert f"{CANARY}.pdf" not in text(page)
    else:
        assert page.status_code == 404
    kept = who in ("officer", "staff")
    assert code_of(client, made) == (200 if kept else 404)
    assert CANARY not in text(client.get(LIST))


def test_a_file_is_found_under_its_own_document_alone(world, client):
    first, second = canary(world, "public"), published(world["by"], world["workshop"])
    visit(client, None)
    assert client.get(f"{LIST}{second.code}/files/{files_of(first)[0].code}/").status_code == 404
    assert code_of(client, first) == 200


def test_filters_offer_only_enterprises_whose_documents_are_read(world, client, strangers):
    canary(world, "enterprise")
    visit(client, strangers.worker)
    assert list(client.get(LIST).context["filter"].form.fields["enterprise"].queryset) == []
    visit(client, world["by"])
    assert len(client.get(LIST).context["filter"].form.fields["enterprise"].queryset) == 1


def test_leading_a_workshop_opens_its_drafts_and_its_steps(world, client, cast):
    made = draft(world["by"], world["workshop"])
    led(world["workshop"], cast.worker)
    visit(client, cast.worker)
    assert client.get(f"{DESK}{made.code}/").status_code == 200
    visit(client, cast.leader)
    assert client.get(f"{LIST}{made.code}/").status_code == 200
    assert client.get(f"{DESK}{made.code}/").status_code == 403


# -- the rule of the alliance -----------------------------------------------------------------------------------------


def allied(enterprise):
    return set(workshops_allied_with(Workshop.objects.all(), [enterprise.pk]))


def test_partners_have_a_workshop_in_operation_in_the_very_same_alliance(cast, strangers):
    district = AllianceFactory()
    trade = AllianceFactory(scope="trade", parent=district)
    ours = WorkshopFactory(enterprise=cast.enterprise, alliance=trade)
    theirs = WorkshopFactory(enterprise=strangers.enterprise, alliance=district)
    alone = WorkshopFactory(enterprise=cast.enterprise)
    assert ours not in allied(strangers.enterprise), "what it is nested in makes nobody a partner"
    assert alone not in allied(cast.enterprise)
    AllianceMembershipFactory(alliance=trade, workshop=theirs)
    assert allied(strangers.enterprise) == {ours, theirs}
    Workshop.objects.filter(pk=theirs.pk).update(is_active=False)
    assert allied(strangers.enterprise) == set()


def test_leaving_the_alliance_closes_it_at_once(world, client):
    made = canary(world, "alliance")
    visit(client, world["users"]["partner"])
    assert client.get(f"{LIST}{made.code}/").status_code == 200
    for membership in AllianceMembership.objects.filter(workshop__enterprise__code="CJ"):
        memberships.leave(membership, by=world["by"], reason="不参加了。")
    assert client.get(f"{LIST}{made.code}/").status_code == 404


def test_a_document_of_two_enterprises_is_read_by_both(world, strangers):
    made = draft(world["by"], world["workshop"], "enterprise")
    services.publish(made, by=world["by"])
    assert not Document.objects.visible_to(strangers.worker).exists()
    made.workshops.add(Workshop.objects.get(enterprise=strangers.enterprise))
    assert list(Document.objects.visible_to(strangers.worker)) == [made]


@pytest.mark.parametrize("who", ["visitor", "officer", "partner"])
def test_three_documents_cost_as_many_queries_as_one(world, client, who, django_assert_num_queries):
    def one_more():
        made = published(world["by"], world["workshop"], specialities=[SpecialityFactory()])
        services.add_version(made, by=world["by"], attachments=[file(), file()])

    addresses = [LIST, DESK] if who == "officer" else [LIST]
    one_more()
    visit(client, world["users"][who])
    for address in addresses:
        with CaptureQueriesContext(connection) as one:
            client.get(address)
        one_more()
        one_more()
        with django_assert_num_queries(len(one)):
            client.get(address)
