"""Certificates of sessions and courses: who gets one, who reads it, and whether it is true."""

import csv
import io

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alliance_portal.personal_data.copying import kept
from alliance_portal.workflow import WorkflowError
from members.services import give_consent
from tests.suggestions.telling import told
from tests.training import afterwards
from training import services
from training.models import Certificate
from training.statistics import hours_of

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"training:{name}", args=args)


def body(response):
    return response.content.decode()


def holders(made):
    return [one.person.name for one in made]


def test_all_who_were_there_get_one_and_nobody_a_second(cast):
    session = afterwards.held(cast.enterprise, cast.worker, cast.colleague)
    chosen = afterwards.issued(session, cast.officer, people={cast.colleague.person.pk})
    rest = afterwards.issued(session, cast.officer)
    assert (holders(chosen), holders(rest)) == (["赵敏"], ["王海"])
    assert rest[0].class_hours == 2
    assert told(cast.worker) == ["certificate_issued"]
    with pytest.raises(WorkflowError):
        afterwards.issued(session, cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.bulk_create([Certificate(**_values(rest[0]))])


def _values(certificate):
    names = [
        *("person_id", "session_id", "enterprise_id", "title", "body", "class_hours", "attended", "held"),
        *("issued_on", "issued_by_id"),
    ]
    return {name: getattr(certificate, name) for name in names}


def test_a_course_counts_the_sessions_somebody_was_at(cast):
    """Three sessions of three hours: the worker was at all, the colleague at two, the owner at one."""
    people = [cast.worker, cast.colleague, cast.owner]
    series, sessions = afterwards.course(cast.enterprise, people, people[:2], people[:1])
    made = afterwards.issued(series, cast.officer, at_least=2)
    assert [(one.person.name, one.attended, one.held, one.class_hours) for one in made] == [
        ("王海", 3, 3, 9), ("赵敏", 2, 3, 6),
    ]  # fmt: skip
    assert holders(afterwards.issued(series, cast.officer)) == ["周工"]
    sessions[-1].ends_at = sessions[-1].ends_at + 30 * afterwards.DAY
    sessions[-1].save()
    with pytest.raises(WorkflowError):
        afterwards.issued(series, cast.officer)


def test_one_that_was_revoked_can_be_issued_anew(cast):
    session = afterwards.held(cast.enterprise, cast.worker)
    [first] = afterwards.issued(session, cast.officer)
    revoked = services.certificates.revoke(first, by=cast.officer, reason="学时写错")
    assert (revoked.is_valid, revoked.events.last().note) == (False, "学时写错")
    [second] = afterwards.issued(session, cast.officer)
    assert second.code != first.code
    assert told(cast.worker) == ["certificate_issued", "certificate_revoked", "certificate_issued"]


def test_anybody_checks_it_and_reads_the_name_only_by_consent(client, cast):
    session = afterwards.held(cast.enterprise, cast.worker)
    [made] = afterwards.issued(session, cast.officer)
    page = body(client.get(made.get_absolute_url()))
    assert "王*" in page
    assert "王海" not in page
    give_consent("named", by=cast.worker)
    assert "王海" in body(client.get(made.get_absolute_url()))
    services.certificates.revoke(made, by=cast.officer, reason="弄错了人")
    page = client.get(made.get_absolute_url())
    assert not page.context["certificate"].is_valid
    assert "弄错了人" not in body(page)
    assert client.get("/verify/nothing-of-it/").status_code == 404


def test_the_desk_issues_prints_and_revokes(client, cast, strangers):
    session = afterwards.held(cast.enterprise, cast.worker, cast.colleague)
    client.force_login(cast.officer)
    issue = at("session-certificates-issue", session.number)
    assert issue in body(client.get(at("session-certificates", session.number)))
    form = client.get(issue).context["form"]
    typed = {"title": "", "body": "长风工会", "issued_on": afterwards.day(), "people": [cast.worker.person.pk]}
    page = client.post(issue, typed)
    assert ("title" in page.context["form"].errors, "长风工会" in body(page)) == (True, True)
    assert client.post(issue, typed | {"title": form["title"].value()}).status_code == 302
    made = Certificate.objects.get()
    assert "王海" in body(client.get(at("session-certificates-print", session.number)))
    revoke = at("certificate-revoke", made.code)
    assert "reason" in client.post(revoke, {"version": 1, "reason": ""}).context["form"].errors
    assert client.post(revoke, {"version": 1, "reason": "写错"}).status_code == 302
    assert client.get(at("certificate", made.code)).status_code == 403
    client.force_login(strangers.officer)
    assert client.get(at("session-certificates", session.number)).status_code == 404
    assert client.get(at("certificate", made.code)).status_code == 404


def test_the_course_has_a_page_of_its_own(client, cast, strangers):
    series, _sessions = afterwards.course(cast.enterprise, [cast.worker, cast.colleague], [cast.worker])
    client.force_login(cast.officer)
    issue = at("series-certificates-issue", series.pk)
    everybody = [cast.worker.person.pk, cast.colleague.person.pk]
    typed = {"title": "提升班", "body": "工会", "issued_on": afterwards.day(), "people": everybody, "at_least": 9}
    assert "at_least" in client.post(issue, typed).context["form"].errors
    client.post(issue, typed | {"at_least": 2})
    assert Certificate.objects.get().person == cast.worker.person
    assert "(2/2)" in body(client.get(at("series-certificates", series.pk)))
    client.force_login(strangers.officer)
    assert client.get(at("series-certificates", series.pk)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_as_many_queries_for_three_as_for_one(client, cast, rows, django_assert_max_num_queries):
    people = [cast.worker, cast.colleague, cast.finance][:rows]
    session = afterwards.held(cast.enterprise, *people)
    afterwards.issued(session, cast.officer)
    client.force_login(cast.officer)
    with django_assert_max_num_queries(16):
        client.get(at("session-certificates", session.number))
    with django_assert_max_num_queries(14):
        client.get(at("session-certificates-print", session.number))


def test_my_certificates_and_hours_are_mine_alone(client, cast):
    [made] = afterwards.issued(afterwards.held(cast.enterprise, cast.worker), cast.officer)
    afterwards.held(cast.enterprise, cast.worker, cast.colleague, topic="=安全课", function="rights", class_hours="1.5")
    client.force_login(cast.worker)
    page = body(client.get(at("my-certificates")))
    assert made.title in page
    assert "3.5" in page
    assert client.get(at("certificate", made.code)).status_code == 200
    text = client.get(at("my-hours-csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert (sorted(row[5] for row in rows[1:]), "'=安全课" in [row[2] for row in rows]) == (["1.5", "2.0"], True)
    book = openpyxl.load_workbook(io.BytesIO(client.get(at("my-hours")).content))
    assert sorted(cell.value for cell in book.worksheets[0]["F"][1:]) == [1.5, 2]
    client.force_login(cast.colleague)
    assert made.title not in body(client.get(at("my-certificates")))
    assert client.get(at("certificate", made.code)).status_code == 404
    assert [year.hours for year in hours_of(cast.colleague.person)] == [made.class_hours - made.class_hours / 4]


def test_the_copy_of_ones_own_data_has_them(cast):
    afterwards.issued(afterwards.held(cast.enterprise, cast.worker), cast.officer)
    labels = {label for _kind, label, _rows in kept(cast.worker.person)}
    assert "training.Certificate" in labels
