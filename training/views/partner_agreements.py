"""Agreements with partners at the workbench: entered, changed, ended, with their interns."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.attachments import hand_out
from workshops.forms.fields import StepForm
from workshops.models import Workshop
from workshops.views.steps import Step

from .. import services
from ..forms.partners import AgreementForm, EndForm, PlacementForm, agreement_words, placement_words
from ..models import InternPlacement, PartnerAgreement
from ..permissions import partners as permissions
from .partner_desk import METHODS, page_of, partner_at_desk, to_partner


def _workshops(request, partner):
    """Those of the enterprise that keeps the partner; of all where the district does."""
    active = Workshop.objects.visible_to(request.user).active().order_by("name")
    return active.filter(enterprise=partner.enterprise) if partner.enterprise_id else active


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


@require_http_methods(METHODS)
def new(request, slug):
    partner = partner_at_desk(request, slug, permissions.keeps)
    form = AgreementForm(*_sent(request), workshops=_workshops(request, partner))
    words = to_partner(partner, title=_("Enter an agreement"), button=_("Enter the agreement"), has_file=True)
    words["text"] = _("Everybody reads title and days; the signed agreement is only for those who keep the partner.")

    def perform(form):
        return services.partner_agreements.add(partner, by=request.user, **form.facts)

    return page_of(request, form, words, perform, (partner.get_desk_url(), _("Entered.")))


def _agreement(request, pk):
    """The agreement, for those who keep its partner; others have no business with its pages."""
    rows = PartnerAgreement.objects.visible_to(request.user).select_related("partner__enterprise")
    found = get_object_or_404(rows, pk=pk)
    if not permissions.keeps(request.user, found.partner):
        raise PermissionDenied
    return found


@require_http_methods(METHODS)
def change(request, pk):
    agreement = _agreement(request, pk)
    partner = agreement.partner
    begun = agreement_words(agreement)
    form = AgreementForm(*_sent(request), workshops=_workshops(request, partner), initial=begun)
    if agreement.file:
        form.fields["file"].help_text = _("Another file takes the place of “%(name)s”.") % {"name": agreement.file_name}
    words = to_partner(partner, title=_("Change the agreement"), button=_("Keep the changes"), has_file=True)

    def perform(form):
        return services.partner_agreements.change(agreement, by=request.user, **form.facts)

    return page_of(request, form, words, perform, (partner.get_desk_url(), _("Kept.")))


@require_safe
def file(request, pk):
    """The scan, for those who keep the partner."""
    found = _agreement(request, pk)
    return hand_out(found.file, found.file_name)


class End(Step):
    form_class = EndForm

    def find(self, pk):
        return _agreement(self.request, pk)

    def may_open(self, agreement):
        return permissions.keeps(self.user, agreement.partner)

    def fits(self, agreement):
        return permissions.can_end(self.user, agreement)

    def perform(self, form):
        return services.partner_agreements.end(self.record, by=self.user, **form.facts)

    def back(self):
        return self.record.partner.get_desk_url(), self.record.partner.name

    def words(self):
        return {
            "title": _("End the agreement early?"),
            "text": _("“%(title)s” is in force no longer from that day on, and nobody is placed by it.")
            % {"title": self.record.title},
            "button": _("End the agreement"),
            "too_late": _("It is over already."),
            "danger": True,
        }

    def done(self, _result):
        return _("Ended.")


def _placement_form(request, agreement, **kwargs):
    own = agreement.workshops.all()
    offered = own if own.exists() else _workshops(request, agreement.partner)
    return PlacementForm(request.POST if request.method == "POST" else None, workshops=offered, **kwargs)


@require_http_methods(METHODS)
def place(request, pk):
    agreement = _agreement(request, pk)
    partner = agreement.partner
    form = _placement_form(request, agreement, initial={"ends_on": agreement.ends_on})
    words = to_partner(partner, title=_("Enter interns"), text=agreement.title, button=_("Enter the interns"))

    def perform(form):
        return services.partner_agreements.place(agreement, by=request.user, **form.facts)

    return page_of(request, form, words, perform, (partner.get_desk_url(), _("Entered.")))


def _placement(request, pk):
    rows = InternPlacement.objects.visible_to(request.user).select_related("agreement__partner__enterprise", "workshop")
    found = get_object_or_404(rows, pk=pk)
    if not permissions.keeps(request.user, found.agreement.partner):
        raise PermissionDenied
    return found


@require_http_methods(METHODS)
def change_placement(request, pk):
    placement = _placement(request, pk)
    partner = placement.agreement.partner
    form = _placement_form(request, placement.agreement, initial=placement_words(placement))
    words = to_partner(partner, title=_("Change the interns"), button=_("Keep the changes"))

    def perform(form):
        return services.partner_agreements.change_placement(placement, by=request.user, **form.facts)

    return page_of(request, form, words, perform, (partner.get_desk_url(), _("Kept.")))


class Remove(Step):
    form_class = StepForm

    def find(self, pk):
        return _placement(self.request, pk)

    def may_open(self, placement):
        return permissions.keeps(self.user, placement.agreement.partner)

    def perform(self, form):
        return services.partner_agreements.remove_placement(self.record, by=self.user)

    def back(self):
        return self.record.agreement.partner.get_desk_url(), self.record.agreement.partner.name

    def words(self):
        return {
            "title": _("Take these interns out?"),
            "text": _("Only if they were entered by mistake: who has learned here belongs to the figures."),
            "button": _("Take them out"),
            "danger": True,
        }

    def done(self, _result):
        return _("Taken out.")
