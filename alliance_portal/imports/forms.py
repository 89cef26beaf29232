from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal import ledgers
from members import ledger_import
from members.models import Enterprise, ImportBatch

from .kinds import KINDS


class UploadForm(forms.Form):
    """Which ledger of which enterprise; `save` reads it and returns the previewed batch, or None with an error."""

    kind = forms.ChoiceField(label=_("Ledger"), choices=ImportBatch.Kind.choices, widget=forms.RadioSelect)
    enterprise = forms.ModelChoiceField(label=_("Enterprise"), queryset=None)
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        help_text=_(".xlsx, or .csv in UTF-8 or GBK; at most 10 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["enterprise"].queryset = Enterprise.objects.visible_to(user).active()

    def save(self):
        """Preview the file; what is wrong with it as a whole is said beside the file box."""
        data = self.cleaned_data
        ledger = KINDS[data["kind"]](data["enterprise"])
        try:
            return ledger_import.preview(ledger, data["file"], data["file"].name, by=self.user)
        except ledgers.LedgerError as problem:
            self.add_error("file", problem.message)
            return None
