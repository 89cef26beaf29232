"""Requests for help as tests need them: who may be asked, and a request at each of its steps."""

import datetime as dt

from django.utils import timezone

from members.models import Consent
from tests.factories import WorkshopMembershipFactory, willing
from workshops.models import HelpRequest
from workshops.services import help as services


def code_of(user):
    return Consent.objects.get(person=user.person_or_none, withdrawn_at=None).code


def asked(asker, helper, about="点焊飞溅大", **facts):
    """A request to somebody who is willing by that."""
    willing(helper)
    return services.ask(by=asker, helper=helper.person_or_none, about=about, **facts)


def asked_of(asker, workshop, about="点焊飞溅大", **facts):
    return services.ask(by=asker, workshop=workshop, about=about, **facts)


def led(workshop, user):
    WorkshopMembershipFactory(workshop=workshop, person=user.person_or_none, role="leader", title="model_worker")
    return workshop


def fresh(request):
    return HelpRequest.objects.get(pk=request.pk)


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


def verbs(request):
    return list(request.events.values_list("verb", flat=True))
