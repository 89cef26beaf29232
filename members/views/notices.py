"""The bell: what one has been told, how one wants to be told, and the links of the letters."""

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import notifications
from ..forms.notices import MailboxForm, WaysForm
from ..models import Notice

PAGE_SIZE = 20


@require_safe
def notices(request):
    """What one has been told, the newest first; `?unread=1` leaves out what has been read."""
    own = Notice.objects.visible_to(request.user)
    unread_only = request.GET.get("unread") == "1"
    page = Paginator(own.unread() if unread_only else own, PAGE_SIZE).get_page(request.GET.get("page"))
    for notice in page.object_list:
        notice.words = notifications.words(notice)
    context = {"page_obj": page, "unread_only": unread_only, "now": timezone.now(), "layout": _layout(request)}
    return render(request, "members/notices.html", context)


def _layout(request):
    return "worker.html" if request.user.person_or_none else "workbench.html"


@require_POST
def open_notice(request, pk):
    """Note that it has been read, and lead to its page in the reader's language."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notifications.mark_read(notice)
    language = get_language()
    with translation.override(settings.LANGUAGE_CODE):
        return redirect(translate_url(notice.path, language))


@require_POST
def read_all(request):
    """Note that all has been read that the page showed."""
    notifications.mark_all_read(request.user, until=_moment(request.POST.get("until", "")) or timezone.now())
    return redirect("members:notices")


def _moment(text):
    """An aware moment, None for what is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request):
    """How each topic is told."""
    chosen = notifications.settings_of(request.user)
    form = WaysForm(request.POST or None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        notifications.choose_ways(request.user, **form.chosen)
        messages.success(request, _("Noted."))
        return redirect("members:notice_settings")
    context = {"form": form, "chosen": chosen, "layout": _layout(request)}
    return render(request, "members/notice_settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def mailbox(request):
    """To which mailbox notices go. Asks for the password first: whoever reads the letters reads the answers."""
    chosen = notifications.settings_of(request.user)
    form = MailboxForm(request.POST or None, initial={"email": chosen.email})
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="mailbox", user=request.user):
            return _ask_for_mailbox(request, form.cleaned_data["email"])
        form.add_error("email", _("That is too many letters for now. Please try again in an hour."))
    context = {"form": form, "chosen": chosen, "layout": _layout(request)}
    return render(request, "members/mailbox.html", context)


def _ask_for_mailbox(request, email):
    chosen = notifications.ask_for_mailbox(request.user, email)
    if not email:
        messages.success(request, _("No e-mail will be sent any more."))
    elif not chosen.confirmed_at:
        messages.success(request, _("We have sent a letter to %(email)s. Please follow its link.") % {"email": email})
    return redirect("members:notice_settings")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_confirmed(request, token):
    """Behind the link of the letter that asks to confirm a mailbox; programs that follow links change nothing."""
    return _by_letter(request, "members/mailbox_confirm.html", notifications.confirm_mailbox, token)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stopped(request, token):
    """Behind the last link of every letter: no more mail."""
    return _by_letter(request, "members/mail_stop.html", notifications.stop_mail, token)


def _by_letter(request, template, perform, token):
    asked = request.method == "POST"
    chosen = perform(token) if asked else None
    status = 200 if chosen or not asked else 410
    return render(request, template, {"asked": asked, "chosen": chosen}, status=status)
