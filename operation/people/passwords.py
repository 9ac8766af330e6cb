"""Words that stand at the head of every guess at a password of this operation (docs/security.md lists them)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OURS = {"agency", "interpol", "lancang", "lmlecc", "mekong", "operation", "police", "seagull", "unodc"}
COUNTRIES = {"burma", "cambodia", "china", "laos", "laopdr", "myanmar", "thailand", "vietnam"}
PLACES = {"angkor", "ayeyarwady", "bangkok", "hanoi", "kunming", "naypyidaw", "phnompenh", "vientiane"}
WORDS = frozenset(OURS | COUNTRIES | PLACES)


class OperationWordsValidator:
    """Refuses a word of the operation with nothing around it but digits and signs, however it is spelled."""

    def validate(self, password: str, user: Any = None) -> None:
        if "".join(sign for sign in password.casefold() if sign.isalpha()) in WORDS:
            raise ValidationError(_("It is a word of this operation: others try it first."), "operation_word")

    def get_help_text(self) -> str:
        return _("It is more than a word of this operation with digits.")
