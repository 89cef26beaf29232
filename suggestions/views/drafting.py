"""What the pages of the form have in common: a draft is opened, kept, or sent, and nothing gets lost on the way."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from .. import guests, permissions, services, story
from ..forms.worker import LaterPhotosForm
from ..models import Draft, DraftPhoto
from ..services.drafts import MOST_PHOTOS, DraftChangedError, sent_from

KEEP = "keep"
COUNTS = {str(number) for number in range(1, MOST_PHOTOS + 1)}


def opened(request, form_class):
    """The form as it is first shown: empty, or with the draft that the address names."""
    named = request.GET.get("draft")
    if not named:
        return form_class()
    key = as_uuid(named)
    if key is None:
        raise Http404
    return form_class(draft=get_object_or_404(Draft.objects.visible_to(guests.writer_of(request)), key=key))


def received(request, form_class, *, door=""):
    """The form as it came in, beside the draft it belongs to; photos that were ticked are out."""
    writer, data = guests.writer_of(request), request.POST.copy()
    key = as_uuid(data.get("key")) or uuid.uuid4()
    data["key"] = str(key)
    services.take_over(by=writer, key=key)
    take_out(writer, data["key"], data.getlist("take_out"))
    form = form_class(data, request.FILES, draft=draft_of(writer, key))
    if not guests.may_upload(request, len(request.FILES.getlist("photos")), door=door):
        form.fields["photos"].refusal = limit_reached()
    return form


def kept(request, form, *, poster=None):
    """Keep what the form holds, as unfinished as it is; the draft, or None when the form has to be shown again."""
    writer = guests.writer_of(request)
    form.is_valid()
    form.forget_errors(but="photos")
    if earlier := sent_from(by=writer, key=form.key, poster=poster):
        _offer_as_another(form, earlier)
    save_photos(request, form, poster=poster)
    try:
        saved = services.save_draft(by=writer, key=form.key, sheet=form.sheet, poster=poster)
    except DraftChangedError as changed:
        form.show_both(changed)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
    return None if form.errors else saved


def to_draft(request, draft):
    """Back to what was kept, with words that say how long and for whom."""
    if request.user.is_authenticated:
        words = _("Kept: the words for 14 days, photos for 48 hours. You find it here on any phone you sign in with.")
    else:
        words = _("Kept: the words for 14 days, photos for 48 hours. You find it again with this phone, at any poster.")
    messages.success(request, words)
    return redirect(draft)


def sent(request, form, submit, *, poster=None):
    """Send what the form holds by `submit`; the suggestion, or None when the form has to be shown again."""
    if form.is_valid():
        try:
            suggestion = submit(**form.facts)
        except DraftChangedError as changed:
            form.show_both(changed)
        except WorkflowError as refusal:
            form.add_error(None, refusal.message)
        else:
            if not form.says_otherwise(suggestion):
                return suggestion
            _offer_as_another(form, suggestion)
    save_photos(request, form, poster=poster)
    return None


def _offer_as_another(form, suggestion):
    """Two pages with one form: the first was sent, and what the second says is no less worth."""
    form.show_again(key=str(uuid.uuid4()), version=0)
    words = _("This form was sent already, as %(number)s. What you have here is different: send it as another one.")
    form.add_error(None, words % {"number": suggestion.number})


def save_photos(request, form, *, poster=None):
    """Keep the good photos of a form that is shown again: a browser cannot bring them back."""
    writer = guests.writer_of(request)
    try:
        for picture in form.fields["photos"].readable:
            services.add_photo(by=writer, key=form.key, client_id=uuid.uuid4(), picture=picture, poster=poster)
    except WorkflowError as refusal:
        form.add_error("photos", refusal.message)
        form.photos_lost = True
    form.draft = draft_of(writer, form.key)


def held_back(request, page, *, without=None):
    """What the writer has begun and not sent, with the way to go on: at its poster, or on `page`."""
    found = Draft.objects.visible_to(guests.writer_of(request)).held_back()
    return [row_of(draft, page) for draft in found if draft != without]


def row_of(draft, page):
    """A draft as pages show it; the script finds its photos in it."""
    return {
        "draft": draft,
        "title": str(draft) or _("Photos without words"),
        "address": draft.address(page),
        "changed": story.moment_words(draft.updated_at),
        "photos": list(draft.photos.all()),
    }


def pending(request):
    """The end of an address that says how many photos the sender's phone still holds, as told by the script."""
    said = request.POST.get("pending", "")
    return f"?pending={said}" if said in COUNTS else ""


def still_to_come(request, suggestion, user):
    """For the proof: how many photos are on their way, and the form by which they can follow."""
    if not permissions.can_add_photos(user, suggestion):
        return {"pending": 0, "form": None}
    said = request.GET.get("pending", "")
    number = int(said) if said in COUNTS else 0
    return {"pending": number, "form": LaterPhotosForm()}


def limit_reached():
    return _("These are more photos than fit into a day. Your words can be sent; please add the photo tomorrow.")


def draft_of(writer, key):
    return Draft.objects.visible_to(writer).filter(key=key).first()


def take_out(writer, key, ids):
    """Take the photos of these ids out of the draft of this key; ids that name none are passed over."""
    key, ids = as_uuid(key), list(filter(None, map(as_uuid, ids)))
    if key and ids:
        for photo in DraftPhoto.objects.visible_to(writer).filter(draft__key=key, client_id__in=ids):
            services.remove_photo(photo, by=writer)


def as_uuid(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
