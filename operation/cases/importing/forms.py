"""The form of an upload: the file, and in which calendar its dates are written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.cases.importing import limits
from operation.kernel.dates import Calendar

ENDINGS = (".xlsx", ".csv", ".txt")


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    calendar = forms.ChoiceField(
        label=_("Its dates are written in"),
        choices=Calendar.choices,
        initial=Calendar.GREGORIAN,
        widget=forms.RadioSelect,
        help_text=_("Dates that a workbook keeps as dates are understood either way. No calendar is ever assumed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        most = {"most": limits.FILE_BYTES // limits.MEGABYTE, "rows": f"{limits.ROWS:,}".replace(",", " ")}
        self.fields["file"].help_text = _("XLSX or CSV, as the template; up to %(most)s MB and %(rows)s rows.") % most

    def clean_file(self) -> Any:
        """Nothing is read into memory that is too large anyway."""
        file = self.cleaned_data["file"]
        if file.size > limits.FILE_BYTES:
            most = limits.FILE_BYTES // limits.MEGABYTE
            raise forms.ValidationError(_("The file is larger than %(most)s MB."), "size", {"most": most})
        return file


class TakeForm(forms.Form):
    """The last question before an import; asked only where rows may be duplicates."""

    twins = forms.BooleanField(
        label=_("I have looked at the possible duplicates: they are others, log them too"),
        error_messages={"required": _("Look at the possible duplicates first. If one is the same, take its row away.")},
    )


class UndoForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
