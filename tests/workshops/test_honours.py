"""The register of honours: entered, and revoked with a reason."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from members.notifications import words
from tests.at_once import at_once
from tests.factories import HonourFactory, WorkshopFactory
from tests.workshops import honouring, plating
from workshops.models import Honour, HonourDocument
from workshops.services import honours

DAY = dt.date(2026, 5, 1)
WORDS = {"level": "municipal", "kind": "may_day_medal", "title": "五一劳动奖章", "body": "市总工会", "granted_on": DAY}


def register(staff, cast, **words):
    holder = {"holder": "person", "person": cast.worker.person, "enterprise": cast.enterprise}
    return honours.register(by=staff, **{**WORDS, **holder, **words})


def revoke(honour, staff, **facts):
    facts = {"reason": "弄虚作假", "on": dt.date(2026, 6, 1), **facts}
    return honours.revoke(honour, by=staff, **facts)


def test_an_honour_is_entered_with_a_code_and_its_event(cast, staff):
    honour = register(staff, cast)
    assert honour.is_valid
    assert len(honour.code) >= 12
    assert [event.verb for event in honour.events.all()] == ["entered"]


def test_a_day_to_come_is_refused(cast, staff):
    with pytest.raises(WorkflowError):
        register(staff, cast, granted_on=dt.date(2999, 1, 1))


@pytest.mark.parametrize("holder", ["team", "workshop", "enterprise"])
def test_a_holder_of_another_kind_is_refused(cast, staff, holder):
    with pytest.raises(IntegrityError), transaction.atomic():
        register(staff, cast, holder=holder)


def test_a_revoked_honour_counts_before_that_day_and_not_after(cast, staff):
    honour = revoke(HonourFactory(granted_on=DAY), staff)
    assert (honour.is_valid, honour.revoked_because) == (False, "弄虚作假")
    assert honour in Honour.objects.valid_on(dt.date(2026, 5, 31))
    assert honour not in Honour.objects.valid_on(dt.date(2026, 6, 1))
    assert honour not in Honour.objects.valid_on(dt.date(2026, 4, 30))


@pytest.mark.parametrize(
    "facts",
    [{"reason": "  "}, {"on": dt.date(2999, 1, 1)}, {"on": dt.date(2026, 4, 1)}],
    ids=["reason", "future", "before"],
)
def test_revoking_asks_for_a_reason_and_a_day_that_fits(cast, staff, facts):
    with pytest.raises(WorkflowError):
        revoke(HonourFactory(granted_on=DAY), staff, **facts)


def test_nothing_is_revoked_twice(cast, staff):
    honour = revoke(HonourFactory(granted_on=DAY, holder="workshop", workshop=WorkshopFactory()), staff)
    with pytest.raises(TransitionError):
        revoke(honour, staff)


# -- people and their names -------------------------------------------------------------------------------------------


def test_a_person_is_told_and_asked_to_be_named(cast, staff, english):
    honour = register(staff, cast)
    notice = Notice.objects.get(user=cast.worker)
    assert (notice.kind, notice.path.rpartition("/me/")[2]) == ("honour_asks", "honours/")
    assert "Nobody reads your name" in words(notice)
    honouring.agrees(cast.worker)
    register(staff, cast, title="第二个")
    assert Notice.objects.filter(user=cast.worker).first().kind == "honour_entered"
    revoke(honour, staff)
    assert "弄虚作假" in words(Notice.objects.filter(user=cast.worker).first())


def test_nobody_is_told_of_what_an_enterprise_was_given(cast, staff):
    honouring.given_to_enterprise(cast.enterprise, staff)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("word", ["title", "reason"])
def test_public_lines_name_nobody(cast, staff, word):
    with pytest.raises(WorkflowError):
        register(staff, cast, **{word: "授予王海同志"})
    assert not Honour.objects.exists()
    honour = register(staff, cast)
    with pytest.raises(WorkflowError):
        honours.change(honour, by=staff, **{word: "授予王海同志"})


def test_the_public_name_follows_consent_and_a_mask_is_for_paper(cast, staff):
    register(staff, cast)

    def shown():
        honour = Honour.objects.with_holders(cast.colleague).get()
        return honour.public_name, honour.masked_name, honour.holder_name

    assert "王" not in shown()[0]
    assert shown()[1:] == ("王*", "王海")
    honouring.agrees(cast.worker)
    assert shown() == ("王海", "王海", "王海")


# -- corrections, papers and photos -----------------------------------------------------------------------------------


def test_a_correction_says_what_was_changed_from_what(cast, staff, english):
    honour = register(staff, cast)
    changed = honours.change(honour, by=staff, version=1, title="市五一劳动奖章", body=honour.body)
    assert (changed.title, changed.version) == ("市五一劳动奖章", 2)
    note = changed.events.get(verb="changed").note
    assert "五一劳动奖章 → 市五一劳动奖章" in note
    assert "body" not in note
    with pytest.raises(StaleError):
        honours.change(honour, by=staff, version=1, title="又改")


def test_what_was_revoked_is_corrected_no_more(cast, staff):
    honour = revoke(register(staff, cast), staff)
    with pytest.raises(WorkflowError):
        honours.change(honour, by=staff, title="改名")


def test_a_certificate_comes_and_goes_with_its_file(cast, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    honour = register(staff, cast)
    stored = honours.attach_document(honour, by=staff, document=plating.document("证书.png"))
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1
    assert list(HonourDocument.objects.visible_to(cast.worker)) == [stored]
    assert not HonourDocument.objects.visible_to(cast.colleague).exists()
    honours.remove_document(stored, by=staff)
    honours.remove_document(stored, by=staff)
    assert not HonourDocument.objects.exists()
    verbs = [event.verb for event in honour.events.all()]
    assert verbs.count("no_document") == 1


def test_only_a_person_has_a_photo(cast, staff):
    with pytest.raises(WorkflowError):
        honours.change_photo(honouring.given_to_enterprise(cast.enterprise, staff), None, by=staff)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_revoke_at_once_one_is_told(cast, staff, transactional_db):
    honour = register(staff, cast)

    def one():
        try:
            return revoke(honour, staff).status
        except TransitionError:
            return "late"

    assert sorted(at_once(one, one)) == ["late", "revoked"]
    assert honour.events.filter(verb="revoked").count() == 1
