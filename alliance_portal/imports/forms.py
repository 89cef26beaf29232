from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal import ledgers
from members import ledger_import

from .kinds import KINDS


class UploadForm(forms.Form):
    """Which ledger of which enterprise; `save` reads it and returns the previewed batch, or None with an error."""

    kind = forms.ChoiceField(label=_("Ledger"), widget=forms.RadioSelect)
    enterprise = forms.ModelChoiceField(label=_("Enterprise"), queryset=None)
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        help_text=_(".xlsx, or .csv in UTF-8 or GBK; at most 10 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args, frame, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.frame, self.user = frame, user
        self.fields["kind"].choices = frame.offered_to(user)
        self.fields["enterprise"].queryset = frame.enterprises(user)
        self._choose_the_only_one()

    def _choose_the_only_one(self):
        kinds, enterprises = self.fields["kind"].choices, self.fields["enterprise"].queryset[:2]
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0][0])
        if len(enterprises) == 1:
            self.initial.setdefault("enterprise", enterprises[0].pk)

    def clean(self):
        """A person may hold another role in each enterprise."""
        data = super().clean()
        kind, enterprise = data.get("kind"), data.get("enterprise")
        if kind and enterprise and enterprise not in self.frame.enterprises(self.user, kind):
            self.add_error("enterprise", _("For this ledger you have no role in this enterprise."))
        return data

    def save(self):
        """Preview the file; what is wrong with it as a whole is said beside the file box."""
        data = self.cleaned_data
        ledger = KINDS[data["kind"]](data["enterprise"])
        try:
            return ledger_import.preview(ledger, data["file"], data["file"].name, by=self.user)
        except ledgers.LedgerError as problem:
            self.add_error("file", problem.message)
            return None
