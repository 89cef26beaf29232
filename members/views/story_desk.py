"""Stories of people at the workbench: written by officers and staff, given to the person, published as agreed."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import permissions, services
from ..filters import StoryFilter
from ..forms.stories import NewStoryForm, StoryForm, StoryReasonForm
from ..models import Enterprise, Story
from .my_story import keep_words
from .steps import carry_out, press

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 30
Status = Story.Status


def _check(user):
    if not permissions.can_keep_stories(user):
        raise PermissionDenied


def _kept(request):
    return Story.objects.visible_to(request.user).kept_by(request.user).for_pages()


def _story(request, code):
    """The story, for those who keep it; one's own is on a page of one's own."""
    _check(request.user)
    story = get_object_or_404(_kept(request), code=code)
    if not permissions.can_keep_story(request.user, story):
        raise PermissionDenied
    return story


@require_safe
def desk(request):
    """Every story of the enterprises somebody keeps them for; filters and page are in the address."""
    _check(request.user)
    rows = _kept(request).exclude(person__user=request.user).order_by("-updated_at", "-pk")
    found = StoryFilter(request.GET, queryset=rows, request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "members/stories/desk.html", {"filter": found, "page_obj": page})


@require_safe
def story(request, code):
    """One of them: its words as everybody would read them, its history, and what may be done now."""
    shown = _story(request, code)
    context = {
        "story": shown,
        "may_read": permissions.can_read_story(request.user, shown),
        "may_write": shown.status == Status.DRAFT and permissions.can_write_story(request.user, shown),
        "history": shown.events.select_related("actor__person").order_by("-pk"),
    }
    return render(request, "members/stories/desk_story.html", context)


@require_http_methods(METHODS)
def new(request):
    """Begin the story of somebody; nobody reads it but those who keep it, until the person has it to read."""
    _check(request.user)
    enterprises = Enterprise.objects.visible_to(request.user).active().with_role(request.user, "officer")
    people = enterprises.people().in_service().exclude(user=request.user)
    form = NewStoryForm(*((request.POST, request.FILES) if request.method == "POST" else ()), people=people)

    def perform(form):
        return keep_words(form, None, form.cleaned_data["person"], by=request.user)

    words = {"title": _("Write a story"), "button": _("Keep the draft")}
    return _page(request, form, perform, done=lambda made: (_address(made), _("Kept.")), has_file=True, **words)


@require_http_methods(METHODS)
def write(request, code):
    """Other words or another photo, while it is a draft of the office."""
    shown = _story(request, code)
    if not permissions.can_write_story(request.user, shown):
        raise PermissionDenied
    form = StoryForm(*((request.POST, request.FILES) if request.method == "POST" else ()), story=shown)

    def perform(form):
        return keep_words(form, shown, None, by=request.user)

    words = {"title": _("Write on the story"), "button": _("Keep the draft")}
    return _page(request, form, perform, story=shown, done=(_address(shown), _("Kept.")), has_file=True, **words)


@require_POST
def offer(request, code):
    shown = _story(request, code)
    if not permissions.can_write_story(request.user, shown):
        raise PermissionDenied
    done = _("The person has it to read now, and has been told.")
    return press(request, lambda: services.stories.offer(shown, by=request.user), done=done, back=_address(shown))


@require_POST
def publish(request, code):
    shown = _story(request, code)
    act = services.stories.publish
    return press(request, lambda: act(shown, by=request.user), done=_("It is public now."), back=_address(shown))


@require_http_methods(METHODS)
def send_back(request, code):
    """To be written on; what is public is on no page from then on."""
    text = _("It goes off all pages and is written on. Only when the person agrees anew is it shown again.")
    words = {"title": _("Give it back to be changed"), "button": _("Give it back"), "done": _("Given back.")}
    return _with_reason(request, code, services.stories.send_back, text=text, **words)


@require_http_methods(METHODS)
def take_down(request, code):
    """Off all pages for good, unless the person brings it back."""
    text = _(
        "It goes off all pages at once. Its words are erased after thirty days; until then only the person has them."
    )
    words = {"title": _("Take the story off all pages?"), "button": _("Take it off"), "done": _("Taken off.")}
    return _with_reason(request, code, services.stories.take_down, text=text, danger=True, **words)


def _with_reason(request, code, act, *, done, **words):
    shown = _story(request, code)
    if not permissions.can_read_story(request.user, shown):
        raise PermissionDenied
    form = StoryReasonForm(request.POST if request.method == "POST" else None, initial={"version": shown.version})

    def perform(form):
        act(shown, by=request.user, **form.cleaned_data)

    return _page(request, form, perform, story=shown, done=(_address(shown), done), **words)


def _address(story):
    return reverse("members:story-desk", args=[story.code])


def _page(request, form, perform, *, done, story=None, **words):
    back = _address(story) if story else reverse("members:stories-desk")
    label = story.person.name if story else _("Stories of people")
    context = {"back": back, "back_label": label, "layout": "workbench.html", **words}

    def show(form, status=200):
        return render(request, "members/stories/form.html", {"form": form, **context}, status=status)

    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)
