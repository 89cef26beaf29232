"""A page that asks before something is done."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views import View

from .acting import WORKBENCH, carry_out


class Step(View):
    """A page that says what will happen, and the POST that does it.

    `find` gets the record, which is 404 where it is not visible; `may_open` says whose business it is, `fits` whether
    it can be done now. What does not fit is told in words, with everything that was typed.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "workshops/step.html"
    form_class = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.user = request.user

    def dispatch(self, request, *args, **kwargs):
        if request.method.lower() in self.http_method_names:
            self.record = self.find(**kwargs)
            if not self.may_open(self.record):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        return self.show(self.form_class(record=self.record), 200)

    def post(self, request, **kwargs):
        form = self.form_class(*self.sent(), record=self.record)
        facts = {"done": lambda result: (self.address(result), self.done(result)), "show": self.show_again}
        return carry_out(request, form, self.perform, **facts)

    def sent(self):
        """What the form is made of; with the files where one is asked for."""
        return (self.request.POST,)

    def show_again(self, form, status):
        """With the record as it is now."""
        self.record = self.find(**self.kwargs)
        return self.show(form, status)

    def show(self, form, status):
        fits = self.fits(self.record)
        context = {"record": self.record, "form": form if fits else None, "fits": fits, "refusals": _refusals(form)}
        context |= {"layout": WORKBENCH, "back": self.back(), "danger": False, "facts": (), **self.words()}
        return render(self.request, self.template_name, context, status=status)

    def address(self, result):
        """Where it goes on from there."""
        return self.back()[0]

    def fits(self, record):
        return True


def _refusals(form):
    """What was said against it, for a page that no longer shows the form."""
    return form.non_field_errors() if form.is_bound else []
