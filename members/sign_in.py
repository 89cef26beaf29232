"""The pages of allauth that this portal has, with the portal's own `site` in their templates."""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.views.generic import TemplateView


class OurSite:
    """allauth calls the host `site`; in our templates the word means what the portal calls itself."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.pop("site", None)
        return context


def page(view):
    return type(view.__name__, (OurSite, view), {}).as_view()


login = page(views.LoginView)
logout = page(views.LogoutView)
inactive = page(views.AccountInactiveView)
signup = page(views.SignupView)
reauthenticate = page(views.ReauthenticateView)
change_password = page(views.PasswordChangeView)
set_password = page(views.PasswordSetView)
choose_password = page(views.PasswordResetFromKeyView)
password_chosen = page(views.PasswordResetFromKeyDoneView)
# There is no reset by e-mail: hardly anybody here has given an address.
forgotten_password = login_not_required(TemplateView.as_view(template_name="account/password_reset.html"))
