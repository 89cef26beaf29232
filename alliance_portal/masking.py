"""Telephone numbers and addresses as they are shown to whoever only has to recognise them: 138****0001."""

import re

# A mobile number of China that stands alone, also inside other text.
LONG = 9
NUMBER = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
# What somebody is reached by: a number with its hyphens, a mailbox, the name of an account.
REACH = re.compile(r"[A-Za-z0-9][\w.+@()-]{3,}", re.ASCII)


# Digits, letters, @ and hyphens of double width are typed too; the punctuation of Chinese stays as it is.
WIDE = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF20, 0xFF0D)
NARROW = {wide: wide - 0xFEE0 for wide in WIDE}


def masked_phone(number):
    """The first three and the last four figures of a long number, only the last two of a short one; "" stays ""."""
    first, last = (3, 4) if len(number) >= LONG else (0, 2)
    if len(number) <= first + last:
        return "*" * len(number)
    return number[:first] + "*" * (len(number) - first - last) + number[-last:]


def masked_numbers(text):
    """The same for every mobile number in a text."""
    return NUMBER.sub(r"\1****\2", str(text))


def masked_contact(text):
    """The same for whatever somebody may be reached by; of a mailbox the host stays, plain words stay as they are."""
    return REACH.sub(lambda found: _masked_reach(found[0]), str(text).translate(NARROW))


def _masked_reach(reach):
    name, at, host = reach.partition("@")
    return f"{name[:1]}***@{host}" if at else masked_phone(reach)
