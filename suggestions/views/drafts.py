"""Drafts by themselves: photos arrive one by one, texts are saved on the way, and a draft is thrown away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.files import read_picture
from alliance_portal.workflow import WorkflowError

from .. import guests, permissions, services
from ..forms.worker import GuestForm, LaterPhotosForm
from ..guests import for_writers
from ..models import Draft, DraftPhoto
from ..services.drafts import DraftChangedError
from ..services.keys import SentAlreadyError
from . import drafting
from .moves import Move
from .photos import SIZES, send
from .worker import form_for

GONE, CONFLICT, UNREADABLE, TOO_MANY = 410, 409, 422, 429


@for_writers
@require_POST
def upload(request):
    """One photo of a form that is still being written. The same one again is answered as the first time."""
    writer, poster = _writer_and_poster(request)
    key, client_id = (drafting.as_uuid(request.POST.get(name)) for name in ("key", "id"))
    if not (key and client_id and "photo" in request.FILES):
        return HttpResponseBadRequest()
    services.take_over(by=writer, key=key)
    if known := DraftPhoto.objects.visible_to(writer).filter(draft__key=key, client_id=client_id).first():
        return _arrived(known)
    picture, refusal = _read(request, door=poster.code if poster else "")
    if refusal:
        return refusal
    facts = {"by": writer, "key": key, "client_id": client_id, "poster": poster, "place": _place(request)}
    return _stored(request, picture, facts)


def _stored(request, picture, facts):
    """Beside the draft; or beside the suggestion, when the form was sent while the photo was on its way."""
    try:
        return _arrived(services.add_photo(picture=picture, **facts))
    except SentAlreadyError as sent:
        return _followed(request, sent.suggestion, picture, facts["client_id"])
    except WorkflowError as refusal:
        return _refused(refusal.message, CONFLICT)


def _followed(request, suggestion, picture, client_id):
    try:
        photo = services.add_photo_later(suggestion, by=request.user, picture=picture, client_id=client_id)
    except WorkflowError as refusal:
        return _refused(refusal.message, CONFLICT)
    return _arrived(photo)


def _read(request, *, door):
    """(picture, None), or (None, the answer that says what is wrong)."""
    if not guests.may_upload(request, 1, door=door):
        return None, _refused(drafting.limit_reached(), TOO_MANY)
    try:
        return read_picture(request.FILES["photo"]), None
    except ValidationError as error:
        return None, _refused(error.messages[0], UNREADABLE)


def _place(request):
    said = request.POST.get("place", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else 0


def _writer_and_poster(request):
    """Whoever may send from here may keep a draft: from an account, or from a poster that hangs."""
    poster = guests.door_of(request.POST.get("poster", ""))
    if not (permissions.can_submit(request.user) or (poster and not request.user.is_authenticated)):
        raise PermissionDenied
    return guests.writer_of(request), poster


def _arrived(photo):
    return JsonResponse({"id": str(photo.client_id), "small": photo.small})


def _refused(message, status):
    return JsonResponse({"message": message}, status=status)


@for_writers
@require_POST
def save(request):
    """The texts of a form whose photos are here already, while it is being written."""
    writer, poster = _writer_and_poster(request)
    form = drafting.received(request, form_for(request.user) if writer.user else GuestForm)
    form.is_valid()
    try:
        draft = services.save_draft(by=writer, key=form.key, sheet=form.sheet, poster=poster)
    except SentAlreadyError as sent:
        return _refused(sent.message, GONE)
    except DraftChangedError as changed:
        return _refused(changed.message, CONFLICT)
    except WorkflowError as refusal:
        return _refused(refusal.message, UNREADABLE)
    return JsonResponse({"version": draft.version})


@for_writers
@require_safe
def photo(request, pk, size):
    """A photo of a draft, for its owner alone."""
    if size not in SIZES:
        raise Http404
    shown = get_object_or_404(DraftPhoto.objects.visible_to(guests.writer_of(request)), pk=pk)
    return send(getattr(shown, SIZES[size]), **{"Cache-Control": "private, no-store"})


@for_writers
@require_POST
def remove(request):
    """Take a photo out of a draft, whether or not it had arrived."""
    drafting.take_out(guests.writer_of(request), request.POST.get("key"), [request.POST.get("id")])
    return JsonResponse({})


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, key):
    """Asks first; then the texts and photos are gone. The next page tells the phone to forget them as well."""
    writer = guests.writer_of(request)
    draft = get_object_or_404(Draft.objects.visible_to(writer).select_related("poster"), key=key)
    page = draft.address(reverse("suggestions:new")).partition("?")[0]
    if request.method != "POST":
        return render(request, "suggestions/draft_discard.html", drafting.row_of(draft, page))
    services.discard(draft, by=writer)
    messages.success(request, _("It is thrown away. Here is an empty page."))
    return redirect(f"{page}?gone={draft.key}")


class LaterPhotos(Move):
    """Photos that did not get through with the words: by the script one by one, or by the form."""

    form_class, template_name = LaterPhotosForm, "suggestions/later_photos.html"
    may = staticmethod(permissions.can_add_photos)

    def post(self, request, number):
        if request.headers.get("Accept") == "application/json":
            return self._one(request, self._mine(request.user, number))
        count = len(request.FILES.getlist("photos"))
        if not guests.may_upload(request, count, door=number):
            messages.warning(request, drafting.limit_reached())
            return redirect("suggestions:later-photos", number)
        return super().post(request, number)

    def _one(self, request, suggestion):
        client_id = drafting.as_uuid(request.POST.get("id"))
        if not (client_id and "photo" in request.FILES):
            return HttpResponseBadRequest()
        picture, refusal = _read(request, door=suggestion.number)
        return refusal or _followed(request, suggestion, picture, client_id)

    def perform(self, suggestion, data):
        for picture in data["photos"]:
            services.add_photo_later(suggestion, by=self.request.user, picture=picture)
        return _("Thank you. The photos are with it now.")

    @staticmethod
    def too_late(suggestion):
        return _("Photos can follow for a day, until somebody answers, and four at most.")
