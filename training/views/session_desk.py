"""Sessions at the workbench: the list, writing one down, changing it, and one of them with all that hangs on it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.text import clean_line
from members.models import Enterprise
from members.permissions import enterprise_ids, enterprise_ids_with, is_district_staff
from workshops.models import Venue, Workshop
from workshops.views.acting import carry_out

from .. import services
from ..filters import SessionFilter
from ..forms.sessions import SessionForm, begun, copied
from ..guests import enterprises_beside
from ..models import Material, Session, TopicWish
from ..permissions import sessions as permissions
from . import parts

PAGE_SIZE = 25
METHODS = ["GET", "HEAD", "POST"]


def found(user, number):
    """The session at the desk of this user; to everybody else it is not there."""
    rows = Session.objects.visible_to(user).at_desk(user).for_list()
    return get_object_or_404(rows.select_related("series"), number=number)


@require_safe
def sessions(request):
    """What the user keeps, answers for or teaches; filters and order are in the address."""
    if not permissions.can_see_desk(request.user):
        raise PermissionDenied
    rows = Session.objects.visible_to(request.user).at_desk(request.user)
    listed = SessionFilter(request.GET, queryset=rows, request=request)
    context = {
        "filter": listed,
        "page_obj": Paginator(listed.in_order.for_list(), PAGE_SIZE).get_page(request.GET.get("page")),
        "is_search": any(request.GET.get(name) for name in listed.form.fields),
        "may_write": permissions.can_write(request.user),
        "may_see_figures": permissions.can_see_figures(request.user),
    }
    return render(request, "training/desk/list.html", context)


def offered(user):
    """The enterprises for which somebody writes sessions down: as officer, or as leader of a workshop."""
    enterprises = Enterprise.objects.visible_to(user).active().order_by("name")
    if is_district_staff(user):
        return enterprises
    led = Workshop.objects.visible_to(user).active().led_by(user)
    own = enterprise_ids_with(user, "officer") | set(led.order_by().values_list("enterprise", flat=True))
    return enterprises.filter(pk__in=own)


def _form(request, enterprise, *, initial, session=None):
    user = request.user
    workshops = _workshops(user, session).select_related("enterprise").order_by("name")
    is_officer = is_district_staff(user) or enterprise.pk in enterprise_ids_with(user, "officer")
    offers = {
        "workshops": workshops.filter(enterprise=enterprise),
        "other_workshops": workshops.exclude(enterprise=enterprise).order_by("enterprise__name", "name"),
        "co_hosts": enterprises_beside(enterprise, session),
        "venue": _venues(user, initial.get("venue")),
    }
    led = None if is_officer or _co_hosts(user, session) else set(workshops.led_by(user).values_list("pk", flat=True))
    facts = {"user": user, "enterprise": enterprise, "offers": offers, "led": led, "discreet": not is_officer}
    data = request.POST if request.method == "POST" else None
    return SessionForm(data, session=session, initial=initial, **facts)


def _workshops(user, session):
    """Those in operation, and those that hold the session already: a word put right drops nobody."""
    active = Workshop.objects.visible_to(user).active()
    if session is None:
        return active
    had = session.workshops.order_by().values("pk")
    return Workshop.objects.visible_to(user).filter(Q(pk__in=active.order_by().values("pk")) | Q(pk__in=had))


def _co_hosts(user, session):
    """Whether the user is officer of an enterprise that holds it together with another."""
    own = enterprise_ids_with(user, "officer")
    return bool(session and own and session.co_hosts.filter(pk__in=own).exists())


def _venues(user, had):
    """Those in use that are open to others or to the user's own enterprise, and the one it has already."""
    rows = Venue.objects.visible_to(user).select_related("enterprise")
    if not is_district_staff(user):
        own = Q(enterprise__in=enterprise_ids(user)) | ~Q(audience=Venue.Audience.OWN)
        rows = rows.filter(own | Q(pk=had))
    return rows.filter(Q(is_active=True) | Q(pk=had)).order_by("enterprise__name", "name")


def _page(request, form, perform, *, done, **words):
    def show(form, status=200):
        return render(request, "training/desk/form.html", {"form": form, **words}, status=status)

    return carry_out(request, form, perform, done=done, show=show) if request.method == "POST" else show(form)


