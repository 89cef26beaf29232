"""Amounts of money as people type them."""

import unicodedata
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_YUAN = Decimal("999999999.99")


class YuanField(forms.DecimalField):
    """An amount in yuan, with or without thousands separators, in digits of either width; at most 999,999,999.99."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Please write the amount in yuan with digits, such as 12000 or 12000.50."),
        "min_value": _("An amount cannot be below 0."),
        "max_value": _("At most 999,999,999.99 yuan fit here."),
        "max_decimal_places": _("Please write at most two decimals."),
        "max_digits": _("At most 999,999,999.99 yuan fit here."),
        "max_whole_digits": _("At most 999,999,999.99 yuan fit here."),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=MOST_YUAN, max_digits=11, decimal_places=2, **kwargs)

    def widget_attrs(self, widget):
        """A text box: the limits are told in words, not by the browser."""
        return {}

    def to_python(self, value):
        plain = unicodedata.normalize("NFKC", str(value or "")).replace(",", "").removesuffix("元").strip("¥￥ ")
        return super().to_python(plain)
