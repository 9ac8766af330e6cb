"""An identity as it is written down and as it is sealed: plain values, and their JSON."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self

from operation.cases.drafts import NameDraft
from operation.kernel.dates import Calendar, PartialDate, parse


@dataclass(frozen=True, repr=False)
class Document:
    """A document by which a person is known: kind in words, country (ISO 3166-1), number as written."""

    number: str
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, repr=False)
class Identity:
    """Who a person is. Has no `repr`: it must not be told by an error report."""

    names: tuple[NameDraft, ...]
    born: PartialDate | None = None
    documents: tuple[Document, ...] = ()
    phones: tuple[str, ...] = ()
    family: str = ""
    notes: str = ""

    def to_bytes(self) -> bytes:
        """What is sealed: UTF-8 JSON. A date keeps the text and the calendar in which it was written."""
        born = [self.born.text, self.born.calendar] if self.born else None
        plain = {
            "names": [asdict(name) for name in self.names],
            "born": born,
            "documents": [asdict(document) for document in self.documents],
            "phones": self.phones,
            "family": self.family,
            "notes": self.notes,
        }
        return json.dumps(plain, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, sealed: bytes) -> Self:
        plain: dict[str, Any] = json.loads(sealed)
        born = plain["born"]
        return cls(
            names=tuple(NameDraft(**name) for name in plain["names"]),
            born=parse(born[0], Calendar(born[1])) if born else None,
            documents=tuple(Document(**document) for document in plain["documents"]),
            phones=tuple(plain["phones"]),
            family=plain["family"],
            notes=plain["notes"],
        )
