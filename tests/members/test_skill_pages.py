"""The pages of certificates: one's own on the phone, and those of the officers at the workbench."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Notice, SkillCertificate
from members.services import skills
from tests.factories import member, picture
from tests.members import skilling

MINE = "/en/me/skills/"
DESK = "/en/workbench/skills/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def text(response):
    return response.content.decode()


def one():
    return SkillCertificate.objects.get()


# -- on the phone -----------------------------------------------------------------------------------------------------


def test_without_a_certificate_the_page_says_what_to_do(cast, client):
    client.force_login(cast.worker)
    page = text(client.get(MINE))
    assert "Take a photo of one and hand it in" in page
    assert f'href="{MINE}new/"' in page


def test_a_worker_hands_in_corrects_and_takes_back(cast, client):
    client.force_login(cast.worker)
    sent = skilling.form(skilling.welding()) | {"file": picture("我的证.jpg")}
    assert client.post(MINE + "new/", sent).status_code == 302
    assert (one().status, one().file_name) == ("waiting", "我的证.jpg")
    page = text(client.get(MINE))
    assert "To be confirmed" in page
    assert "我的证.jpg" in page
    address = f"{MINE}{one().pk}/"
    assert "stays" in text(client.get(address))
    changed = skilling.form(skilling.welding(), grade="technician", valid_until=skilling.in_days(90))
    assert client.post(address, changed | {"version": 1}).status_code == 302
    assert (one().grade, one().file_name, one().valid_until) == ("technician", "我的证.jpg", skilling.in_days(90))
    assert "Take the certificate back?" in text(client.get(address + "withdraw/"))
    assert client.post(address + "withdraw/", {"version": 2}).status_code == 302
    assert one().status == "withdrawn"


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"number": ""}, "number", "Please copy the number from the certificate."),
        ({"grade": "master"}, "grade", ""),
        ({"granted_on": "2999-01-01"}, "granted_on", ""),
        ({"valid_until": "2001-01-01"}, "valid_until", "It cannot run out before it is granted."),
    ],
)
def test_an_error_stands_at_its_field_and_nothing_is_lost(cast, client, changed, field, words):
    client.force_login(cast.worker)
    response = client.post(MINE + "new/", skilling.form(skilling.welding()) | changed)
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert words in text(response)
    assert 'value="市职业技能鉴定中心"' in text(response)
    assert not SkillCertificate.objects.exists()


def test_an_older_page_is_refused_and_sent_again_knowingly(cast, client):
    made = skilling.handed_in(cast.worker)
    skills.change(made, by=cast.worker, **skilling.words(number="S9"))
    client.force_login(cast.worker)
    sent = skilling.form(skilling.welding(), number="S1") | {"version": 1}
    response = client.post(f"{MINE}{made.pk}/", sent)
    assert (response.status_code, one().number) == (409, "S9")
    assert 'value="S1"' in text(response)
    again = sent | {"version": response.context["form"]["version"].value()}
    assert client.post(f"{MINE}{made.pk}/", again).status_code == 302
    assert one().number == "S1"


def test_the_reason_of_a_refusal_is_shown_with_the_way_to_correct_it(cast, client):
    skilling.refused(cast.worker, cast.officer)
    client.force_login(cast.worker)
    page = text(client.get(MINE))
    assert "照片看不清编号" in page
    assert "Correct it" in page


def test_confirmed_ones_are_no_longer_changed(cast, client):
    made = skilling.entered(cast.worker.person, cast.officer)
    client.force_login(cast.worker)
    assert client.get(f"{MINE}{made.pk}/").status_code == 404
    assert client.post(f"{MINE}{made.pk}/withdraw/", {"version": 1}).status_code == 404


def test_the_file_is_for_its_owner_and_the_officers_alone(cast, strangers, client):
    made = skilling.handed_in(cast.worker)
    answers = {}
    for name in ("worker", "officer", "colleague", "leader", "reviewer"):
        client.force_login(getattr(cast, name))
        response = client.get(f"/en/certificates/{made.pk}/file/")
        answers[name] = response.status_code
        if response.streaming:
            response.getvalue()
    assert answers == {"worker": 200, "officer": 200, "colleague": 404, "leader": 404, "reviewer": 404}
    client.force_login(strangers.officer)
    assert client.get(f"/en/certificates/{made.pk}/file/").status_code == 404


# -- at the workbench -------------------------------------------------------------------------------------------------


def test_an_officer_confirms_after_being_asked(cast, client):
    made = skilling.handed_in(cast.worker)
    client.force_login(cast.officer)
    assert "1 waits to be confirmed." in text(client.get(DESK))
    address = f"{DESK}{made.pk}/"
    assert f"{address}confirm/" in text(client.get(address))
    assert one().status == "waiting"
    assert "Confirm the certificate?" in text(client.get(address + "confirm/"))
    assert client.post(address + "confirm/", {"version": 1}).status_code == 302
    assert one().status == "valid"
    assert f"{address}confirm/" not in text(client.get(address))


def test_an_officer_refuses_and_revokes_with_a_reason(cast, client):
    made = skilling.handed_in(cast.worker)
    client.force_login(cast.officer)
    address = f"{DESK}{made.pk}/"
    assert "Please write down why." in text(client.post(address + "refuse/", {"reason": "", "version": 1}))
    assert client.post(address + "refuse/", {"reason": "重拍", "version": 1}).status_code == 302
    assert one().status == "refused"
    valid = skilling.entered(cast.colleague.person, cast.officer)
    sent = {"reason": "查无此证", "version": 1}
    assert client.post(f"{DESK}{valid.pk}/revoke/", sent).status_code == 302
    assert SkillCertificate.objects.get(pk=valid.pk).status == "revoked"
    # Somebody was faster: told, with what was written still there.
    response = client.post(address + "confirm/", {"version": 2})
    assert (response.status_code, one_of(made).status) == (409, "refused")


def one_of(made):
    return SkillCertificate.objects.get(pk=made.pk)


def test_an_officer_enters_for_somebody_of_the_own_enterprise(cast, strangers, client):
    client.force_login(cast.officer)
    sent = skilling.form(skilling.welding())
    assert "person" in client.post(DESK + "new/", sent | {"person": "孙干事"}).context["form"].errors
    assert client.post(DESK + "new/", sent | {"person": "王海"}).status_code == 302
    assert (one().person, one().status) == (cast.worker.person, "valid")


def test_who_finds_the_desk(cast, strangers, client):
    made = skilling.handed_in(cast.worker)
    for user in (cast.worker, cast.leader, cast.reviewer):
        client.force_login(user)
        assert client.get(DESK).status_code == 403
        assert client.post(f"{DESK}{made.pk}/confirm/", {"version": 1}).status_code == 403
    client.force_login(strangers.officer)
    assert "王海" not in text(client.get(DESK))
    assert client.post(f"{DESK}{made.pk}/confirm/", {"version": 1}).status_code == 404
    assert one().status == "waiting"


def test_an_officer_finds_the_own_one_and_cannot_answer_for_it(cast, client):
    own = skilling.handed_in(cast.officer)
    client.force_login(cast.officer)
    assert "another officer" in text(client.get(f"{DESK}{own.pk}/"))
    assert client.post(f"{DESK}{own.pk}/confirm/", {"version": 1}).status_code == 403


def test_filters_are_in_the_address(cast, client):
    skilling.handed_in(cast.worker)
    skilling.entered(cast.colleague.person, cast.officer, valid_until=skilling.in_days(5), grade="junior")
    skilling.entered(cast.owner.person, cast.officer, valid_until=skilling.in_days(-5))
    client.force_login(cast.officer)

    def found(**query):
        return sorted(row.person.name for row in client.get(DESK, query).context["page_obj"])

    assert found(state="waiting") == ["王海"]
    assert found(state="force") == found(state="expiring") == ["赵敏"]
    assert found(state="expired") == ["周工"]
    assert found(department=cast.shop.pk) == ["王海", "赵敏"]
    assert found(speciality="焊工", grade="junior") == ["赵敏"]
    assert found(q="周") == ["周工"]
    assert found(q="没有") == []
    assert client.get(DESK, {"sort": "until"}).context["page_obj"][0].person.name == "周工"
    assert "No certificate fits these conditions." in text(client.get(DESK, {"q": "没有"}))


def test_more_rows_cost_no_more_queries(cast, client):
    client.force_login(cast.officer)
    spent = []
    for number in range(3):
        user = member(department=cast.team, work_number=f"9{number}", name=f"刘大{number}")
        skilling.handed_in(user)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(DESK)
        spent.append(len(queries))
    assert spent[0] == spent[2]


def test_more_of_one_s_own_cost_no_more_queries(cast, client):
    client.force_login(cast.worker)
    spent = []
    for number in range(3):
        skilling.handed_in(cast.worker, number=f"S{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(MINE)
        spent.append(len(queries))
    assert spent[0] == spent[2]


def test_staff_reads_and_revokes_in_the_admin(cast, staff, client):
    made = skilling.entered(cast.worker.person, cast.officer)
    gone = skills.withdraw(skilling.handed_in(cast.colleague), by=cast.colleague)
    client.force_login(staff)
    at = "/en/admin/members/skillcertificate/"
    page = text(client.get(at))
    assert "王海" in page
    assert "赵敏" not in page
    assert "孙干事" in text(client.get(f"{at}{made.pk}/change/"))
    assert client.get(f"{at}{gone.pk}/change/").status_code == 302
    ticked = {"action": "revoke", "_selected_action": [made.pk], "reason": "查无此证", "apply": "1"}
    client.post(at, ticked)
    assert client.get(f"{at}add/").status_code == 403


def test_what_was_refused_is_handed_in_anew(cast, client):
    made = skilling.refused(cast.worker, cast.officer)
    client.force_login(cast.worker)
    sent = skilling.form(skilling.welding()) | {"version": made.version, "file": picture("清楚.jpg")}
    assert client.post(f"{MINE}{made.pk}/", sent).status_code == 302
    assert (one().status, one().file_name) == ("waiting", "清楚.jpg")


def test_a_correction_that_tells_nobody_does_not_say_so(cast, client):
    certificate = skilling.handed_in(cast.worker)
    client.force_login(cast.worker)
    page = client.get(f"/me/skills/{certificate.pk}/")
    sent = {name: page.context["form"][name].value() for name in page.context["form"].fields if name != "file"}
    sent = {name: value for name, value in sent.items() if value is not None}
    told = Notice.objects.count()
    answer = client.post(f"/me/skills/{certificate.pk}/", sent | {"number": "S999"}, follow=True)
    assert Notice.objects.count() == told
    assert "已收到提醒" not in answer.content.decode()
    assert "仍待" in answer.content.decode()
