"""What the chrome around every page shows: names, navigation, whose hat is on, language and appearance.

Everything that asks the database is lazy: a page that does not show it does not pay for it.
"""

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise, Role
from members.permissions import (
    can_see_dashboard,
    department_ids_headed_by,
    enterprise_ids_with,
    is_auditor,
    is_district_staff,
)
from suggestions.models import Suggestion
from suggestions.permissions import can_keep_meetings, can_record, can_see_rewards, has_queue
from suggestions.querysets import TRACKING_ROLES
from workshops.permissions import can_see_workbench
from workshops.permissions.running import leads_any, runs_something

from .keyset import capped
from .preferences import theme_of

# The hat a person wears at the workbench: of several the one with most to do there.
HATS = (Role.REVIEWER, Role.LEADER, Role.OFFICER, Role.FINANCE)

# Each language is named in itself, so that whoever needs it can read it.
LANGUAGE_NAMES = {"zh-hans": "中文", "en": "English"}


def portal(request):
    """Context processor: `site`, `nav`, `tabbar`, `workbench_nav`, `hat`, `theme`, `languages`, `alternates`."""
    return {
        "site": settings.PORTAL,
        "nav": SimpleLazyObject(lambda: _public_nav(request)),
        "tabbar": SimpleLazyObject(lambda: _tabbar(request)),
        "workbench_nav": SimpleLazyObject(lambda: _workbench_nav(request)),
        "hat": SimpleLazyObject(lambda: _hat(request)),
        "theme": theme_of(request),
        "languages": _languages(),
        "alternates": SimpleLazyObject(lambda: _alternates(request)),
    }


def _languages():
    current = get_language()
    return [
        {"code": code, "name": LANGUAGE_NAMES[code], "current": code == current} for code, _name in settings.LANGUAGES
    ]


def _alternates(request):
    """The full address of this page in each language, without filters: for search engines."""
    return [
        {"language": code, "url": settings.BASE_URL + translate_url(request.path, code)}
        for code, _name in settings.LANGUAGES
    ]


def _entry(request, name, label, *, icon="", count=None):
    """One link of a navigation; `current` when the page is there or below."""
    url = reverse(name)
    home = url == reverse("home")
    here = request.path == url if home else request.path.startswith(url)
    return {"name": name, "label": label, "url": url, "current": here, "icon": icon, "count": count}


