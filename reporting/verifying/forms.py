"""What somebody shows who checks an edition: a file, or what is printed in one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reporting.verifying.uploads import LIMIT


class CheckForm(forms.Form):
    """One of both. Raises nothing by itself: what is missing is said above the form."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        help_text=_("A PDF. It is compared with what was released and not kept. Drop it here, or choose it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    mark = forms.CharField(
        label=_("Or a reference, or a digest printed in it"),
        required=False,
        max_length=200,
        help_text=_("For example SG24-EVA-3, or at least the first 16 digits of the digest on its first page."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("file")) == bool((given.get("mark") or "").strip()):
            raise ValidationError(_("Show one file, or write one reference or digest: one at a time."))
        return given

    def refuse_size(self) -> None:
        """Say that the file was too large to be looked at."""
        size = _("The file is larger than %(limit)s MB: no edition is. Show the file as you received it.")
        self.add_error("file", ValidationError(size, "size", {"limit": LIMIT // 1024 // 1024}))
