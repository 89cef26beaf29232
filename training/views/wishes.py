"""Topics asked for (点题): everybody of an enterprise asks and joins in, whoever holds sessions answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.workflow import WorkflowError
from workshops.models import Workshop
from workshops.views.steps import Step

from .. import services
from ..filters import WishFilter
from ..forms.sessions import CloseWishForm, WishForm
from ..models import TopicWish
from ..permissions import sessions as permissions

PAGE_SIZE = 20
CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request):
    """What is asked for in one's enterprise, and the line in which to ask."""
    person = request.user.person_or_none
    may_ask = permissions.can_ask_for_topics(request.user)
    if request.method != "POST":
        return _show(request, person, WishForm(user=request.user) if may_ask else None)
    if not may_ask:
        raise PermissionDenied
    form = WishForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, person, form)
    if similar := _similar(request.user, person, form):
        return _show(request, person, _surely(form), similar=similar)
    try:
        services.wishes.ask(by=request.user, text=form.cleaned_data["text"], speciality=form.cleaned_data["speciality"])
    except WorkflowError as refusal:
        form.add_error("text", refusal.message)
        return _show(request, person, form, status=CONFLICT)
    messages.success(
        request, _("Asked. Colleagues can join in now, and you are told as soon as a session is announced.")
    )
    return redirect("training:wishes")


def _similar(user, person, form):
    """What is asked for already and says nearly the same, unless the person has seen it."""
    if form.cleaned_data["sure"]:
        return []
    rows = TopicWish.objects.visible_to(user).filter(enterprise=person.enterprise_id)
    return rows.with_voices().with_own_voice(person).similar_to(form.cleaned_data["text"])[:3]


def _surely(form):
    """The same form, which is taken as it is when it comes again."""
    form.data = form.data.copy()
    form.data["sure"] = "on"
    return form


def _show(request, person, form, *, similar=(), status=200):
    rows = TopicWish.objects.visible_to(request.user).with_voices().with_own_voice(person).for_list()
    page = Paginator(rows.order_by("-asked_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "form": form, "similar": similar, "layout": _layout(person)}
    return render(request, "training/wishes/list.html", context, status=status)


def _layout(person):
    return "worker.html" if person else "workbench.html"


def _found(user, pk):
    return get_object_or_404(TopicWish.objects.visible_to(user).select_related("enterprise"), pk=pk)


@require_POST
def voice(request, pk):
    """“Me too”, or with `leave` not any more."""
    wish = _found(request.user, pk)
    if not permissions.can_ask_for_topics(request.user):
        raise PermissionDenied
    try:
        if "leave" in request.POST:
            services.wishes.leave(wish, by=request.user)
        else:
            services.wishes.join(wish, by=request.user)
            messages.success(request, _("Counted. You are told as soon as a session is announced."))
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect("training:wishes")


@require_safe
def desk(request):
    """What is asked for, those with most voices first, to make sessions of it."""
    if not permissions.can_write(request.user):
        raise PermissionDenied
    led = Workshop.objects.visible_to(request.user).led_by(request.user)
    rows = TopicWish.objects.visible_to(request.user).at_desk(request.user, led)
    listed = WishFilter(request.GET, queryset=rows.with_voices(), request=request)
    context = {
        "filter": listed,
        "page_obj": Paginator(listed.in_order.for_list(), PAGE_SIZE).get_page(request.GET.get("page")),
        "is_search": any(request.GET.get(name) for name in listed.form.fields),
    }
    return render(request, "training/wishes/desk.html", context)


class Close(Step):
    """No session is made of it; all who asked read why."""

    form_class = CloseWishForm

    def find(self, pk):
        return _found(self.user, pk)

    def may_open(self, wish):
        return permissions.can_decide_wish(self.user, wish)

    def fits(self, wish):
        return wish.status == TopicWish.Status.OPEN

    def perform(self, form):
        return services.wishes.close(self.record, by=self.user, **form.facts)

    def back(self):
        return reverse("training:desk-wishes"), _("Topics asked for")

    def words(self):
        return {
            "title": _("Make no session of it?"),
            "text": _("“%(wish)s” is closed, and all who asked read why.") % {"wish": self.record.text},
            "button": _("Close it"),
            "too_late": _("This is answered already."),
        }

    def done(self, _result):
        return _("Closed. All who asked are told.")