@require_http_methods(METHODS)
def new(request):
    """For the enterprise in the address; like another one (`?copy=`), or because it is asked for (`?wish=`)."""
    if not permissions.can_write(request.user):
        raise PermissionDenied
    model, wish = _copied(request), _wished(request)
    enterprise = _enterprise(request, model, wish)
    if enterprise is None:
        return render(request, "training/desk/choose.html", {"enterprises": offered(request.user)})
    initial = copied(model) if model else {"form": "on_site", "audience": "own"}
    if model and not permissions.can_read_how_to_join(request.user, model):
        initial["how_to_join"] = ""
    if wish:
        initial |= {"topic": wish.text}

    def perform(form):
        return services.sessions.create(by=request.user, enterprise=enterprise, wish=wish, **form.facts)

    def done(session):
        return _at("desk-session", session), _("Kept as a draft. Look at it once more, then announce it.")

    form = _form(request, enterprise, initial=initial)
    words = {"title": _("New session"), "enterprise": enterprise, "button": _("Keep it as a draft"), "wish": wish}
    back = {"back": reverse("training:desk-sessions"), "back_label": _("Sessions")}
    return _page(request, form, perform, done=done, **words, **back)


def _at(name, session):
    return reverse(f"training:{name}", args=[session.number])


def _copied(request):
    number = clean_line(request.GET.get("copy", ""))
    return found(request.user, number) if number else None


def _wished(request):
    """The topic in the address that nobody has made a session of yet."""
    if not (key := request.GET.get("wish")):
        return None
    if not key.isdecimal() or len(key) > 9:
        raise Http404
    wish = get_object_or_404(TopicWish.objects.visible_to(request.user).select_related("enterprise"), pk=key)
    if not permissions.can_decide_wish(request.user, wish):
        raise PermissionDenied
    return wish


def _enterprise(request, model, wish):
    """The one in the address, of the model or of the wish, or the only one there is; None where one is to be chosen."""
    enterprises = offered(request.user)
    if code := clean_line(request.GET.get("enterprise", "")):
        return get_object_or_404(enterprises, code=code)
    named = [one.enterprise_id for one in (model, wish) if one]
    own = list(enterprises.filter(pk__in=named) if named else enterprises[:2])
    return own[0] if len(own) == 1 else None


@require_http_methods(METHODS)
def change(request, number):
    session = found(request.user, number)
    if not permissions.can_change(request.user, session):
        raise PermissionDenied

    def perform(form):
        return services.sessions.change(session, by=request.user, version=form.cleaned_data["version"], **form.facts)

    form = _form(request, session.enterprise, initial=begun(session), session=session)
    words = {"title": _("Change the session"), "enterprise": session.enterprise, "button": _("Keep the changes")}
    back = {"back": _at("desk-session", session), "back_label": session.topic, "session": session}
    done = (back["back"], _("Kept. Those who have a seat are told if time or place changed."))
    return _page(request, form, perform, done=done, **words, **back)


@require_safe
def detail(request, number):
    session = found(request.user, number)
    user = request.user
    context = {
        "session": session,
        "steps": _steps(user, session),
        "keeps": permissions.keeps(user, session),
        "refusal": _refusal(session),
        "siblings": _series(user, session),
        "materials": Material.objects.visible_to(user).filter(session=session),
        "joins": session.how_to_join if permissions.can_read_how_to_join(user, session) else "",
        "may_keep_materials": permissions.can_keep_materials(user, session),
        "wishes": session.wishes.all(),
        "events": session.events.select_related("actor__person").order_by("-occurred_at", "-pk"),
        **parts.desk(user, session),
    }
    return render(request, "training/desk/detail.html", context)


def _series(user, session):
    if session.series_id is None:
        return []
    rows = Session.objects.visible_to(user).at_desk(user).filter(series=session.series_id)
    return list(rows.for_list().order_by("starts_at", "pk"))


def _refusal(session):
    """What was said where the venue was not given, or was taken back; None where it holds."""
    if session.booking is None or session.holds_venue or session.is_cancelled:
        return None
    last = session.booking.events.exclude(note="").order_by("-occurred_at", "-pk").first()
    return {"venue": session.booking.venue, "reason": last.note if last else ""}


def _steps(user, session):
    """(address, label, kind of button) of what can be done now."""
    copy = f"{reverse('training:desk-session-new')}?copy={session.number}"
    may = permissions
    offered = [
        (_at("desk-session-announce", session), _("Announce it"), "primary", may.can_announce),
        (_at("desk-session-change", session), _("Change it"), "", may.can_change),
        (_at("desk-session-repeat", session), _("On other days too"), "", may.can_change),
        (copy, _("Copy it"), "", lambda user, _session: may.can_write(user)),
        (_at("desk-session-cancel", session), _("Cancel the session"), "danger", may.can_cancel),
        (_at("desk-session-discard", session), _("Delete the draft"), "danger", may.can_discard),
    ]
    return [(address, label, kind) for address, label, kind, can in offered if can(user, session)]
