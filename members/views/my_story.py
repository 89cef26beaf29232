"""The story told of oneself: read it, agree to it, ask for a change, and take it back by one tap."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import services
from ..forms.stories import AgreeForm, ChangeForm, StoryForm
from ..models import Story
from .steps import carry_out, press

METHODS = ["GET", "HEAD", "POST"]
HERE = "members:my-story"
Status = Story.Status


def _mine(request):
    """The newest story of oneself whose words are there, or None."""
    if request.user.person_or_none is None:
        raise PermissionDenied
    own = Story.objects.visible_to(request.user).of_user(request.user)
    return own.filter(erased_at=None).for_pages().first()


def _mine_or_404(request):
    story = _mine(request)
    if story is None:
        raise Http404
    return story


@never_cache
@require_safe
def mine(request):
    """Where my story stands, its words, and what I can do about it now."""
    story = _mine(request)
    return _show(request, story, AgreeForm(story=story) if story else None)


def _show(request, story, form, status=200):
    context = {
        "story": story,
        "form": form,
        "may_write": story is None or story.status == Status.WITHDRAWN,
        "may_agree": story is not None and _may_agree(story),
        "may_show": story is not None and story.status in (Status.PUBLISHED, Status.HANDED_IN),
        "last_note": _last_note(story) if story else "",
    }
    return render(request, "members/stories/mine.html", context, status=status)


def _may_agree(story):
    return story.status == Status.OFFERED or (story.is_own and story.status == Status.DRAFT)


def _last_note(story):
    """Why it was sent back or taken down, while nothing came after it."""
    last = story.events.exclude(verb__in=["photo", "changed"]).order_by("-pk").first()
    return last.note if last and last.verb in ("sent_back", "reopened", "taken_down") else ""


@never_cache
@require_POST
def agree(request):
    """Yes to the words; name and photo as ticked."""
    story = _mine_or_404(request)
    form = AgreeForm(request.POST, story=story)

    def perform(form):
        version = form.cleaned_data["version"]
        return services.stories.agree(story, by=request.user, version=version, **form.facts)

    def done(moved):
        public = moved.status == Status.PUBLISHED
        return reverse(HERE), _("Thank you. Your story is public now.") if public else _(
            "Thank you. Your union officer looks at it and publishes it."
        )

    return carry_out(request, form, perform, done=done, show=lambda form, status: _show(request, story, form, status))


@never_cache
@require_POST
def show(request):
    """What stands beside the story: each button says one thing."""
    story = _mine_or_404(request)
    wanted = {"name": story.is_named, "photo": story.is_pictured}
    what, _sep, answer = request.POST.get("show", "").partition(":")
    if what not in wanted:
        raise Http404
    wanted[what] = answer == "yes"
    done = _("It is shown now.") if wanted[what] else _("It is no longer shown.")
    return press(request, lambda: services.stories.show(story, by=request.user, **wanted), done=done, back=HERE)


@never_cache
@require_POST
def withdraw(request):
    """One tap, in whatever state it is."""
    story = _mine_or_404(request)
    done = _("Taken back. Your story is gone from every page.")
    return press(request, lambda: services.stories.withdraw(story, by=request.user), done=done, back=HERE)


@never_cache
@require_POST
def bring_back(request):
    """Think again, before the words are erased."""
    story = _mine_or_404(request)
    done = _("It is here again. Nobody else reads it until you agree.")
    return press(request, lambda: services.stories.bring_back(story, by=request.user), done=done, back=HERE)


@never_cache
@require_http_methods(METHODS)
def change(request):
    """Say what should be different; meanwhile nobody reads it."""
    story = _mine_or_404(request)
    if story.status not in (Status.OFFERED, Status.PUBLISHED, Status.HANDED_IN):
        return redirect(HERE)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial={"version": story.version})

    def perform(form):
        facts = {"note": form.cleaned_data["note"], "version": form.cleaned_data["version"]}
        services.stories.ask_for_change(story, by=request.user, **facts)

    words = {"title": _("Ask for a change"), "button": _("Ask for the change")}
    text = _("Whoever wrote it changes it and gives it to you again. Until you agree, it is on no page.")
    if story.is_own:
        text = _("You can write on it again. Until you agree anew, it is on no page.")
    return _form_page(request, form, perform, done=_("Noted. It is on no page now."), text=text, **words)


@never_cache
@require_http_methods(METHODS)
def write(request):
    """Tell one's own story, or write on it."""
    story = _mine(request)
    draft = story if story and story.status != Status.WITHDRAWN else None
    if draft and not (draft.is_own and draft.status == Status.DRAFT):
        return redirect(HERE)
    form = StoryForm(*((request.POST, request.FILES) if request.method == "POST" else ()), story=draft)

    def perform(form):
        keep_words(form, draft, request.user.person_or_none, by=request.user)

    words = {"title": _("Tell my story"), "button": _("Keep it and read it through"), "has_file": True}
    text = _("Nobody reads it until you have read it through and agreed.")
    return _form_page(request, form, perform, done=_("Kept. Please read it through."), text=text, **words)


def keep_words(form, draft, person, *, by):
    """The draft with the words and the photo of the form, begun if there is none; return it."""
    if draft is None:
        draft = services.stories.begin(person, by=by, **form.words)
    else:
        draft = services.stories.change(draft, by=by, version=form.cleaned_data["version"], **form.words)
    if form.changes_photo:
        draft = services.stories.change_photo(draft, form.cleaned_data["photo"], by=by)
    return draft


def _form_page(request, form, perform, *, done, **words):
    context = {"back": reverse(HERE), "back_label": _("My story"), "layout": "worker.html", **words}

    def show(form, status=200):
        return render(request, "members/stories/form.html", {"form": form, **context}, status=status)

    return carry_out(request, form, perform, done=(reverse(HERE), done), show=show) if form.is_bound else show(form)
