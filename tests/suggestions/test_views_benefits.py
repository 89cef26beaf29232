"""Finance over HTTP: only finance verifies, claimed and verified stand apart, corrections leave both events."""

import pytest
from django.utils import timezone

from alliance_portal.files import read_picture
from members.models import Role, RoleAssignment
from suggestions import services
from suggestions.models import BenefitAssessment, Implementation
from tests.factories import PersonFactory, SuggestionFactory, picture

BENEFITS = "/en/workbench/benefits/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def done(cast, *, claimed=12000, **kwargs):
    suggestion = SuggestionFactory(**{"department": cast.team, "by": cast.worker.person} | kwargs)
    owner = cast.owner.person
    services.adopt(suggestion, by=cast.reviewer, reason="装吊臂", owner=owner, due_on=timezone.localdate())
    services.finish(suggestion, by=cast.owner, note="装好了", photos=[read_picture(picture())])
    services.confirm(suggestion, by=cast.worker)
    if claimed is not None:
        services.claim_benefit(suggestion, by=cast.owner, yuan=claimed, basis="每天省20分钟")
    suggestion.refresh_from_db()
    return suggestion


def page_of(suggestion):
    return f"{BENEFITS}{suggestion.number}/"


def verify(client, suggestion, **data):
    facts = {"version": suggestion.version, "yuan": "11000.50", "basis": "凭证12号"}
    return client.post(page_of(suggestion), facts | data)


def listed(response):
    return [suggestion.number for suggestion in response.context["page_obj"]]


@pytest.fixture
def finance(cast, client):
    client.force_login(cast.finance)
    return client


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("owner", 403), ("reviewer", 403), ("officer", 403), ("leader", 403), ("finance", 200),
])  # fmt: skip
def test_the_list_is_for_finance(cast, client, role, code):
    client.force_login(getattr(cast, role))

    assert client.get(BENEFITS).status_code == code


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("owner", 403), ("reviewer", 403), ("officer", 403), ("leader", 403),
    ("colleague", 404), ("stranger", 404), ("staff", 403),
])  # fmt: skip
def test_nobody_but_finance_verifies(cast, strangers, staff, client, role, code):
    suggestion = done(cast)
    users = {"staff": staff, "stranger": strangers.finance}
    client.force_login(users.get(role) or getattr(cast, role))

    assert client.get(page_of(suggestion)).status_code == code
    assert verify(client, suggestion).status_code == code
    assert BenefitAssessment.objects.get().verified_yuan is None


@pytest.mark.parametrize("part", ["proposer", "owner"])
def test_finance_does_not_verify_an_own_idea_or_task(cast, finance, part):
    suggestion = done(cast, by=cast.finance.person) if part == "proposer" else done(cast)
    if part == "owner":
        Implementation.objects.update(owner=cast.finance.person)

    body = finance.get(page_of(suggestion)).content.decode()

    assert "Here a colleague in finance has to verify." in body
    assert verify(finance, suggestion).status_code == 403
    assert BenefitAssessment.objects.get().verified_yuan is None


def test_finance_of_elsewhere_does_not_become_finance_here(cast, strangers, client):
    suggestion = done(cast)
    RoleAssignment.objects.create(user=strangers.finance, role=Role.REVIEWER, enterprise=cast.enterprise)
    client.force_login(strangers.finance)

    assert verify(client, suggestion).status_code == 403


def test_claimed_and_verified_stand_apart(cast, finance):
    suggestion = done(cast)

    response = verify(finance, suggestion)

    assert response.url == BENEFITS
    benefit = BenefitAssessment.objects.get()
    assert (str(benefit.claimed_yuan), benefit.claimed_basis) == ("12000.00", "每天省20分钟")
    assert (str(benefit.verified_yuan), benefit.verified_basis) == ("11000.50", "凭证12号")
    assert benefit.verified_by == cast.finance
    body = finance.get(page_of(suggestion)).content.decode()
    assert "CNY 12,000<" in body
    assert "CNY 11,000.50<" in body


def test_a_verified_benefit_changes_its_part_of_the_list(cast, finance):
    first, second = done(cast), done(cast)
    assert listed(finance.get(BENEFITS)) == [first.number, second.number]

    verify(finance, first)

    assert listed(finance.get(BENEFITS)) == [second.number]
    assert listed(finance.get(BENEFITS, {"tab": "verified"})) == [first.number]


def test_without_a_claim_nothing_waits_but_finance_may_verify(cast, finance):
    suggestion = done(cast, claimed=None)
    assert listed(finance.get(BENEFITS)) == []

    verify(finance, suggestion, yuan="0", basis="没有可算的钱")

    assert BenefitAssessment.objects.get().verified_yuan == 0
    assert listed(finance.get(BENEFITS, {"tab": "verified"})) == [suggestion.number]


def test_a_correction_leaves_both_events(cast, finance):
    suggestion = done(cast)
    verify(finance, suggestion)
    suggestion.refresh_from_db()
    assert "Correct the amount" in finance.get(page_of(suggestion)).content.decode()

    verify(finance, suggestion, yuan="9000", basis="补扣电费")

    assert str(BenefitAssessment.objects.get().verified_yuan) == "9000.00"
    assert list(suggestion.events.filter(verb="verified").values_list("note", flat=True)) == [
        "¥11,000.50 凭证12号",
        "¥9,000.00 补扣电费",
    ]


@pytest.mark.parametrize(("data", "errors"), [
    ({"yuan": "", "basis": ""}, ["basis", "yuan"]),
    ({"yuan": "-5"}, ["yuan"]),
    ({"yuan": "很多"}, ["yuan"]),
    ({"yuan": "1000000000"}, ["yuan"]),
    ({"basis": " "}, ["basis"]),
])  # fmt: skip
def test_errors_keep_what_was_typed(cast, finance, data, errors):
    suggestion = done(cast)

    response = verify(finance, suggestion, **data)

    form = response.context["form"]
    assert sorted(form.errors) == errors
    assert {name: form[name].value() for name in data} == data
    assert BenefitAssessment.objects.get().verified_yuan is None


def test_what_is_not_done_cannot_be_verified(cast, finance):
    suggestion = SuggestionFactory(department=cast.team, by=cast.worker.person)

    response = finance.get(page_of(suggestion))
    assert "Only what has been done can be verified." in response.content.decode()
    assert response.context["form"] is None

    response = verify(finance, suggestion)
    assert response.status_code == 409
    assert not BenefitAssessment.objects.exists()


def test_an_old_page_is_told_what_happened_and_keeps_the_words(cast, finance):
    suggestion = done(cast)
    services.claim_benefit(suggestion, by=cast.owner, yuan=15000, basis="又算了一遍")

    response = verify(finance, suggestion, basis="凭证12号和13号")

    body = response.content.decode()
    assert response.status_code == 409
    assert "Owner 周工 was faster: “Benefit claimed”" in body
    assert "凭证12号和13号" in body
    suggestion.version = response.context["form"]["version"].value()
    assert verify(finance, suggestion).status_code == 302


def test_unknown_parameters_are_ignored(cast, finance):
    suggestion = done(cast)

    assert listed(finance.get(BENEFITS, {"page": "99", "after": "x", "tab": "zz", "spy": "1"})) == [suggestion.number]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, finance, django_assert_num_queries, rows):
    for number in range(rows):
        department = cast.office if number else cast.team
        done(cast, department=department, by=PersonFactory(department=department))

    with django_assert_num_queries(8):
        assert len(listed(finance.get(BENEFITS))) == rows
