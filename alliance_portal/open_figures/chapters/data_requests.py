"""Requests of people about their own data, by the month in which they asked; for district staff, who answer for all."""

from django.utils.translation import gettext_lazy as _

from members.models import DataRequest
from members.permissions import is_district_staff
from members.statistics import DEFINITIONS, data_requests
from members.statistics.data_requests import DataRequestFigures

from .base import Chapter, Figure, Share, counted

NAMES = {one.code: one.name for one in DEFINITIONS}
READ = {
    "data_requests": "received",
    "data_requests_answered": "answered",
    "data_requests_in_time": "in_time",
    "data_requests_overdue": "overdue",
    "data_requests_due": "due",
}
FIGURES = tuple(
    Figure(code, NAMES.get(code, _("Requests about data due")), code if code in NAMES else "data_requests_in_time")
    for code in READ
)
SHARES = (
    Share(
        "data_requests_answered_rate", _("Share of requests about data answered"), "data_requests_answered",
        "data_requests_answered", "data_requests",
    ),
    Share(
        "data_requests_in_time_rate", _("Share of requests about data answered in time"), "data_requests_in_time",
        "data_requests_in_time", "data_requests_due",
    ),
)  # fmt: skip


def _asked(asked):
    return asked.own(DataRequest, "person__enterprise").asked_between(asked.period.start, asked.period.end)


def _values(found):
    return {code: getattr(found, name) for code, name in READ.items()}


def _whole(asked):
    return _values(data_requests.count(_asked(asked), asked.at))


def _each(asked):
    found = data_requests.count_by_enterprise(_asked(asked), asked.at)
    return lambda enterprise: _values(found.get(enterprise, DataRequestFigures()))


CHAPTER = Chapter(
    code="data-requests",
    name=_("Requests about personal data"),
    figures=FIGURES,
    shares=SHARES,
    count=lambda asked: counted(asked, _whole, _each),
    may_be_read_by=is_district_staff,
)
