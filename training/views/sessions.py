"""Sessions for everybody: what is coming up, a month, a day, what was, one of them, and files for calendars."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from alliance_portal.attachments import hand_out
from alliance_portal.icalendar import calendar
from alliance_portal.periods import add_months, parse_month, start_of

from .. import calendar_files
from ..days import by_day, weeks_of
from ..filters import CalendarFilter
from ..models import Material, Session
from ..permissions import sessions as permissions
from . import parts

DAY = dt.timedelta(days=1)
PAGE_SIZE = 20
SOON = 14 * DAY
KEPT_IN_FILES = 30 * DAY
MOST_IN_FILE = 500
FARTHEST = 5 * 366
CALENDAR_FILE = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
def sessions(request):
    """What is coming up, by day; the address names a month, a day, or the past instead, and the filters."""
    everything = Session.objects.visible_to(request.user).announced()
    found = CalendarFilter(request.GET, queryset=everything, request=request)
    month, day = parse_month(request.GET.get("month")), _day(request.GET.get("day"))
    if month is not None:
        shown, context = _month(found.qs, month)
    elif day is not None:
        shown, context = _one_day(found.qs, day)
    else:
        shown, context = _list(request, found.qs)
    context |= {"filter": found, "today": timezone.localdate(), **_chips(request, everything, found)}
    context |= parts.calendar(request.user, shown)
    return render(request, "training/sessions/list.html", context)


def _day(text):
    try:
        day = dt.date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if abs((day - timezone.localdate()).days) <= FARTHEST else None


def _month(found, month):
    rows = found.filter(starts_at__gte=start_of(month), starts_at__lt=start_of(add_months(month, 1)))
    shown = list(rows.for_calendar().order_by("starts_at", "pk"))
    around = {"before": add_months(month, -1), "after": add_months(month, 1)}
    return shown, {"view": "month", "month": month, "weeks": weeks_of(month, shown), "days": by_day(shown), **around}


def _one_day(found, day):
    rows = found.filter(starts_at__gte=start_of(day), starts_at__lt=start_of(day + DAY))
    shown = list(rows.for_calendar().order_by("starts_at", "pk"))
    around = {"before": day - DAY, "after": day + DAY}
    return shown, {"view": "day", "day": day, "days": by_day(shown), **around}


def _list(request, found):
    """Coming up, the next first; with `?past=1` what is over, the latest first."""
    now, is_past = timezone.now(), request.GET.get("past") == "1"
    rows = found.past(now) if is_past else found.upcoming(now)
    page = Paginator(rows.for_calendar().order_by(*_order(is_past)), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    is_far = not is_past and page.number == 1 and bool(shown) and shown[0].starts_at > now + SOON
    return shown, {"view": "past" if is_past else "next", "page_obj": page, "days": by_day(shown), "is_far": is_far}


def _order(is_past):
    return ("-starts_at", "-pk") if is_past else ("starts_at", "pk")


def _chips(request, everything, found):
    """What the list can be narrowed to: what there is, and whether the reader has an enterprise."""
    values = found.form.cleaned_data if found.form.is_valid() else {}
    person = request.user.person_or_none if request.user.is_authenticated else None
    present = set(everything.order_by().values_list("function", "kind").distinct())
    functions, kinds = ({pair[place] for pair in present} for place in (0, 1))
    return {
        "own": person.enterprise.code if person else "",
        "functions": [one for one in Session.Function.choices if one[0] in functions],
        "kinds": [one for one in Session.Kind.choices if one[0] in kinds],
        "chosen": {name: request.GET.get(name, "") for name in ("function", "kind", "enterprise", "workshop", "q")},
        "is_narrowed": any(values.values()),
    }


@login_not_required
@require_safe
def session(request, number):
    """When, where, by whom, what one learns, and whether there is a seat; with the reason where it is cancelled."""
    shown = get_object_or_404(Session.objects.visible_to(request.user).for_calendar(), number=number)
    context = {
        "session": shown,
        "siblings": _siblings(request.user, shown),
        "materials": Material.objects.visible_to(request.user).filter(session=shown),
        "has_materials": shown.materials.exists(),
        "reason": _reason(shown),
        "joins": shown.how_to_join if permissions.can_read_how_to_join(request.user, shown) else "",
        "keeps": permissions.keeps(request.user, shown) or permissions.teaches(request.user, shown),
        **parts.public(request.user, shown),
    }
    return render(request, "training/sessions/detail.html", context)


def _siblings(user, session):
    """The others of its series, in their order."""
    if session.series_id is None:
        return []
    rows = Session.objects.visible_to(user).filter(series=session.series_id).exclude(pk=session.pk)
    return list(rows.exclude(status=Session.Status.DRAFT).order_by("starts_at", "pk"))


def _reason(session):
    """Why it was cancelled, "" for what takes place."""
    event = session.events.filter(verb="cancelled").order_by("-pk").first() if session.is_cancelled else None
    return event.note if event else ""


@login_not_required
@require_safe
def material(request, number, code):
    """A file as a download, for those it is meant for."""
    shown = get_object_or_404(Material.objects.visible_to(request.user), session__number=number, code=code)
    return hand_out(shown.file, shown.name)


@login_not_required
@require_safe
def feed(request):
    """What is coming up and what was in the last thirty days; the address narrows it as it does the list."""
    since = timezone.now() - KEPT_IN_FILES
    everything = Session.objects.visible_to(request.user).exclude(status=Session.Status.DRAFT)
    found = CalendarFilter(request.GET, queryset=everything.filter(ends_at__gte=since), request=request)
    rows = found.qs.for_calendar().order_by("starts_at", "pk")[:MOST_IN_FILE]
    return _file(rows, "training.ics")


@login_not_required
@require_safe
def one_file(request, number):
    """One session; one that does not take place says so."""
    everything = Session.objects.visible_to(request.user).exclude(status=Session.Status.DRAFT)
    shown = get_object_or_404(everything.for_calendar(), number=number)
    return _file([shown], f"{shown.number}.ics")


def _file(rows, name):
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    text = calendar([calendar_files.entry(one) for one in rows])
    return HttpResponse(text, content_type=CALENDAR_FILE, headers=headers)
