"""A number of another enterprise tells nobody whose it is, until its owner has signed."""

import pytest
from django.urls import reverse

from tests.factories import PersonFactory
from tests.ledger_files import imported
from tests.training import mentoring
from tests.training.test_mentorship_imports import ROW, register, take
from training import services
from training.imports import MentorshipLedger
from training.models import Mentorship

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"training:{name}", args=args)


def told(client, user, *addresses):
    client.force_login(user)
    return "".join(client.get(one).content.decode() for one in addresses)


@pytest.fixture
def guest(strangers):
    return mentoring.guest(strangers)


def test_who_draws_up_reads_no_name_before_the_guest_signs(cast, strangers, guest, client):
    made = mentoring.draft(cast, apprentices=[cast.worker.person, guest.person])
    desk = [at("mentorships"), *(at(name, made.pk) for name in ("mentorship", "mentorship-print", "mentorship-change"))]
    found = at("mentorships") + "?q=何远"
    services.send_to_sign(made, by=cast.officer)
    services.send_back(made, by=guest, reason="工种不对")
    page = told(client, cast.officer, *desk)
    assert "何远" not in page
    assert "何*（工号JC-0101）" in page
    assert made.number not in told(client, cast.officer, found)
    services.send_to_sign(made, by=cast.officer)
    for user in (cast.owner, cast.worker):
        assert "何远" not in told(client, user, at("my-mentorships"), at("my-mentorship", made.pk))
    assert "何远" not in told(client, cast.owner, at("my-mentorship-sign", made.pk))
    assert "何远" in told(client, guest, at("my-mentorship-sign", made.pk))
    assert "何远" in told(client, strangers.officer, at("mentorship", made.pk))
    services.sign(made, by=guest)
    for address in (*desk[:3], found):
        assert "何远" in told(client, cast.officer, address)


def test_no_refusal_tells_the_name(cast, strangers, guest, client):
    quiet = PersonFactory(department=strangers.team, work_number="0102", name="吴静")
    made = mentoring.draft(cast, apprentices=[guest.person])
    with pytest.raises(services.UnfitError, match="JC-0101"):
        mentoring.draft(cast, apprentices=[guest.person])
    services.change(made, by=cast.officer, mentor=cast.owner.person, apprentices=[quiet], **mentoring.words())
    client.force_login(cast.officer)
    refused = client.post(at("mentorship-to-sign", made.pk), {"version": Mentorship.objects.get().version})
    assert "JC-0102" in refused.content.decode()
    assert "吴静" not in refused.content.decode()


def test_on_paper_the_guest_is_entered_by_the_name_that_stands_there(cast, guest, client):
    made = mentoring.draft(cast, apprentices=[guest.person])
    client.force_login(cast.officer)
    typed = {"version": made.version, "signed_on": mentoring.today().isoformat()}
    field = f"name_{guest.person.pk}"
    for name in ({}, {field: "何近"}):
        page = client.post(at("mentorship-paper", made.pk), typed | name)
        assert field in page.context["form"].errors
        assert "何远" not in page.content.decode()
    client.post(at("mentorship-paper", made.pk), typed | {field: "何 远"})
    assert Mentorship.objects.get().is_in_force


@pytest.mark.parametrize(("number", "name"), [("JC-0101", "何近"), ("JC-0101", ""), ("JC-0199", "何远")])
def test_a_register_tells_no_name_either(cast, guest, number, name):
    batch = take(cast, {**ROW, "徒弟工号": number, "徒弟": name})
    assert not Mentorship.objects.exists()
    problems = str([row.problems for row in batch.rows.all()])
    assert number in problems
    assert "何远" not in problems.replace(name or "—", "")
    own = imported(MentorshipLedger, cast.enterprise, register({**ROW, "徒弟": "别人"}))
    assert "王海" in str([row.problems for row in own.rows.all()])
