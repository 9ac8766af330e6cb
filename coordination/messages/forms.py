"""Forms of messages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coordination.messages.actions import MessageDraft
from coordination.messages.models import LONGEST
from coordination.messages.wording import person_words
from operation.people.models import User

NO_LANGUAGE = [("", "–"), *settings.LANGUAGES]
TRANSLATION = ("translation", "translation_language")
MORE = (*TRANSLATION, "mentions", "attachment")
"""What is folded: the smallest form first."""


class MessageForm(forms.Form):
    """A message: its text and language, and on demand a translation, who is meant, and a file of the record."""

    text = forms.CharField(label=_("Message"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)
    translation = forms.CharField(
        label=_("Translation note"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 2})
    )
    translation_language = forms.ChoiceField(
        label=_("Language of the translation"), choices=NO_LANGUAGE, required=False
    )
    mentions = forms.MultipleChoiceField(label=_("Mention"), required=False, widget=forms.CheckboxSelectMultiple)
    attachment = forms.ChoiceField(label=_("Point to a file of the record"), required=False)
    reply_to = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, people: Iterable[User], files: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("mentions", [(str(one.pk), person_words(one)) for one in people])
        self._choices("attachment", [("", "–"), *((str(one.pk), str(one)) for one in files)])
        for name in ("mentions", "attachment"):
            if len(self._field(name).choices) <= (name == "attachment"):  # type: ignore[arg-type]
                del self.fields[name]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self._field(name).choices = choices

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*MORE, "reply_to")]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in MORE]

    @property
    def draft(self) -> MessageDraft:
        """What a valid form says."""
        given: Mapping[str, Any] = self.cleaned_data
        file = given.get("attachment")
        return MessageDraft(
            text=given["text"],
            language=given["language"],
            translation=given["translation"],
            translation_language=given["translation_language"],
            mentions=[UUID(key) for key in given.get("mentions", ())],
            reply_to=given["reply_to"],
            attachment=UUID(file) if file else None,
        )


class NewTalkForm(MessageForm):
    """The same for a conversation that is begun: with whom comes first."""

    to = forms.ChoiceField(label=_("Who reads it"), widget=forms.RadioSelect)

    def __init__(self, audiences: list[tuple[str, str]], files: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__((), files, *args, **kwargs)
        self._choices("to", audiences)
        self.order_fields(["to"])


class TranslationForm(forms.Form):
    """A note under a message, in another language."""

    translation = forms.CharField(
        label=_("Translation note"),
        max_length=LONGEST,
        required=False,
        help_text=_("Left empty, the note is taken away."),
        widget=forms.Textarea({"rows": 4}),
    )
    translation_language = forms.ChoiceField(
        label=_("Language of the translation"), choices=NO_LANGUAGE, required=False
    )
