"""How allauth is told about this portal: nobody signs up alone, and accounts are named after work numbers."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by officers and staff, who hand out a one-time link."""
        return False


def username_for(enterprise_code, work_number):
    """`CF` and `010205` make `CF-010205`; without an enterprise code the name is a district account's own."""
    code, number = enterprise_code.strip().upper(), work_number.strip()
    return f"{code}-{number}" if code else number
