"""Mentoring on the phone of mentor and apprentices: sign, note a month, see the stages, ask for a change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.files import send
from alliance_portal.moments import full_day
from alliance_portal.periods import month_and_year, month_of
from workshops.views.acting import carry_out, show_form

from .. import permissions, services
from ..forms import steps as forms
from ..guests import name_for
from ..models import GuidanceRecord, Mentorship, MentorshipRequest
from .desk import shown
from .steps import MentorshipStep

PAGE_SIZE = 20
PHOTOS = {"small": "thumbnail", "large": "image"}
LAYOUT = "worker.html"


def own(user, pk):
    """The agreement of this mentor or apprentice; to everybody else it is not there."""
    return get_object_or_404(Mentorship.objects.visible_to(user).of(user).for_list(), pk=pk)


@require_safe
def my_mentorships(request):
    """One's own agreements, as mentor and as apprentice, what waits for a signature first."""
    rows = Mentorship.objects.visible_to(request.user).of(request.user).for_list()
    rows = rows.exclude(status__in=Mentorship.UNSEEN).order_by("-starts_on", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for one in page:
        one.waits = permissions.can_sign(request.user, one)
    return render(request, "training/mentorships/mine.html", {"page_obj": page})


@require_safe
def my_mentorship(request, pk):
    mentorship = own(request.user, pk)
    month = month_of(timezone.localdate())
    context = shown(request.user, mentorship)
    noted = [one for one in context["records"] if one.month == month and one.person.user_id == request.user.pk]
    context |= {
        "may_sign": permissions.can_sign(request.user, mentorship),
        "may_send_back": permissions.can_send_back(request.user, mentorship),
        "may_record": permissions.can_record(request.user, mentorship),
        "may_ask": bool(_kinds(request.user, mentorship)),
        "month": month,
        "noted": noted[0] if noted else None,
        "asked": mentorship.requests.open().filter(asked_by=request.user),
    }
    return render(request, "training/mentorships/my_one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request, pk):
    """Note this month: one tap, or with words and a photo."""
    mentorship = own(request.user, pk)
    address = reverse("training:my-mentorship", args=[pk])
    if not permissions.can_record(request.user, mentorship):
        if request.method == "POST":
            messages.warning(request, _("Months are noted while the agreement is in force."))
            return redirect(address)
        raise PermissionDenied
    words = {
        "title": _("What you did this month"), "button": _("Note it"), "back": address, "back_label": str(mentorship),
        "text": _("Words and a photo are for you two and for those who keep the agreement. Neither is needed."),
        "has_file": True, "layout": LAYOUT,
    }  # fmt: skip

    def perform(form):
        return services.note_month(mentorship, by=request.user, **form.facts)

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    noted = mentorship.records.filter(person__user=request.user, month=month_of(timezone.localdate())).first()
    if request.method != "POST":
        return show(forms.RecordForm(initial={"seen": noted and noted.updated_at}))
    form = forms.RecordForm(request.POST, request.FILES)
    return carry_out(request, form, perform, done=(address, _("Noted.")), show=show)


@require_safe
def photo(request, code, size):
    found = get_object_or_404(GuidanceRecord.objects.visible_to(request.user), code=code)
    if size not in PHOTOS or not found.image:
        raise Http404
    return send(getattr(found, PHOTOS[size]), **{"Cache-Control": "private, no-store"})


class MyStep(MentorshipStep):
    business = staticmethod(permissions.is_concerned)

    def find(self, pk):
        return own(self.user, pk)

    def back(self):
        return reverse("training:my-mentorship", args=[self.record.pk]), str(self.record)

    def words(self):
        return {**super().words(), "layout": LAYOUT}


class Sign(MyStep):
    """The words that are agreed on stand on the page; what was changed meanwhile is read again before it is signed."""

    may = staticmethod(permissions.can_sign)
    service = staticmethod(services.sign)

    def saying(self):
        agreed = self.record
        taught = [name_for(self.user, one) for one in agreed.apprenticeships.all()]
        return {
            "title": _("Sign the agreement"),
            "text": _("By signing you agree to teach, or to learn, as it stands here."),
            "facts": [
                (_("Mentor"), agreed.mentor.name),
                (pgettext("people", "Apprentices"), str(_(", ")).join(taught)),
                (_("Trade"), agreed.trade),
                (_("Term"), f"{full_day(agreed.starts_on)} — {full_day(agreed.ends_on)}"),
                (_("Goals"), agreed.goals),
                (_("Skill grade aimed at"), agreed.get_target_grade_display() or "—"),
            ],
            "button": _("I sign"),
            "done": _("Signed."),
        }


class SendBack(MyStep):
    form_class = forms.ReasonForm
    may = staticmethod(permissions.can_send_back)
    service = staticmethod(services.send_back)

    def saying(self):
        return {
            "title": _("Ask for other words"),
            "text": _("Nobody has to sign what is not right. The officer reads what you write and changes the draft."),
            "button": _("Send it back"),
            "done": _("Sent back with your words."),
        }

    def address(self, result):
        return reverse("training:my-mentorships")


class ClearMonth(MyStep):
    """`record` is a month; whoever noted it takes words and photo away again, long after it is over too."""

    form_class = forms.ClearForm
    service = staticmethod(services.clear_month)

    def find(self, pk, code):
        agreement = own(self.user, pk)
        noted = GuidanceRecord.objects.visible_to(self.user).select_related("person")
        found = get_object_or_404(noted, mentorship=agreement, code=code)
        found.mentorship = agreement
        return found

    def may_open(self, record):
        return record.person.user_id == self.user.pk

    def fits(self, record):
        return bool(record.words or record.image)

    def back(self):
        return reverse("training:my-mentorship", args=[self.record.mentorship_id]), str(self.record.mentorship)

    def saying(self):
        return {
            "title": _("Remove words or photo"),
            "text": _("What you choose is deleted for good. That there was guidance in this month stays noted."),
            "facts": [(_("Month"), month_and_year(self.record.month)), (_("What you did"), self.record.words or "—")],
            "button": _("Remove words or photo"),
            "done": _("Removed."),
            "danger": True,
            "too_late": _("Neither words nor a photo are there any more."),
        }


def _kinds(user, mentorship):
    return [kind for kind in MentorshipRequest.Kind.values if permissions.can_ask(user, mentorship, kind)]


class Ask(MyStep):
    form_class = forms.AskForm
    service = staticmethod(services.ask)

    def fits(self, mentorship):
        return bool(_kinds(self.user, mentorship))

    def get(self, request, **kwargs):
        return self.show(self._form(), 200)

    def post(self, request, **kwargs):
        facts = {"done": lambda result: (self.address(result), self.done(result)), "show": self.show_again}
        return carry_out(request, self._form(request.POST), self.perform, **facts)

    def _form(self, data=None):
        form = forms.AskForm(data, record=self.record)
        form.offer(_kinds(self.user, self.record))
        return form

    def saying(self):
        return {
            "title": _("Ask for a change"),
            "text": _("Your union officer answers. Until then the agreement goes on as it is."),
            "button": _("Ask"),
            "done": _("Asked. You are told what is decided."),
        }
