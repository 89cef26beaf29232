"""The months that are compared."""

from ..forms import ScopeForm


class MonthsForm(ScopeForm):
    """The scope picker without a scope: the district's own filters stand beside it."""

    def __init__(self, selection):
        super().__init__(selection)
        for name in ("enterprise", "department"):
            self.fields.pop(name, None)
