"""The account in whose name commands act when nobody is named; nobody can sign in with it."""

from .models import User

USERNAME = "system"


def system_account():
    user, made = User.objects.get_or_create(username=USERNAME, defaults={"full_name": "系统", "is_active": False})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
