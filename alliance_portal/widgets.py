"""Radio buttons in the portal's three looks; Django's own template stays as it is for the admin."""

from django import forms


class Chips(forms.RadioSelect):
    """Short words side by side, for a choice that may be left out."""

    template_name = "components/widgets/chips.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Short words side by side, of which several may be chosen."""

    template_name = "components/widgets/chips.html"


class Segments(forms.RadioSelect):
    """Large equal boxes, for the one decision of a page. Nothing is preselected."""

    template_name = "components/widgets/segments.html"


class Choices(forms.RadioSelect):
    """Cards one under the other, for longer words."""

    template_name = "components/widgets/choices.html"
