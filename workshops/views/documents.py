"""The workbench of shared documents: entering one, its words, its versions, publishing and withdrawing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from members.models import Speciality
from members.permissions import is_district_staff

from .. import permissions
from ..forms.documents import DocumentForm, PublishForm, VersionForm, WithdrawForm, words_of
from ..models import Document, Workshop
from ..services import documents as services

PAGE_SIZE = 24
CONFLICT = 409


@require_safe
def listing(request):
    """What comes from the workshops of whoever looks, in whatever state; `?status=` narrows it."""
    if not permissions.can_see_workbench(request.user):
        raise PermissionDenied
    ours = Document.objects.visible_to(request.user).of_workshops_of(request.user)
    chosen = request.GET.get("status")
    statuses = [(code, label, ours.filter(status=code).count()) for code, label in Document.Status.choices]
    rows = ours.filter(status=chosen) if chosen in Document.Status.values else ours
    page = Paginator(rows.for_list().newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "statuses": statuses,
        "status": chosen if chosen in Document.Status.values else "",
        "may_enter": permissions.can_enter_documents(request.user),
    }
    return render(request, "workshops/documents/listing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Its words first, so that none is lost beside a file; the files are the next step."""
    if not permissions.can_enter_documents(request.user):
        raise PermissionDenied
    form = _form(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data.pop("version")
        made = services.create(by=request.user, **data)
        messages.success(request, _("Noted as a draft. Now the file, please."))
        return redirect("workshops:document-version", made.code)
    return render(request, "workshops/documents/form.html", {"form": form, "document": None})


def _form(user, *args, **kwargs):
    specialities = Speciality.objects.visible_to(user).active().order_by("name")
    return DocumentForm(*args, workshops=_run_by(user), specialities=specialities, **kwargs)


def _run_by(user):
    """The workshops for which the user may enter something."""
    workshops = Workshop.objects.visible_to(user).select_related("enterprise").order_by("enterprise__name", "name")
    return workshops if is_district_staff(user) else workshops.kept_by(user)


class Keeping(View):
    """A page about one document for those who keep it; a step over an old page is shown again with the words."""

    http_method_names = ["get", "head", "post"]
    form_class, template_name = None, None

    def get(self, request, code):
        document = self._document(code)
        if refusal := self.unfit(document):
            messages.warning(request, refusal)
            return redirect(document)
        return self._show(document, self.form_for(document, initial={"version": document.version}))

    def post(self, request, code):
        document = self._document(code)
        form = self.form_for(document, request.POST, request.FILES)
        if not form.is_valid():
            return self._show(document, form)
        try:
            messages.success(request, self.perform(document, form.cleaned_data))
        except WorkflowError as refusal:
            return self._show_again(self._document(code), form, refusal.message)
        except Document.DoesNotExist:
            # A draft that somebody else has thrown away meanwhile.
            raise Http404 from None
        return redirect(self.afterwards(document))

    def unfit(self, document):
        """Why the step cannot be taken now, "" when it can."""
        return ""

    def form_for(self, document, *args, **kwargs):
        return self.form_class(*args, **kwargs)

    def afterwards(self, document):
        return document

    def _document(self, code):
        document = get_object_or_404(Document.objects.visible_to(self.request.user).for_list(), code=code)
        if not permissions.can_keep_document(self.request.user, document):
            raise PermissionDenied
        return document

    def _show_again(self, fresh, form, message):
        form.data = form.data.copy()
        form.data["version"] = fresh.version
        form.add_error(None, message)
        return self._show(fresh, form, status=CONFLICT)

    def _show(self, document, form, status=200):
        context = {"document": document, "form": form}
        return render(self.request, self.template_name, context, status=status)


def _already(document):
    return _("This is already “%(status)s”, so the step no longer fits.") % {"status": document.get_status_display()}


class Change(Keeping):
    template_name = "workshops/documents/form.html"

    def unfit(self, document):
        return _already(document) if document.status == Document.Status.WITHDRAWN else ""

    def form_for(self, document, *args, initial=None, **kwargs):
        return _form(self.request.user, *args, initial=words_of(document), **kwargs)

    def perform(self, document, data):
        """Workshops that others run stay with it, whoever changes the words."""
        others = document.workshops.exclude(pk__in=_run_by(self.request.user).values("pk"))
        data = {**data, "workshops": [*data["workshops"], *others]}
        services.change(document, by=self.request.user, **data)
        return _("Noted.")


class NewVersion(Keeping):
    form_class, template_name = VersionForm, "workshops/documents/version.html"

    def unfit(self, document):
        return _already(document) if document.status == Document.Status.WITHDRAWN else ""

    def perform(self, document, data):
        facts = {"attachments": data["files"], "changes": data["changes"]}
        version = services.add_version(document, by=self.request.user, **facts)
        return _("Version %(number)d has been uploaded.") % {"number": version.number}


class Publish(Keeping):
    form_class, template_name = PublishForm, "workshops/documents/publish.html"

    def unfit(self, document):
        if not document.is_draft:
            return _already(document)
        return "" if document.newest else _("Please upload a file first.")

    def perform(self, document, data):
        services.publish(document, by=self.request.user, version=data["version"])
        return _("Published. Those for whom it is meant can read it now.")


class Withdraw(Keeping):
    form_class, template_name = WithdrawForm, "workshops/documents/withdraw.html"

    def unfit(self, document):
        return "" if document.is_published else _already(document)

    def perform(self, document, data):
        services.withdraw(document, by=self.request.user, **data)
        return _("Withdrawn. Its address says why.")


class Discard(Keeping):
    form_class, template_name = PublishForm, "workshops/documents/discard.html"

    def unfit(self, document):
        return "" if document.is_draft else _already(document)

    def perform(self, document, data):
        services.discard(document, by=self.request.user, version=data["version"])
        return _("The draft has been thrown away.")

    def afterwards(self, document):
        return "workshops:documents"
