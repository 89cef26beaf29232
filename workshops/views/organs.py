"""Who holds the organs of an alliance, and the versions of its charter."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.attachments import hand_out
from members.models import Enterprise
from members.permissions import is_district_staff

from ..forms.alliances import CharterForm, EndTermForm, TermForm
from ..forms.fields import StepForm
from ..models import Alliance, Charter, OrganTerm, Workshop
from ..permissions import alliances as permissions
from ..services import charters, organs
from .acting import carry_out, show_form
from .alliances import address_of
from .steps import Step


def _kept(request, slug):
    """The alliance, for those who keep it."""
    shown = get_object_or_404(Alliance.objects.visible_to(request.user).inside(request.user), slug=slug)
    if not permissions.can_keep_alliance(request.user, shown):
        raise PermissionDenied
    return shown


def _term(request, slug, pk):
    terms = OrganTerm.objects.visible_to(request.user).for_list().select_related("alliance", "person__enterprise")
    return get_object_or_404(terms, alliance=_kept(request, slug), pk=pk)


def _choices(user, alliance):
    """Where holders may come from: the members and their enterprises, for staff every one."""
    members = Workshop.objects.visible_to(user).active().within(alliance)
    enterprises = Enterprise.objects.visible_to(user).active() if is_district_staff(user) else members.enterprises()
    return {"enterprises": enterprises.order_by("name"), "workshops": members.order_by("name")}


@require_http_methods(["GET", "HEAD", "POST"])
def new_term(request, slug):
    """Somebody takes an office."""
    alliance = _kept(request, slug)
    words = {"title": _("Who takes an office?"), "button": _("Enter the term")}

    def perform(form):
        return organs.appoint(alliance, by=request.user, **form.facts)

    return _term_page(request, alliance, words, perform, _("The term has been entered."))


@require_http_methods(["GET", "HEAD", "POST"])
def change_term(request, slug, pk):
    """Put a term right."""
    term = _term(request, slug, pk)
    words = {"title": _("Change a term"), "button": _("Keep the change")}

    def perform(form):
        return organs.change_term(term, by=request.user, **form.facts)

    return _term_page(request, term.alliance, words, perform, _("The term has been changed."), term)


def _term_page(request, alliance, words, perform, done, term=None):
    back, label = address_of(alliance)
    text = _(
        "Name one holder: a workshop, an enterprise, a person, or somebody from outside. There is one chair at a time."
    )
    form = TermForm(request.POST or None, term=term, **_choices(request.user, alliance))

    def show(form, status=200):
        return show_form(request, form, status=status, text=text, back=back, back_label=label, **words)

    if request.method != "POST":
        return show(form)
    return carry_out(request, form, perform, done=(back, done), show=show)


class TermStep(Step):
    def find(self, slug, pk):
        return _term(self.request, slug, pk)

    def may_open(self, term):
        return permissions.can_keep_alliance(self.user, term.alliance)

    def back(self):
        return address_of(self.record.alliance)

    def words(self):
        facts = [(self.record.get_organ_display(), self.record.holder_name)]
        return {**self.saying, "facts": facts}


class EndTerm(TermStep):
    """Earlier than planned; the term stays in the list."""

    form_class = EndTermForm

    def fits(self, term):
        return term.is_current()

    def perform(self, form):
        return organs.end_term(self.record, by=self.user, **form.facts)

    def done(self, _result):
        return _("The last day has been entered.")

    @property
    def saying(self):
        return {
            "title": _("End this term?"),
            "text": _("It stays in the list with its days."),
            "button": _("Enter the last day"),
            "too_late": _("Only a term that runs can be ended."),
        }


class CancelTerm(TermStep):
    """A term that has not begun."""

    form_class = StepForm

    def fits(self, term):
        return not term.is_current() and not term.has_ended

    def perform(self, _form):
        return organs.cancel_term(self.record, by=self.user)

    def done(self, _result):
        return _("The term has been taken back.")

    @property
    def saying(self):
        return {
            "title": _("Take this term back?"),
            "text": _("It has not begun. Nobody is named for this time then."),
            "button": _("Take it back"),
            "too_late": _("This term has begun. Please give it a last day instead."),
            "danger": True,
        }


@require_http_methods(["GET", "HEAD", "POST"])
def new_charter(request, slug):
    """Add the next version of the charter; those before it stay."""
    alliance = _kept(request, slug)
    form = CharterForm(request.POST or None, request.FILES or None)
    back, label = address_of(alliance)
    words = {
        "title": _("Add a version of the charter"),
        "text": _("Versions before it stay readable and are never changed."),
        "button": _("Add the version"),
        "has_file": True,
    }

    def show(form, status=200):
        return show_form(request, form, status=status, back=back, back_label=label, **words)

    if request.method != "POST":
        return show(form)
    done = (back, _("The new version of the charter is there."))
    return carry_out(request, form, lambda form: charters.add_charter(alliance, by=request.user, **form.facts),
                     done=done, show=show)  # fmt: skip


@login_not_required
@require_safe
def charter(request, slug, number):
    """The file of a version, as a download."""
    shown = get_object_or_404(Charter.objects.visible_to(request.user), alliance__slug=slug, number=number)
    return hand_out(shown.file, shown.file_name)
