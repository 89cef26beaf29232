"""The pages of award rounds: run at the workbench, read by everybody, objected to by anybody."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.factories import ResultFactory, WorkshopFactory
from tests.workshops import awarding
from workshops.forms.awards import PrizesField
from workshops.models import AwardEntry, AwardObjection, AwardRound, Result
from workshops.services import awards as services

pytestmark = pytest.mark.django_db
DAY = awarding.DAY


@pytest.fixture(autouse=True)
def monday():
    with awarding.today_is(awarding.now()):
        yield


def address(name, *args):
    with translation.override("en"):
        return reverse(f"workshops:{name}", args=args)


def get(client, user, name, *args, status=200):
    if user:
        client.force_login(user)
    else:
        client.logout()
    response = client.get(address(name, *args))
    assert response.status_code == status
    return response.content.decode()


def post(client, user, name, *args, data=None, status=302):
    if user:
        client.force_login(user)
    else:
        client.logout()
    response = client.post(address(name, *args), data or {})
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def round_data(**words):
    today = awarding.now().date()
    return {
        "title": "创新成果评选", "subject": "result", "level": "district", "body": "区总工会", "call": "用起来的成果",
        "conditions": "已经使用\n没有获过奖", "prizes": "一等奖 1\n二等奖 2", "rubric": awarding.rubric().pk,
        "entries_by": today + 9 * DAY, "scores_by": today + 20 * DAY, "judges_per_entry": 3, "quorum": 2,
        "publicity_days": 5,
    } | words  # fmt: skip


def test_staff_prepares_a_round_and_calls_for_it(client, staff, cast):
    post(client, staff, "award-new", data=round_data())
    award = AwardRound.objects.get()
    assert [(prize.name, prize.most) for prize in award.prizes.all()] == [("一等奖", 1), ("二等奖", 2)]
    get(client, None, "award-round", award.slug, status=404)
    get(client, cast.officer, "award-desk-round", award.slug, status=404)
    post(client, staff, "award-open", award.slug, data={"version": award.version})
    page = get(client, None, "award-round", award.slug)
    assert "没有获过奖" in page
    assert award.title in get(client, None, "award-rounds")
    assert award.title in get(client, cast.officer, "award-desk")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, staff):
    data = round_data(prizes="一等奖", quorum=9, scores_by=awarding.now().date())
    response = post(client, staff, "award-new", data=data, status=200)
    assert set(response.context["form"].errors) == {"prizes", "quorum", "scores_by"}
    assert "用起来的成果" in response.content.decode()


@pytest.mark.parametrize("typed", ["特等奖 1\n二等奖 12", "特等奖：1名\n二等奖12个", "特等奖×1\n二等奖: 12"])
def test_prizes_are_read_as_people_write_them(typed):
    assert PrizesField().clean(typed) == [("特等奖", 1), ("二等奖", 12)]


@pytest.mark.parametrize("typed", ["特等奖", "特等奖 0", "12", "特" * 21 + " 1"])
def test_a_prize_without_name_or_number_is_asked_for_again(typed):
    with pytest.raises(ValidationError):
        PrizesField().clean(typed)


def test_a_draft_that_somebody_else_changed_is_not_overwritten(client, staff):
    award = awarding.draft(staff)
    services.change(award, by=staff, prizes=awarding.PRIZES, conditions=["新条件"])
    data = round_data(version=1, title="另一个名字")
    response = post(client, staff, "award-change", award.slug, data=data, status=409)
    assert "另一个名字" in response.content.decode()
    assert awarding.fresh(award).title == award.title


def test_a_round_of_an_enterprise_is_for_its_people(client, cast, strangers, staff):
    award = awarding.opened(cast.officer, enterprise=cast.enterprise, level="enterprise")
    for user in (None, strangers.worker, strangers.officer):
        get(client, user, "award-round", award.slug, status=404)
    for user in (cast.worker, staff):
        get(client, user, "award-round", award.slug)
    get(client, strangers.officer, "award-desk-round", award.slug, status=404)
    get(client, cast.worker, "award-desk-round", award.slug, status=403)
    get(client, cast.officer, "award-desk-round", award.slug)


def test_an_officer_makes_a_round_for_the_own_enterprise_alone(client, cast, strangers):
    data = round_data(enterprise=strangers.enterprise.code, level="enterprise")
    response = post(client, cast.officer, "award-new", data=data, status=200)
    assert "enterprise" in response.context["form"].errors
    own = data | {"enterprise": cast.enterprise.code}
    higher = post(client, cast.officer, "award-new", data=own | {"level": "national"}, status=200)
    assert "level" in higher.context["form"].errors
    post(client, cast.officer, "award-new", data=own)
    assert AwardRound.objects.get().enterprise == cast.enterprise


def open_award(staff, **words):
    today = awarding.now().date()
    return awarding.opened(staff, entries_by=today + 9 * DAY, scores_by=today + 20 * DAY, **words)


def test_an_officer_recommends_without_telling_whose_it_is(client, staff, cast, strangers):
    award = open_award(staff)
    result = ResultFactory(enterprise=cast.enterprise)
    other = ResultFactory(enterprise=strangers.enterprise)
    page = get(client, cast.officer, "award-recommend", award.slug)
    assert result.title in page
    assert other.title not in page
    data = {"what": result.pk, "title": "长风客车的夹具", "case": "一支一分钟。"}
    response = post(client, cast.officer, "award-recommend", award.slug, data=data, status=200)
    assert "长风客车" in response.context["form"].errors["title"][0]
    post(client, cast.officer, "award-recommend", award.slug, data=data | {"title": "修磨夹具"})
    entry = AwardEntry.objects.get()
    assert entry.recommended_by == cast.officer
    get(client, strangers.officer, "award-entry", entry.pk, status=404)
    get(client, cast.worker, "award-recommend", award.slug, status=403)
    assert result.title not in get(client, strangers.officer, "award-desk-round", award.slug)


def test_an_entry_is_reworded_and_withdrawn_by_its_officer(client, staff, cast, strangers):
    award = open_award(staff)
    entry = awarding.recommended(award, cast.officer, ResultFactory(enterprise=cast.enterprise))
    data = {"title": "新的夹具", "case": "一支一分钟。", "version": entry.version}
    post(client, cast.officer, "award-entry-change", entry.pk, data=data)
    entry.refresh_from_db()
    assert entry.title == "新的夹具"
    post(client, strangers.officer, "award-entry-withdraw", entry.pk, data={"reason": "x"}, status=404)
    post(client, cast.officer, "award-entry-withdraw", entry.pk, data={"version": entry.version, "reason": "再改改"})
    entry.refresh_from_db()
    assert entry.status == "withdrawn"


def test_the_checklist_says_what_is_missing(client, staff, cast):
    award = open_award(staff)
    entry = awarding.recommended(award, cast.officer, ResultFactory(enterprise=cast.enterprise))
    first, second = award.conditions.all()
    data = {"met": [first.pk], "version": entry.version}
    post(client, cast.officer, "award-entry", entry.pk, data=data, status=403)
    response = post(client, staff, "award-entry", entry.pk, data=data, status=200)
    assert "reason" in response.context["form"].errors
    post(client, staff, "award-entry", entry.pk, data=data | {"reason": "去年已获奖。"})
    page = get(client, cast.officer, "award-entry", entry.pk)
    assert "去年已获奖。" in page
    assert "Not met" in page
    entry.refresh_from_db()
    post(client, staff, "award-entry", entry.pk, data={"met": [first.pk, second.pk], "version": entry.version})
    entry.refresh_from_db()
    assert entry.status == "eligible"


def test_judges_are_named_by_their_accounts(client, staff, cast):
    award = awarding.opened(staff)
    data = {"judges": "CF-0001\ncf-0002\nCF-9999", "version": award.version}
    response = post(client, staff, "award-judges", award.slug, data=data, status=200)
    assert "CF-9999" in response.context["form"].errors["judges"][0]
    post(client, staff, "award-judges", award.slug, data=data | {"judges": "CF-0001\ncf-0002"})
    assert {judge.user for judge in award.judges.all()} == {cast.worker, cast.colleague}


def test_a_conflict_is_named_and_the_entry_is_left_out(client, staff, cast):
    award = awarding.entered(staff, cast, results=1, judges_per_entry=2)
    judge, entry = award.judges.first(), award.entries.get()
    data = {"judge": judge.pk, "entry": entry.pk, "note": "同学"}
    post(client, staff, "award-conflict", award.slug, data=data)
    post(client, staff, "award-review", award.slug, data={"version": awarding.fresh(award).version})
    assert judge.pk not in set(entry.assignments.values_list("judge", flat=True))


def test_the_ranking_is_hidden_while_judges_score(client, staff, cast):
    award = awarding.scored(awarding.reviewed(staff, cast))
    assert "270÷3" not in get(client, staff, "award-desk-round", award.slug)
    post(client, staff, "award-close", award.slug, data={"version": awarding.fresh(award).version})
    assert "270÷3" in get(client, staff, "award-desk-round", award.slug)
    assert "270÷3" not in get(client, cast.officer, "award-desk-round", award.slug)
    entry = awarding.in_order(award)[0]
    assert "看得清楚。" in get(client, staff, "award-entry", entry.pk)
    assert "看得清楚。" not in get(client, cast.officer, "award-entry", entry.pk)


def decision(award, **words):
    data = {"on": "2026-09-07", "minutes": "七人到会。", "version": awarding.fresh(award).version}
    for line in services.ranking_of(award):
        data[f"prize_{line.entry.pk}"] = line.suggested.pk if line.suggested else ""
        data[f"reason_{line.entry.pk}"] = ""
    return data | words


def test_the_meeting_gives_prizes_and_says_why_it_departs(client, staff, cast):
    award = awarding.judged(staff, cast)
    first = services.ranking_of(award)[0].entry
    departs = decision(award, **{f"prize_{first.pk}": ""})
    response = post(client, staff, "award-decide", award.slug, data=departs, status=200)
    assert set(response.context["form"].errors) == {f"reason_{first.pk}"}
    post(client, staff, "award-decide", award.slug, data=departs | {f"reason_{first.pk}": "有争议"})
    first.refresh_from_db()
    assert (first.prize, first.prize_reason) == (None, "有争议")
    post(client, cast.officer, "award-decide", award.slug, data=departs, status=403)


def test_it_is_shown_objected_to_answered_and_published(client, staff, cast, strangers):
    award = awarding.decided(staff, cast)
    entry = services.ranking_of(award)[0].entry
    assert entry.name not in get(client, None, "award-round", award.slug)
    data = {"until": "2026-09-14", "version": awarding.fresh(award).version}
    post(client, staff, "award-show", award.slug, data=data)
    assert entry.name in get(client, None, "award-round", award.slug)

    objection = {"entry": entry.pk, "words": "去年得过奖", "name": "王女士", "contact": "13900000000"}
    missing = post(client, None, "award-object", award.slug, data=objection | {"name": ""}, status=200)
    assert "去年得过奖" in missing.content.decode()
    post(client, None, "award-object", award.slug, data=objection)
    raised = AwardObjection.objects.get()
    assert "13900000000" not in get(client, None, "award-round", award.slug)
    assert "13900000000" not in get(client, cast.officer, "award-desk-round", award.slug)
    for user in (cast.officer, strangers.officer, cast.leader):
        get(client, user, "award-objection", raised.pk, status=404)
    shown = get(client, staff, "award-objection", raised.pk)
    assert "139****0000" in shown
    assert "13900000000" not in shown

    with awarding.today_is(awarding.now() + 8 * DAY):
        version = {"version": awarding.fresh(award).version}
        post(client, staff, "award-publish", award.slug, data=version, status=409)
        answer = {"upheld": "no", "answer": "是另一项。", "version": raised.version}
        post(client, staff, "award-objection", raised.pk, data=answer)
        post(client, staff, "award-publish", award.slug, data={"version": awarding.fresh(award).version})
        entry.refresh_from_db()
        assert entry.honour.code in get(client, None, "award-round", award.slug)


def test_objections_by_one_address_are_limited(client, staff, cast, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"objection": "2/h/key"}
    award = awarding.shown(staff, cast)
    entry = award.entries.filter(prize__isnull=False).first()
    data = {"entry": entry.pk, "words": "不对", "name": "王女士", "contact": "139"}
    for _n in range(2):
        post(client, None, "award-object", award.slug, data=data)
    limited = post(client, None, "award-object", award.slug, data=data, status=429)
    assert "不对" in limited.content.decode()
    assert AwardObjection.objects.count() == 2


def test_what_has_no_prize_and_what_is_over_is_not_objected_to(client, staff, cast):
    award = awarding.shown(staff, cast, results=4)
    without = award.entries.get(prize=None)
    data = {"entry": without.pk, "words": "不对", "name": "王女士", "contact": "139"}
    response = post(client, None, "award-object", award.slug, data=data, status=200)
    assert "entry" in response.context["form"].errors
    prized = award.entries.filter(prize__isnull=False).first()
    with awarding.today_is(awarding.now() + 8 * DAY):
        post(client, None, "award-object", award.slug, data=data | {"entry": prized.pk}, status=409)
    assert not AwardObjection.objects.exists()


def test_a_called_off_round_says_why_to_everybody(client, staff, cast):
    award = awarding.opened(staff)
    post(client, staff, "award-call-off", award.slug, data={"version": award.version, "reason": ""}, status=200)
    post(client, staff, "award-call-off", award.slug, data={"version": award.version, "reason": "并入市级评选"})
    assert "并入市级评选" in get(client, None, "award-round", award.slug)


@pytest.mark.parametrize("name", ["award-rounds", "award-desk"])
def test_lists_of_rounds_ask_the_same_for_one_and_for_three(client, staff, cast, name):
    user = cast.officer
    awarding.opened(staff)
    get(client, user, name)
    one = queries_of(client, user, name)
    awarding.opened(staff)
    awarding.opened(cast.officer, enterprise=cast.enterprise, level="enterprise")
    assert queries_of(client, user, name) == one


def queries_of(client, user, name, *args):
    with CaptureQueriesContext(connection) as asked:
        get(client, user, name, *args)
    return len(asked)


@pytest.mark.parametrize("name", ["award-desk-round", "award-decide"])
def test_a_round_asks_the_same_for_one_entry_and_for_three(client, staff, cast, name):
    counts = []
    for results in (1, 3):
        award = awarding.judged(staff, cast, results=results)
        get(client, staff, name, award.slug)
        counts.append(queries_of(client, staff, name, award.slug))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("visibility", "is_linked"), [("public", True), ("enterprise", False)])
def test_what_won_leads_to_its_page_as_far_as_the_reader_may_read_it(client, staff, cast, visibility, is_linked):
    award = awarding.shown(staff, cast, results=1)
    result = award.entries.get().result
    Result.objects.filter(pk=result.pk).update(visibility=visibility)
    with translation.override("en"):
        assert (result.get_absolute_url() in get(client, None, "award-round", award.slug)) is is_linked
        assert result.get_absolute_url() in get(client, cast.worker, "award-round", award.slug)


def test_the_public_page_asks_the_same_for_one_prize_and_for_three(client, staff, cast):
    counts = []
    for results in (1, 3):
        award = awarding.shown(staff, cast, results=results)
        get(client, None, "award-round", award.slug)
        counts.append(queries_of(client, None, "award-round", award.slug))
    assert counts[0] == counts[1]


def test_a_workshop_is_recommended_in_a_round_for_workshops(client, staff, cast):
    award = open_award(staff, subject="workshop")
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    data = {"what": workshop.pk, "title": "焊装班组", "case": "六年带出四十名高级工。"}
    post(client, cast.officer, "award-recommend", award.slug, data=data)
    assert AwardEntry.objects.get().workshop == workshop
