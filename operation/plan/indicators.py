"""What the codes of indicators mean. The feature that counts them says so; the plan only names them."""

from collections.abc import Mapping

from operation.kernel.errors import Text

_words: dict[str, Text] = {}


def register(words: Mapping[str, Text]) -> None:
    """Add the labels of indicators by their code («P02»: «Persons arrested»)."""
    _words.update(words)


def label_of(code: str) -> Text:
    """The label of an indicator; '' for one that nobody counts yet."""
    return _words.get(code, "")
