"""Partners at the workbench: the list with its figures and file, one of them, and what is written of it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.periods import Period
from members.models import Enterprise
from members.permissions import enterprise_ids_with, is_district_staff
from members.reauthentication import freshly_signed_in
from workshops.models import Result
from workshops.views.acting import carry_out, show_form
from workshops.views.steps import Step

from .. import services, workbooks
from ..filters import PartnerFilter
from ..forms.contests import VersionedForm
from ..forms.partners import PartnerForm, SeveralForm, words_of
from ..models import InternPlacement, Partner, PartnerAgreement, Session
from ..permissions import partners as permissions
from ..permissions.sessions import keeps as keeps_session
from ..statistics import partners_within
from .files import download

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 25
OFFERED = 60


def _listed(request):
    if not permissions.can_see_desk(request.user):
        raise PermissionDenied
    rows = Partner.objects.visible_to(request.user).for_list(timezone.localdate())
    return PartnerFilter(request.GET, queryset=rows)


@require_safe
def desk(request):
    """Every partner of the district, with what is in force today."""
    found = _listed(request)
    context = {
        "filter": found,
        "page_obj": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "figures": partners_within(Period.this_year(), timezone.localdate()),
        "may_add": permissions.can_add(request.user),
    }
    return render(request, "training/partners/desk.html", context)


@require_safe
@freshly_signed_in
@audit.exported
def export(request):
    """The same partners with their agreements as a workbook; interns only where the user may read them."""
    found, today = _listed(request), timezone.localdate()
    placements = InternPlacement.objects.visible_to(request.user)
    agreements = PartnerAgreement.objects.visible_to(request.user).prefetch_related(
        "workshops", Prefetch("placements", placements)
    )
    rows = found.qs.prefetch_related(Prefetch("agreements", agreements))
    content = workbooks.partners(rows, partners_within(Period.this_year(), today), today)
    return download(content, _("Partners %(day)s.xlsx") % {"day": today.isoformat()})


def partner_at_desk(request, slug, may=None):
    """The partner, for those who have a desk; `may` says who goes further."""
    found = get_object_or_404(Partner.objects.visible_to(request.user).select_related("enterprise"), slug=slug)
    if not permissions.can_see_desk(request.user) or (may and not may(request.user, found)):
        raise PermissionDenied
    return found


@require_safe
def detail(request, slug):
    """One partner: every agreement with its interns, sessions and results."""
    shown, user = partner_at_desk(request, slug), request.user
    placements = InternPlacement.objects.visible_to(user).select_related("workshop")
    agreements = PartnerAgreement.objects.visible_to(user).filter(partner=shown).for_list()
    context = {
        "partner": shown,
        "agreements": agreements.prefetch_related(Prefetch("placements", placements)),
        "sessions": Session.objects.visible_to(user).announced().filter(partners=shown).for_list()[:PAGE_SIZE],
        "results": Result.objects.visible_to(user).filter(partners=shown),
        "keeps": permissions.keeps(user, shown),
        "figures": partners_within(Period.this_year(), timezone.localdate()),
    }
    return render(request, "training/partners/desk_partner.html", context)


def _form(request, **kwargs):
    user, is_staff = request.user, is_district_staff(request.user)
    offered = Enterprise.objects.visible_to(user).active().order_by("name")
    if not is_staff:
        offered = offered.filter(pk__in=enterprise_ids_with(user, "officer"))
    sent = request.POST if request.method == "POST" else None
    return PartnerForm(sent, enterprises=offered, is_staff=is_staff, **kwargs)


def page_of(request, form, words, perform, done):
    """A page of one form, and what sending it does."""

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)


def to_partner(partner, **words):
    return {**words, "back": partner.get_desk_url(), "back_label": partner.name}


@require_http_methods(METHODS)
def new(request):
    """Enter a partner; it is public at once."""
    if not permissions.can_add(request.user):
        raise PermissionDenied
    words = {"title": _("Enter a partner"), "button": _("Enter the partner")}
    words["text"] = _("Everybody reads it at once, but for whom to ask there.")
    words |= {"back": reverse("training:partners-desk"), "back_label": _("Partners")}

    def perform(form):
        facts = {name: value for name, value in form.facts.items() if name != "version"}
        return services.partners.register(by=request.user, **facts)

    return page_of(request, _form(request), words, perform, lambda made: (made.get_desk_url(), _("Entered.")))


@require_http_methods(METHODS)
def change(request, slug):
    partner = partner_at_desk(request, slug, permissions.keeps)
    words = to_partner(partner, title=_("Change the partner"), button=_("Keep the changes"))

    def perform(form):
        return services.partners.change(partner, by=request.user, **form.facts)

    form = _form(request, initial=words_of(partner))
    return page_of(request, form, words, perform, (partner.get_desk_url(), _("Kept.")))


class Use(Step):
    """Show a partner no longer, or again."""

    form_class = VersionedForm

    def find(self, slug):
        return partner_at_desk(self.request, slug)

    def may_open(self, partner):
        return permissions.keeps(self.user, partner)

    def perform(self, form):
        facts = {"is_active": not self.record.is_active, **form.facts}
        return services.partners.use(self.record, by=self.user, **facts)

    def back(self):
        return self.record.get_desk_url(), self.record.name

    def words(self):
        if self.record.is_active:
            text = _("It leaves the public list. What was agreed stays in the figures of its days.")
            return {"title": _("No longer a partner?"), "text": text, "button": _("Stop showing it"), "danger": True}
        text = _("It stands in the public list again.")
        return {"title": _("A partner again?"), "text": text, "button": _("Show it again")}

    def done(self, partner):
        return _("It is public again.") if partner.is_active else _("It is no longer public.")


@require_http_methods(METHODS)
def results(request, slug):
    """Which results were worked out together."""
    partner = partner_at_desk(request, slug, permissions.keeps)
    published = Result.objects.visible_to(request.user).published()
    latest = published.order_by("-published_at").values_list("pk", flat=True)[:OFFERED]
    chosen = set(partner.results.values_list("pk", flat=True))
    offered = published.filter(pk__in=[*latest, *chosen]).order_by("-published_at")
    form = _several(request, offered, chosen, _("Results"))
    words = to_partner(partner, title=_("Results worked out together"), button=_("Keep the choice"))

    def perform(form):
        beside = partner.results.exclude(pk__in=published.order_by().values("pk"))
        return services.partners.link_results(partner, [*form.cleaned_data["chosen"], *beside], by=request.user)

    return page_of(request, form, words, perform, (partner.get_desk_url(), _("Kept.")))


def _several(request, offered, chosen, label):
    sent = request.POST if request.method == "POST" else None
    return SeveralForm(sent, offered=offered, label=label, initial={"chosen": list(chosen)})


@require_http_methods(METHODS)
def session_partners(request, number):
    """With which partners a session is held."""
    kept = Session.objects.visible_to(request.user).at_desk(request.user)
    session = get_object_or_404(kept, number=number)
    if not keeps_session(request.user, session):
        raise PermissionDenied
    offered = Partner.objects.visible_to(request.user).order_by("name")
    form = _several(request, offered, session.partners.values_list("pk", flat=True), _("Partners"))
    back = reverse("training:desk-session", args=[session.number])
    words = {"title": _("Held together with partners"), "button": _("Keep the choice")}
    words |= {"back": back, "back_label": session.topic}

    def perform(form):
        beside = session.partners.exclude(pk__in=offered.order_by().values("pk"))
        return services.partners.link_session(session, [*form.cleaned_data["chosen"], *beside], by=request.user)

    return page_of(request, form, words, perform, (back, _("Kept.")))
