"""Honours and results for tests: of a person, of others, and what an enterprise hands in."""

import datetime as dt

from django.utils import timezone

from members import services as member_services
from tests.factories import ResultFactory
from workshops.models import FiveSmallKind, ResultMaker
from workshops.national_round import DECLARED
from workshops.services import five_smalls, honours

DAY = dt.date(2026, 5, 1)
WORDS = {"level": "district", "kind": "craftsman", "title": "区级工匠", "body": "区总工会", "granted_on": DAY}
ALL = [code for code, _words in DECLARED]


def given(user, by, **words):
    """An honour of the person behind an account."""
    person = user.person
    facts = {"holder": "person", "person": person, "enterprise": person.enterprise}
    return honours.register(by=by, **{**WORDS, **facts, **words})


def given_to_enterprise(enterprise, by, **words):
    return honours.register(by=by, **{**WORDS, "holder": "enterprise", "enterprise": enterprise, **words})


def agrees(user, purpose="named"):
    return member_services.give_consent(purpose, by=user)


def takes_back(user, purpose="named"):
    member_services.withdraw_consent(purpose, by=user)


def in_use(enterprise, *makers, **facts):
    """A result in use since this year, worked out by these users, and by outsiders given as text."""
    kind, _made = FiveSmallKind.objects.get_or_create(
        enterprise=None, name="小革新", defaults={"national": "renovation"}
    )
    facts = {"five_small": kind, "in_use_since": dt.date(this_year(), 1, 15), "claimed_yuan": 30000, **facts}
    result = ResultFactory(enterprise=enterprise, **facts)
    for place, maker in enumerate(makers, start=1):
        who = {"outsider": maker} if isinstance(maker, str) else {"person": maker.person}
        ResultMaker.objects.create(result=result, place=place, **who)
    return result


def put_forward(result, by):
    return five_smalls.put_forward(result, year=result.in_use_since.year, by=by, declared=ALL)


def this_year():
    return timezone.localdate().year
