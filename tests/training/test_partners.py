"""Partners: what is in force on a day, who learns here, what was held together, and who reads what."""

import io

import openpyxl
import pytest
from django.urls import reverse

from alliance_portal.facts import REGISTERED
from alliance_portal.periods import Period, add_months
from alliance_portal.workflow import StaleError, WorkflowError
from tests.factories import ResultFactory, SessionFactory, WorkshopFactory
from tests.paper_files import pdf
from tests.suggestions.telling import told
from tests.training import afterwards
from training import services
from training.models import InternPlacement, Partner, PartnerAgreement
from training.services.checks import UnfitError
from training.statistics import PartnerFigures, partners_by_workshop, partners_within

pytestmark = pytest.mark.django_db
day = afterwards.day


def at(name, *args):
    return reverse(f"training:{name}", args=args)


def body(response):
    return response.content.decode()


def this_month():
    month = day().replace(day=1)
    return Period(month, month)


def test_figures_are_those_one_counts_by_hand(cast, staff):
    """Two partners. In force today: one agreement for both workshops. Over, to come, ended early: not counted.

    One session with both partners counts once. Six interns in the first workshop; four of last year do not count.
    """
    first, second = (WorkshopFactory(enterprise=cast.enterprise) for _n in range(2))
    college, firm = afterwards.partner(staff), afterwards.partner(staff, name="某设备公司", kind="firm")
    running = afterwards.agreed(college, staff, first, second)
    afterwards.agreed(college, staff, first, starts_on=day(-400), ends_on=day(-1))
    afterwards.agreed(firm, staff, second, starts_on=day(1), ends_on=day(90))
    ended = afterwards.agreed(firm, staff, second)
    services.partner_agreements.end(ended, by=staff, reason="停办", ended_on=day())
    afterwards.placed(running, staff, first, 6, starts_on=day(), ends_on=day())
    afterwards.placed(running, staff, first, 4, starts_on=day(-90), ends_on=day(-80))
    session = SessionFactory(enterprise=cast.enterprise, starts_at=this_month().start)
    session.workshops.set([first])
    services.partners.link_session(session, [college, firm], by=cast.officer)
    assert partners_within(this_month(), day()) == PartnerFigures(1, 1, 1, 6)
    by_workshop = partners_by_workshop(this_month(), day(), [first, second])
    assert (by_workshop[first.pk], by_workshop[second.pk]) == (PartnerFigures(1, 1, 1, 6), PartnerFigures(1, 1, 0, 0))
    assert partners_within(this_month(), day(), [first.pk, second.pk]) == PartnerFigures(1, 1, 1, 6)
    assert partners_within(this_month(), day(-2)).agreements == 3
    assert partners_within(Period(*[add_months(this_month().first, 12)] * 2), day(365)).interns == 0