def _signed_in(request):
    """The user of the request, or None: error pages may come before anybody was recognised."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _person(request):
    user = _signed_in(request)
    return user.person_or_none if user else None


def _public_nav(request):
    entries = [
        ("home", _("Home")),
        ("workshops:list", _("Workshops")),
        ("training:sessions", pgettext_lazy("navigation", "Training")),
        ("workshops:problems", _("Problems")),
        ("workshops:who-can-help", _("Who can help")),
        ("workshops:results", pgettext_lazy("navigation", "Results")),
        ("suggestions:gallery", _("Improvements")),
    ]
    if _person(request):
        entries += [("suggestions:new", _("Suggest")), ("suggestions:mine", _("Mine"))]
    if _has_desk(request):
        entries.append(("workbench", _("Workbench")))
    if _is_staff(request):
        entries += [("dashboard", _("Dashboard")), ("admin:index", _("Staff pages"))]
    elif (user := _signed_in(request)) and is_auditor(user):
        entries.append(("admin:alliance_portal_auditentry_changelist", _("Audit")))
    return [_entry(request, name, label) for name, label in entries]


def _tabbar(request):
    """The bottom bar of a phone; empty for whoever cannot suggest."""
    if not _person(request):
        return []
    return [
        _entry(request, "home", _("Home"), icon="home"),
        _entry(request, "suggestions:new", _("Suggest"), icon="bulb"),
        _entry(request, "training:sessions", pgettext_lazy("navigation", "Training"), icon="book"),
        _entry(request, "suggestions:mine", _("Mine"), icon="user"),
    ]


def _has_desk(request):
    user = _signed_in(request)
    held = user and (enterprise_ids_with(user, *HATS) or department_ids_headed_by(user))
    return bool(held or (user and runs_something(user)))


def _is_staff(request):
    user = _signed_in(request)
    return bool(user and is_district_staff(user))


def _workbench_nav(request):
    """The pages of the workbench that this person may use, with what waits on them."""
    user = _signed_in(request)
    if not user:
        return []
    nav, waiting = [], 0
    if has_queue(user) or enterprise_ids_with(user, Role.OFFICER):
        # All of it is visible to them: the database need not be asked that again on every page.
        waiting = capped(Suggestion.objects.to_review(user).to_answer())
    if has_queue(user) or waiting:
        nav.append(_entry(request, "suggestions:queue", _("To answer"), count=waiting))
    if has_queue(user) or waiting or enterprise_ids_with(user, *TRACKING_ROLES):
        nav.append(_entry(request, "suggestions:tracking", _("In practice")))
    if has_queue(user) or enterprise_ids_with(user, Role.LEADER):
        nav.append(_entry(request, "suggestions:panels", _("Panels")))
    if can_keep_meetings(user):
        nav.append(_entry(request, "suggestions:meetings", _("Meetings")))
    if enterprise_ids_with(user, Role.FINANCE):
        nav.append(_entry(request, "suggestions:benefits", _("Benefits")))
    if can_see_rewards(user):
        nav.append(_entry(request, "suggestions:rewards", _("Rewards")))
    if can_see_dashboard(user):
        nav += [
            *_figures(request, user),
            _entry(request, "reports", pgettext_lazy("report centre", "Reports")),
        ]
        nav.append(_entry(request, "boards", _("Boards")))
    if can_see_workbench(user):
        nav.append(_entry(request, "workshops:desk", _("Workshops")))
    if enterprise_ids_with(user, Role.OFFICER):
        nav.append(_entry(request, "members:roster", _("Roster")))
        nav.append(_entry(request, "suggestions:posters", _("Posters")))
        nav.append(_entry(request, "members:stories-desk", _("Stories of people")))
        nav.append(_entry(request, "suggestions:gallery", _("Improvements")))
    if can_record(user):
        nav.append(_entry(request, "suggestions:record", _("Enter for a colleague")))
    if is_district_staff(user):
        nav.append(_entry(request, "admin:index", _("Staff pages")))
    return nav


def _figures(request, user):
    """The dashboard, and for staff the comparison of the enterprises, which lies below it."""
    whole = _entry(request, "dashboard", _("Dashboard"))
    if not is_district_staff(user):
        return [whole]
    compared = _entry(request, "district", _("Enterprises compared"))
    return [whole | {"current": whole["current"] and not compared["current"]}, compared]


def _hat(request):
    """Whose hat is on: name, role and enterprise of the person at the workbench."""
    user = _signed_in(request)
    if not user:
        return None
    if is_district_staff(user):
        return {"name": str(user), "role": Role.DISTRICT_STAFF.label, "enterprise": settings.PORTAL["host"]}
    held = dict.fromkeys(role for role, _enterprise in user.roles)
    role = next((hat for hat in HATS if hat in held), None)
    if role is None:
        return _hat_without_role(user)
    return {"name": str(user), "role": role.label, "enterprise": _enterprise_of(user, role).name}


def _enterprise_of(user, role):
    """The one the role is held in, of several the first; the own one came with the account."""
    held, person = enterprise_ids_with(user, role), user.person_or_none
    if person and held == {person.enterprise_id}:
        return person.enterprise
    return Enterprise.objects.filter(pk__in=held).order_by("name").first()


def _hat_without_role(user):
    """Heads of departments, leaders of workshops, and owners of what is put into practice."""
    person = user.person_or_none
    role = _("Head") if department_ids_headed_by(user) else _("Workshop leader") if leads_any(user) else ""
    return {"name": str(user), "role": role, "enterprise": person.enterprise.name if person else ""}
