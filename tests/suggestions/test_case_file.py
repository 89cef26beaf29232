"""The file of one suggestion: who opens it, what is in it and what never is, and what its check value says."""

import re
import uuid

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from alliance_portal import chain
from alliance_portal.files import read_picture
from members.models import Role
from suggestions import case_file, permissions, services, story
from suggestions.models import Suggestion
from tests.factories import PersonFactory, WorkshopFactory, account, picture, staff_account
from tests.suggestions import panels, rewarding, stages
from tests.suggestions.reviewing import heads
from tests.suggestions.visiting import signed_in, text


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(suggestion):
    return f"/en/suggestions/{suggestion.number}/file/"


def page_for(user, suggestion):
    return text(signed_in(user).get(address(suggestion)))


def content_of(page):
    """The page without what differs from request to request and from reader to reader."""
    return re.sub(r"made [^<]*?\.", "", page[page.index("<main") : page.index("</main>")])


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


# -- who opens it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reviewer", "leader", "officer", "finance", "worker", "owner"])
def test_those_who_answer_lead_verify_had_or_do_it_open_it(cast, who):
    suggestion = stages.begun(cast)

    assert suggestion.number in page_for(getattr(cast, who), suggestion)


def test_district_staff_open_it_by_a_link_in_the_admin(cast, staff):
    suggestion = stages.adopted(cast)
    record = reverse("admin:suggestions_suggestion_change", args=[suggestion.pk])

    assert f'href="/suggestions/{suggestion.number}/file/"' in text(signed_in(staff).get(record))
    assert suggestion.number in page_for(staff, suggestion)


def test_it_does_not_exist_for_colleagues_and_other_enterprises(cast, strangers):
    suggestion = stages.done(cast)

    for user in (cast.colleague, strangers.reviewer, strangers.leader, strangers.worker):
        assert signed_in(user).get(address(suggestion)).status_code == 404


def test_visitors_sign_in_first_and_guests_do_not_open_it(cast, client):
    poster = services.hang_poster(by=cast.officer, department=cast.team)
    client.post(poster.get_absolute_url(), {"key": "6f1c3f0e-5d2a-4a7e-9b57-0c1d2e3f4a5b", "problem": "照明不足"})
    suggestion = Suggestion.objects.get()
    assert client.get(f"/en/suggestions/{suggestion.number}/").status_code == 200

    for visitor in (client, Client()):
        assert "/accounts/login/" in visitor.get(address(suggestion)).url
    assert "/file/" not in text(client.get(f"/en/suggestions/{suggestion.number}/"))


def test_whoever_was_only_named_says_first_whether_it_is_theirs(cast):
    suggestion = stages.sent(cast, together=[cast.colleague.person])
    assert signed_in(cast.colleague).get(address(suggestion)).status_code == 403

    services.confirm_together(suggestion, by=cast.colleague)

    assert suggestion.number in page_for(cast.colleague, suggestion)


def test_the_head_it_was_handed_to_opens_it_and_the_own_head_not_where_the_name_is_hidden(cast):
    heads(cast.shop, cast.colleague)
    handed = services.transfer(stages.sent(cast), by=cast.reviewer, to=heads(cast.office, cast.owner), note="请看")
    hidden = stages.sent(cast, hide_name=True)

    assert permissions.can_open_file(cast.owner, handed)
    assert permissions.can_open_file(cast.colleague, fresh(handed))
    assert signed_in(cast.colleague).get(address(hidden)).status_code == 404


def test_it_is_only_read(cast):
    suggestion = stages.sent(cast)

    assert signed_in(cast.reviewer).post(address(suggestion)).status_code == 405


@pytest.mark.parametrize(
    ("who", "desk"),
    [("worker", "suggestions/{}/"), ("reviewer", "workbench/queue/{}/"), ("owner", "workbench/tracking/{}/")],
)
def test_it_is_found_where_people_work(cast, who, desk):
    suggestion = stages.begun(cast)

    shown = text(signed_in(getattr(cast, who)).get(f"/en/{desk.format(suggestion.number)}"))

    assert f'href="{address(suggestion)}"' in shown


