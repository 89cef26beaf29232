"""What accounts of enterprises are called."""

import unicodedata


def username_for(enterprise_code, work_number):
    """`CF` and `010205` make `CF-010205`; without an enterprise code the name is a district account's own.

    Full-width digits, as Chinese keyboards write them, are read as plain ones.
    """
    code, number = (unicodedata.normalize("NFKC", part).strip() for part in (enterprise_code, work_number))
    code = code.upper()
    return f"{code}-{number}" if code and not number.upper().startswith(f"{code}-") else number