def test_facts_of_superiors_read_the_same(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    made = afterwards.agreed(afterwards.partner(staff), staff, workshop)
    afterwards.placed(made, staff, workshop, 7, starts_on=day(), ends_on=day())
    held = afterwards.published(staff, cast.worker, cast.colleague, workshops=[workshop])
    type(held).objects.update(starts_on=day(), entries_by=day(), ends_on=day())
    services.contests.promote(held.entries.get(number=1), by=staff, grade="senior")
    wanted = {"interns": 7, "skill_contests": 1, "contest_entries": 2, "contest_promotions": 1}
    for code, number in wanted.items():
        fact = REGISTERED[code]
        assert fact.value(fact.source.each([workshop], this_month())[workshop.pk]) == number
        assert fact.value(fact.source.whole([workshop], this_month())) == number


def test_those_who_keep_it_are_reminded_once_of_an_end(cast):
    partner = afterwards.partner(cast.officer, cast.enterprise)
    made = afterwards.agreed(partner, cast.officer, ends_on=day(60))
    afterwards.agreed(partner, cast.officer, ends_on=day(61))
    assert (services.partner_agreements.remind(), services.partner_agreements.remind()) == (1, 0)
    assert told(cast.officer) == ["partner_agreement_ending"]
    made.refresh_from_db()
    words = {"kind": made.kind, "title": made.title, "starts_on": made.starts_on, "ends_on": day(30)}
    services.partner_agreements.change(made, by=cast.officer, workshops=[], **words)
    assert services.partner_agreements.remind() == 1


def test_interns_stay_within_their_agreement(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    made = afterwards.agreed(afterwards.partner(staff), staff, workshop)
    with pytest.raises(UnfitError):
        afterwards.placed(made, staff, workshop, ends_on=day(201))
    running = afterwards.placed(made, staff, workshop)
    later = afterwards.placed(made, staff, workshop, starts_on=day(10), ends_on=day(12))
    services.partner_agreements.end(made, by=staff, reason="停办", ended_on=day(5))
    running.refresh_from_db()
    assert (running.ends_on, InternPlacement.objects.filter(pk=later.pk).exists()) == (day(4), False)
    with pytest.raises(WorkflowError):
        services.partner_agreements.end(made, by=staff, reason="再停", ended_on=day(6))


def test_a_partner_is_there_once_and_its_changes_are_kept(cast, staff):
    made = afterwards.partner(cast.officer, cast.enterprise)
    with pytest.raises(UnfitError):
        afterwards.partner(staff)
    services.partners.change(made, by=cast.officer, version=made.version, introduction="焊接专业。")
    with pytest.raises(StaleError):
        services.partners.change(made, by=cast.officer, version=made.version, introduction="别的。")
    assert [one.history_user for one in made.history.all()] == [cast.officer, cast.officer]


def test_everybody_reads_what_is_in_force_and_nobody_whom_to_ask(client, cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    partner = afterwards.partner(cast.officer, cast.enterprise)
    afterwards.agreed(partner, cast.officer, workshop)
    afterwards.agreed(partner, cast.officer, workshop, title="旧协议", ends_on=day(-1))
    services.partners.link_results(partner, [ResultFactory(enterprise=cast.enterprise)], by=cast.officer)
    page = body(client.get(partner.get_absolute_url()))
    assert ("实训基地协议" in page, "旧协议" in page, "赵老师" in page) == (True, False, False)
    assert partner.name in body(client.get(at("partners") + "?kind=college"))
    assert partner.name not in body(client.get(at("partners") + "?q=没有"))
    assert partner.name in body(client.get(workshop.get_absolute_url()))
    services.partners.use(partner, by=staff, is_active=False)
    assert client.get(partner.get_absolute_url()).status_code == 404
    assert partner.name not in body(client.get(workshop.get_absolute_url()))


def test_the_desk_of_an_officer(client, cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    client.force_login(cast.officer)
    typed = {"name": "某学院", "kind": "", "enterprise": "CF", "introduction": "原来的话", "website": "", "contact": ""}
    page = client.post(at("partner-new"), typed)
    assert ("kind" in page.context["form"].errors, "原来的话" in body(page)) == (True, True)
    client.post(at("partner-new"), typed | {"kind": "college"})
    partner = Partner.objects.get()
    client.post(at("partner-change", partner.slug), typed | {"kind": "institute", "version": partner.version})
    words = {"kind": "station", "title": "研究生工作站", "starts_on": day(-9), "ends_on": day(9)}
    new = at("partner-agreement-new", partner.slug)
    assert "ends_on" in client.post(new, words | {"ends_on": day(-10)}).context["form"].errors
    client.post(new, words | {"workshops": [workshop.pk], "file": pdf("协议.pdf", text="x")})
    made = PartnerAgreement.objects.get()
    assert (made.file_name, list(made.workshops.all())) == ("协议.pdf", [workshop])
    response = client.get(at("partner-agreement-file", made.pk))
    assert (response.status_code, bool(response.getvalue())) == (200, True)
    place = {"workshop": workshop.pk, "people": 5, "starts_on": day(), "ends_on": day(30)}
    assert "starts_on" in client.post(at("placement-new", made.pk), place).context["form"].errors
    client.post(at("placement-new", made.pk), place | {"ends_on": day(9)})
    assert InternPlacement.objects.get().people == 5
    # A change without another file keeps the one that is there.
    made.refresh_from_db()
    client.post(at("partner-agreement", made.pk), words | {"title": "工作站", "version": made.version})
    made.refresh_from_db()
    assert (made.title, made.file_name) == ("工作站", "协议.pdf")
    book = openpyxl.load_workbook(io.BytesIO(client.get(at("partners-export")).content))
    assert [cell.value for cell in book.worksheets[0][2]][3] == "工作站"
    assert [row[1].value for row in book.worksheets[1].iter_rows(min_row=3)] == [1, 1, 0, 5]


def test_others_read_and_do_not_write(client, cast, strangers):
    partner = afterwards.partner(cast.officer, cast.enterprise)
    made = afterwards.agreed(partner, cast.officer)
    client.force_login(strangers.officer)
    page = client.get(at("partner-desk", partner.slug))
    assert (page.status_code, "赵老师" in body(page)) == (200, False)
    for name, key in [
        ("partner-change", partner.slug), ("partner-results", partner.slug), ("partner-agreement-new", partner.slug),
        ("partner-agreement", made.pk), ("partner-agreement-file", made.pk), ("partner-agreement-end", made.pk),
    ]:  # fmt: skip
        assert client.get(at(name, key)).status_code == 403
    client.force_login(cast.worker)
    assert client.get(at("partners-desk")).status_code == 403


def test_a_session_is_held_with_partners(client, cast, strangers, staff):
    partner, session = afterwards.partner(staff), afterwards.held(cast.enterprise)
    client.force_login(cast.officer)
    client.post(at("session-partners", session.number), {"chosen": [partner.pk]})
    assert list(session.partners.all()) == [partner]
    assert partner.name in body(client.get(session.get_absolute_url()))
    client.force_login(strangers.officer)
    assert client.get(at("session-partners", session.number)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_as_many_queries_for_three_as_for_one(client, cast, staff, rows, django_assert_max_num_queries):
    for number in range(rows):
        partner = afterwards.partner(staff, name=f"学院{number}")
        workshop = WorkshopFactory(enterprise=cast.enterprise)
        made = afterwards.agreed(partner, staff, workshop)
        afterwards.placed(made, staff, workshop)
        afterwards.placed(made, staff, workshop, people=rows)
    client.force_login(staff)
    for name, most in [("partners", 14), ("partners-desk", 18), ("partners-export", 20)]:
        with django_assert_max_num_queries(most):
            client.get(at(name))
    with django_assert_max_num_queries(18):
        client.get(partner.get_desk_url())


def test_staff_keeps_the_plain_record_in_the_admin(client, cast, staff):
    client.force_login(staff)
    inline = {f"agreements-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    typed = {
        "name": "某研究所",
        "kind": "institute",
        "enterprise": "",
        "introduction": "",
        "website": "",
        "contact": "",
    }
    client.post(reverse("admin:training_partner_add"), typed | inline)
    made = Partner.objects.get()
    assert (made.slug, made.history.get().history_user) == ("institute-1", staff)
    change = reverse("admin:training_partner_change", args=[made.pk])
    client.post(change, typed | inline | {"seen_version": made.version, "introduction": "焊接"})
    assert "seen_version" in client.get(change).content.decode()
    made.refresh_from_db()
    assert (made.introduction, made.version) == ("焊接", 2)
    # A page from before the change is told.
    client.post(change, typed | inline | {"seen_version": 1, "introduction": "别的"})
    made.refresh_from_db()
    assert made.introduction == "焊接"