# -- what is in it --------------------------------------------------------------------------------------------------


def test_it_tells_the_whole_way(cast):
    photos = [read_picture(picture())]
    suggestion = stages.verified(cast, photos=photos, idea="装吊臂", expected_effect="不压电缆")
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="吊装工作室")
    Suggestion.objects.filter(pk=suggestion.pk).update(workshop=workshop)

    page = content_of(page_for(cast.leader, suggestion))

    said = [
        *(suggestion.number, "长风客车有限公司", "焊装一班", "王海", "Suggestion", "吊装工作室"),
        *(stages.PROBLEM, "装吊臂", "不压电缆", "您说得对，装吊臂，走高处。", "李工"),
        *("周工", "吊臂到货，周五停线时装", "装好了", "Confirmed by the proposer"),
        *("CNY 12,000", "每月少停2次", "CNY 9,500", "凭证17号", "钱会计"),
        *("What was suggested", "Answers", "Putting it into practice", "Benefit", "Photos", "Every change"),
    ]
    assert [word for word in said if word not in page] == []
    assert page.count("<img") == 2
    assert page.count('scope="row"') == suggestion.events.count() == 7


def test_a_refusal_tells_why_what_would_change_it_and_the_appeal(cast):
    second = account(PersonFactory(department=cast.office, name="郑工"), Role.REVIEWER)
    declined = stages.declined(cast)
    asked = services.ask_again(declined, by=cast.worker, text="大修是哪个月？")
    explained = services.explain(asked, by=cast.reviewer, text="3月大修。")
    appealed = services.appeal(explained, by=cast.worker, reason="别的班不停线装过。")
    due_on = appealed.due_on
    services.adopt(appealed, by=second, reason="可以做", owner=cast.owner.person, due_on=due_on)

    page = content_of(page_for(cast.reviewer, appealed))

    said = [
        *("现在停线装不了。", "Costs more than it brings", "明年大修停线时我们再看。"),
        *("大修是哪个月？", "3月大修。", "Appeal", "别的班不停线装过。", "可以做", "郑工"),
    ]
    assert [word for word in said if word not in page] == []
    assert page.index("现在停线装不了。") < page.index("可以做")


def test_every_moment_of_an_answer_has_its_year_because_paper_is_read_later(cast):
    asked = services.ask_again(stages.declined(cast), by=cast.worker, text="大修是哪个月？")
    explained = services.explain(asked, by=cast.reviewer, text="3月大修。")
    decision = explained.decisions.get()

    page = content_of(page_for(cast.reviewer, explained))

    answers = page[page.index("Answers") :]
    for record, name in ((decision, "decided_at"), (decision.question, "answered_at")):
        with translation.override("en"):
            moment = story.full_moment(record, getattr(record, name))
        assert moment in answers[: answers.index("</section>")]


def test_it_tells_the_plan_who_had_it_what_it_is_worth_and_who_looked_again(cast):
    adopted = stages.adopted(cast)
    services.protect_quota(adopted, by=cast.reviewer, months=6)
    step = services.plan_step(fresh(adopted), by=cast.owner, title="买吊臂", due_on=adopted.due_on)
    services.tick_step(fresh(adopted), by=cast.owner, step=step, note="到货了")
    services.hand_over(fresh(adopted), by=cast.owner, to=cast.colleague.person, reason="周工调岗")
    photos = [read_picture(picture())]
    services.finish(fresh(adopted), by=cast.colleague, note="装好了", photos=photos)
    services.confirm(fresh(adopted), by=cast.worker)
    services.claim_benefit(
        fresh(adopted), by=cast.colleague, soft_yuan=900, soft_basis="省工时", effects={"safety": "不再绊人。"}
    )
    Suggestion.objects.filter(pk=adopted.pk).update(implemented_at=stages.days_ago(100))
    services.recheck(fresh(adopted), by=cast.reviewer, result="changed", note="换了支架")

    page = content_of(page_for(cast.reviewer, adopted))

    said = [
        *("Step 1", "买吊臂", "到货了", "周工 →", "周工调岗", "6 months", "until ", "Estimate claimed", "CNY 900"),
        *("省工时", "不再绊人。", "After 3 months", "In use, but changed since", "换了支架"),
    ]
    assert [word for word in said if word not in page] == []


