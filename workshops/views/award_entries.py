"""Entries of award rounds: recommended, checked, withdrawn; and objections answered."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.permissions import enterprise_ids_with
from members.reauthentication import freshly_signed_in
from members.services import phones

from ..forms.award_entries import RecommendForm, RewordForm, WhyForm
from ..forms.awards import AnswerForm, CheckForm, ReasonForm
from ..models import AwardEntry, AwardObjection, Result, Workshop
from ..permissions import awards as permissions
from ..services import awards as services
from .acting import carry_out, show_form
from .award_desk import round_at_desk
from .steps import Step

METHODS = ["GET", "HEAD", "POST"]


def _offered(user, award):
    """What the user may still recommend in this round."""
    enterprises = {award.enterprise_id} if award.enterprise_id else enterprise_ids_with(user, "officer")
    taken = award.entries.standing().filter(**{f"{award.subject}__isnull": False}).values(award.subject)
    if award.is_of_results:
        rows = Result.objects.visible_to(user).published()
    else:
        rows = Workshop.objects.visible_to(user).active()
    return rows.filter(enterprise__in=enterprises).exclude(pk__in=taken).order_by("-pk")


@require_http_methods(METHODS)
def recommend(request, slug):
    """Recommend a result or a workshop of one's enterprise."""
    award = round_at_desk(request, slug)
    if not permissions.can_recommend(request.user, award, timezone.localdate()):
        raise PermissionDenied
    form = RecommendForm(request.POST or None, offered=_offered(request.user, award))
    words = {
        "title": _("Recommend for “%(title)s”") % {"title": award.title},
        "text": _("What you write here is all that judges read."),
        "button": _("Recommend it"),
        "back": award.get_desk_url(),
        "back_label": award.title,
    }

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    if request.method != "POST":
        return show(form)
    return carry_out(
        request, form, lambda form: services.recommend(award, by=request.user, **form.cleaned_data),
        done=(award.get_desk_url(), _("Recommended. It is checked against the conditions.")), show=show,
    )  # fmt: skip


def _entry(request, pk):
    """For those who run its round, and the officers of its enterprise; nobody else reads what is for the judges."""
    entry = get_object_or_404(AwardEntry.objects.visible_to(request.user).for_list(), pk=pk)
    user = request.user
    if not (permissions.can_run_round(user, entry.round) or permissions.keeps_entry(user, entry)):
        raise PermissionDenied
    return entry


@require_http_methods(METHODS)
def entry(request, pk):
    """One entry; those who run the round check it here against the conditions."""
    shown = _entry(request, pk)
    if request.method != "POST":
        return _show(request, shown, CheckForm(record=shown))
    if not permissions.can_run_round(request.user, shown.round):
        raise PermissionDenied
    form = CheckForm(request.POST, record=shown)
    return carry_out(
        request, form, lambda form: services.check_entry(shown, by=request.user, **form.facts),
        done=(shown.round.get_desk_url(), _("Checked.")),
        show=lambda form, status: _show(request, _entry(request, pk), form, status),
    )  # fmt: skip


def _show(request, shown, form, status=200):
    user = request.user
    may_check = permissions.can_check_entry(user, shown)
    context = {
        "entry": shown,
        "award": shown.round,
        "form": form if may_check else None,
        "refusals": form.non_field_errors() if form.is_bound and not may_check else [],
        "opinions": _opinions(user, shown),
        "checks": shown.checks.select_related("condition"),
        "may_change": permissions.can_change_entry(user, shown, timezone.localdate()),
        "may_withdraw": permissions.can_withdraw_entry(user, shown),
        "history": shown.events.select_related("actor__person").order_by("-pk"),
    }
    return render(request, "workshops/awards/entry.html", context, status=status)


def _opinions(user, shown):
    """What judges wrote, without their names, once judging is closed: for those who run the round."""
    if shown.round.status in ("draft", "open", "review") or not permissions.can_run_round(user, shown.round):
        return []
    return sorted(shown.assignments.scored().prefetch_related("scores"), key=lambda one: (-one.total, one.opinion))


class EntryStep(Step):
    form_class = ReasonForm

    def find(self, pk):
        return _entry(self.request, pk)

    def may_open(self, entry):
        return permissions.keeps_entry(self.user, entry)

    def back(self):
        return self.record.get_absolute_url(), self.record.name


class Reword(EntryStep):
    """Change what judges read."""

    form_class = RewordForm

    def fits(self, entry):
        return permissions.can_change_entry(self.user, entry, timezone.localdate())

    def perform(self, form):
        return services.reword(self.record, by=self.user, **form.facts)

    def done(self, _result):
        return _("Kept.")

    def words(self):
        return {
            "title": _("Change what judges read"),
            "text": _("It can be changed until it is checked or the call is over."),
            "button": _("Keep the words"),
            "too_late": _("It is checked already, or the call is over."),
        }


class Withdraw(EntryStep):
    def fits(self, entry):
        return permissions.can_withdraw_entry(self.user, entry)

    def perform(self, form):
        return services.withdraw(self.record, by=self.user, **form.facts)

    def done(self, _result):
        return _("Withdrawn.")

    def words(self):
        return {
            "title": _("Withdraw this entry?"),
            "text": _("It is not judged then. While the call is open it can be recommended again."),
            "button": _("Withdraw it"),
            "too_late": _("It is with the judges already."),
            "danger": True,
        }


class Objection(Step):
    """An objection with its answer."""

    form_class = AnswerForm
    template_name = "workshops/awards/objection.html"

    def find(self, pk):
        return get_object_or_404(AwardObjection.objects.visible_to(self.user).for_list(), pk=pk)

    def may_open(self, objection):
        return permissions.can_run_round(self.user, objection.entry.round)

    def fits(self, objection):
        return objection.status == "open" and objection.entry.round.status == "publicity"

    def perform(self, form):
        return services.answer(self.record, by=self.user, **form.facts)

    def done(self, _result):
        return _("Answered.")

    def back(self):
        award = self.record.entry.round
        return award.get_desk_url(), award.title

    def words(self):
        return {"title": _("Objection"), "button": _("Send the answer"), "too_late": _("It is answered.")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def objection_contact(request, pk):
    """How somebody is reached who objected: for a reason that is kept, shown once."""
    seen = AwardObjection.objects.visible_to(request.user).for_list()
    objection = get_object_or_404(seen, pk=pk)
    if not permissions.can_run_round(request.user, objection.entry.round):
        raise PermissionDenied
    form = WhyForm(request.POST if request.method == "POST" else None)
    back = (objection.get_absolute_url(), _("Objection"))
    if form.is_bound and form.is_valid():
        [shown] = phones.read_contacts(seen.filter(pk=pk), by=request.user, reason=form.cleaned_data["reason"])
        return render(request, "workshops/awards/objection_contact.html", {"objection": shown, "back": back})
    words = {"title": _("Read the contact in full"), "button": _("Show the contact")}
    words["text"] = _("That you read it, and why, is kept in the audit. Please write no name into the reason.")
    return show_form(request, form, back=back[0], back_label=back[1], **words)
