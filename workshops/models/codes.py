"""Parts of addresses that tell nothing: neither how many there are nor which came before."""

import secrets


def new_code():
    return secrets.token_urlsafe(9)