def test_it_tells_how_a_reward_came_about_to_those_whose_business_it_is(cast):
    batch = rewarding.received(cast)
    reward = rewarding.the_reward(batch)
    rewarding.rewards.claw_back(
        reward, by=cast.officer, reason="数据虚报", amounts={reward.shares.get().pk: reward.due_fen}
    )

    said = [reward.number, "CNY 200.00", batch.number, "All of it has been paid", "数据虚报"]
    for user in (cast.worker, cast.reviewer, cast.officer, cast.finance, cast.leader):
        page = content_of(page_for(user, reward.suggestion))
        assert [word for word in said if word not in page] == []
    page = content_of(page_for(cast.owner, reward.suggestion))
    assert [word for word in said if word in page] == []


def test_it_tells_the_advice_of_a_panel_to_those_who_answer_and_lead(cast):
    panel = panels.called(cast, stages.sent(cast), quorum=2)
    panels.vote(panel, cast.owner, 50, 30)
    panels.vote(panel, cast.finance, 40, 30, recommendation="reserved")
    panels.abstain(panel, cast.officer)

    said = [panels.NAME, "3/3", "2 needed", "75.0 of 100 points (150÷2)", "Abstain"]
    for user in (cast.reviewer, cast.leader):
        page = content_of(page_for(user, panel.suggestion))
        assert [word for word in said if word not in page] == []
        assert panels.OPINION not in page
    for user in (cast.worker, cast.finance):
        assert "Advice of the review panel" not in page_for(user, panel.suggestion)


def test_it_tells_what_a_trial_taught(cast):
    words = {"tried": "磁吸式", "measured": "一周掉4次", "learned": "振动大不能用"}
    services.report_trial(stages.begun(cast), by=cast.owner, **words)
    page = content_of(page_for(cast.worker, Suggestion.objects.get()))
    assert [word for word in words.values() if page.count(word) != 1] == []


def test_both_files_name_the_other_and_nobody_who_said_the_same(cast):
    main = stages.sent(cast, by=cast.colleague, occurred_at=stages.days_ago(5))
    again = stages.merged(cast, into=main)
    services.back(main, by=cast.owner)

    assert f"Merged into</dt><dd>{main.number}" in page_for(cast.worker, again)
    page = page_for(cast.colleague, main)
    assert again.number in page
    assert "1 colleague<" in page
    assert cast.worker.person.name not in page


def test_parts_that_have_nothing_to_say_are_left_out(cast):
    parts = case_file.parts(Suggestion.objects.with_story().get(pk=stages.sent(cast).pk), cast.reviewer)

    assert [part["title"] for part in parts] == [section.title for section in case_file.SECTIONS[:1]] + [
        case_file.SECTIONS[-1].title
    ]


def test_every_part_has_its_template():
    for section in case_file.SECTIONS:
        assert get_template(section.template)


def test_a_closing_by_silence_is_called_so(cast):
    reported = stages.finished(cast, on=stages.days_ago(6))
    services.close_silent()

    assert "no objection within five days" in page_for(cast.leader, reported)


def test_dates_carry_their_year_and_a_ledger_knows_no_hour(cast):
    suggestion = stages.adopted(cast)
    year = f"{suggestion.received_at:%Y}"
    assert re.search(rf"\w+ \d+, {year}, \d\d:\d\d", page_for(cast.leader, suggestion))

    suggestion.events.update(source="ledger")
    Suggestion.objects.filter(pk=suggestion.pk).update(channel="ledger")
    suggestion.decisions.update(source="ledger")

    page = content_of(page_for(cast.leader, suggestion))
    assert "from the ledger" in page
    assert re.findall(r"\d\d:\d\d", page) == []


