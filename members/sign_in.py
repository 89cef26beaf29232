"""The pages of allauth that this portal has, with the portal's own `site` in their templates."""

from allauth.account import views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.views.generic import TemplateView


class OurSite:
    """allauth calls the host `site`; in our templates the word means what the portal calls itself."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.pop("site", None)
        return context


class LogoutView(views.LogoutView):
    """Whoever comes next to this browser does not find what was begun here, with or without an account."""

    def post(self, *args, **kwargs):
        response = super().post(*args, **kwargs)
        response.delete_cookie(settings.GUEST_COOKIE_NAME)
        # Words and photos that wait on the phone go also when the tap came before the scripts.
        response.headers["Clear-Site-Data"] = '"storage"'
        return response


def page(view):
    return type(view.__name__, (OurSite, view), {}).as_view()


login = page(views.LoginView)
logout = page(LogoutView)
inactive = page(views.AccountInactiveView)
signup = page(views.SignupView)
reauthenticate = page(views.ReauthenticateView)
change_password = page(views.PasswordChangeView)
set_password = page(views.PasswordSetView)
choose_password = page(views.PasswordResetFromKeyView)
password_chosen = page(views.PasswordResetFromKeyDoneView)
# There is no reset by e-mail: hardly anybody here has given an address.
forgotten_password = login_not_required(TemplateView.as_view(template_name="account/password_reset.html"))
