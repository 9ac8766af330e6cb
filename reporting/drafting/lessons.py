"""What was learned, as it is placed in a section: its words, its country and its reference, for an author to go on."""

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.knowledge.models import KnowledgeItem


def lesson_text(item: KnowledgeItem, language: str) -> str:
    """A heading, then what there is of it; what is between braces in it is no figure of ours."""
    with translation.override(language):
        parts = [
            ("", item.text),
            (_("What happened"), item.happened),
            (_("Why it happened"), item.why),
            (_("What to do"), item.todo),
        ]
        said = [f"## {item.title}"]
        said += [f"{label}: {words}" if label else words for label, words in parts if words]
        kind, state = capfirst(item.get_kind_display()), item.get_state_display()
        said.append(f"{kind}, {item.originator.short_name}, {item.reference} ({state}).")
    return "\n\n".join(said).replace("{{", "{").replace("}}", "}")
