"""Forms of files."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from operation.cases.attachments.arriving import FileDraft
from operation.cases.attachments.models import OWN_CODES, FileKind
from operation.cases.names import AS_THE_RECORD, NAME_MARKS


class AttachForm(forms.Form):
    """One file, what it is, and marks of its own."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=1000,
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput,
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=FileKind.choices, initial=FileKind.DOCUMENT)
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=160,
        help_text=_("What it shows, in a few words. The file keeps its name."),
    )
    tlp = forms.ChoiceField(
        label=_("TLP of the file"),
        required=False,
        choices=[(AS_THE_RECORD, _("as the record")), *NAME_MARKS],
        help_text=_("A stricter mark hides this file alone. RED is for the readers named on the record, and for you."),
    )
    handling_code = forms.ChoiceField(
        label=_("Handling code of the file"), required=False, choices=[("", _("as the record")), *OWN_CODES]
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
        limit = filesizeformat(settings.ATTACHMENT_LIMIT_BYTES)
        self.fields["file"].help_text = _(
            "At most %(limit)s. Pictures, PDF, office files, text, sound, film or an archive."
        ) % {"limit": limit}

    @property
    def draft(self) -> FileDraft:
        given = {name: self.cleaned_data[name] for name in ("kind", "title", "tlp", "handling_code")}
        file = self.cleaned_data["file"]
        return FileDraft(name=file.name, size=file.size, **given)


class RemoveForm(forms.Form):
    """Why a file is removed."""

    words = forms.CharField(label=_("Why is it removed?"), max_length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
