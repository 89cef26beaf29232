"""The pages of allauth that this portal has, with the portal's own `site` in their templates."""

from allauth.account import views
from django.conf import settings

from alliance_portal import audit

from .services import sessions


class OurSite:
    """allauth calls the host `site`; in our templates the word means what the portal calls itself."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.pop("site", None)
        return context


class OwnPassword:
    """Other browsers are signed out by a new password; this one goes on, under a new key."""

    def form_valid(self, form):
        response = super().form_valid(form)
        sessions.remember(self.request.session, self.request.user, self.request.headers.get("User-Agent"))
        return response


class PasswordChangeView(OwnPassword, views.PasswordChangeView):
    pass


class PasswordSetView(OwnPassword, views.PasswordSetView):
    pass


class LogoutView(views.LogoutView):
    """Whoever comes next to this browser does not find what was begun here, with or without an account."""

    def post(self, *args, **kwargs):
        user, session = self.request.user, self.request.session
        if user.is_authenticated:
            audit.record(audit.Act.SIGNED_OUT, by=user, about=user)
            sessions.forget(session)
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
change_password = page(PasswordChangeView)
set_password = page(PasswordSetView)
choose_password = page(views.PasswordResetFromKeyView)
password_chosen = page(views.PasswordResetFromKeyDoneView)