def test_what_a_recorder_entered_names_both(cast):
    suggestion = services.record(
        by=cast.officer, key=uuid.uuid4(), department=cast.team, channel="paper",
        person=cast.worker.person, problem="照明不足",
    )  # fmt: skip

    page = page_for(cast.reviewer, suggestion)

    assert "王海" in page
    assert "Entered by 孙干事" in page


# -- what never is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reviewer", "leader", "officer", "finance", "owner"])
def test_a_hidden_name_is_not_in_it(cast, who):
    suggestion = stages.begun(cast, hide_name=True)

    page = page_for(getattr(cast, who), suggestion)

    assert "a colleague who hides the name" in page
    assert "王海" not in page
    assert "0001" not in page.replace(suggestion.number, "")


def test_a_hidden_name_is_not_on_the_paper_of_its_author_either(cast):
    suggestion = stages.begun(cast, hide_name=True)

    assert "王海" not in content_of(page_for(cast.worker, suggestion))


def test_it_is_the_same_for_everybody(cast, staff):
    suggestion = stages.begun(cast, hide_name=True)
    services.ask_envelope(suggestion, by=staff, reason="来信反映被打击报复")

    pages = {content_of(page_for(user, suggestion)) for user in (cast.worker, cast.reviewer, cast.owner, staff)}

    assert len(pages) == 1


def test_that_somebody_asked_for_the_name_shows_in_no_step_and_no_value(cast, staff):
    suggestion = stages.begun(cast, hide_name=True)
    before = content_of(page_for(cast.reviewer, suggestion))

    envelope = services.ask_envelope(suggestion, by=staff, reason="来信反映被打击报复")
    services.open_envelope(envelope, by=staff_account(username="second"))

    assert content_of(page_for(cast.reviewer, suggestion)) == before


def test_ratings_and_consents_are_not_in_it(cast):
    suggestion = stages.done(cast)
    before = content_of(page_for(cast.leader, suggestion))

    services.rate(suggestion, by=cast.worker, value="unclear")
    services.give_consent(suggestion, by=cast.worker, audience="everybody")

    assert content_of(page_for(cast.leader, suggestion)) == before


def test_in_the_table_authors_go_by_their_role(cast):
    page = page_for(cast.reviewer, stages.done(cast))
    table = page[page.index("<tbody>") : page.index("</tbody>")]

    assert "The proposer" in table
    assert "王海" not in table
    assert "Reviewer 李工" in table


# -- the check value ------------------------------------------------------------------------------------------------


def shown_value(page):
    return re.search(r"Check value <b[^>]*>([0-9A-F ]+)</b>", page)[1]


def test_it_is_that_of_the_steps_shown(cast):
    suggestion = stages.begun(cast)

    page = page_for(cast.leader, suggestion)

    value = chain.check_value(suggestion.number, suggestion.events.all())
    assert shown_value(page) == chain.grouped(value)
    assert value in page
    assert "As of step 3" in page
    digits = re.findall(r'file__digits">([0-9A-F]{4})</td>', page)
    assert digits == [chain.grouped(link, 4) for link in chain.links(suggestion.number, suggestion.events.all())]


def test_a_word_that_is_changed_behind_everybody_s_back_shows(cast):
    suggestion = stages.begun(cast)
    before = shown_value(page_for(cast.leader, suggestion))

    suggestion.events.filter(verb="adopted").update(note="没有答应过。")

    assert shown_value(page_for(cast.leader, suggestion)) != before


def test_many_steps_answers_and_photos_cost_no_more_queries(cast):
    def queries(suggestion):
        client = signed_in(cast.leader)
        client.get(address(suggestion))
        with CaptureQueriesContext(connection) as captured:
            text(client.get(address(suggestion)))
        return len(captured)

    photos = [read_picture(picture()) for _n in range(3)]
    second = account(PersonFactory(department=cast.office, name="郑工"), Role.REVIEWER)
    refused = services.appeal(stages.declined(cast), by=cast.worker, reason="再看看")
    short = queries(refused)
    long = services.appeal(stages.declined(cast, photos=photos), by=cast.worker, reason="再看看")
    services.decline(long, by=second, reason="还是不行", decline_reason="cost", would_change="大修时")

    assert queries(long) == short
