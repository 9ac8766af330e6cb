"""How what two organisations have between them is marked, without a database: who may mark it, who reads the words."""

from typing import Any
from uuid import UUID, uuid4

from coordination.between import check_marks
from coordination.requests.models import Request
from operation.access.handling import HandlingCode
from operation.access.principal import Principal
from operation.access.roles import Role

OWN, OTHER = uuid4(), uuid4()
WORDS = "ask us before you show it"


def who(role: Role, organisation: UUID = OWN, kind: str = "agency") -> Principal:
    return Principal(uuid4(), organisation_id=organisation, kind=kind, country="TH", roles=frozenset({role}))


OFFICER, SUPERVISOR = who(Role.OFFICER), who(Role.SUPERVISOR)
DIRECTOR = who(Role.DIRECTOR, uuid4(), "secretariat")


def marked(**marks: Any) -> Request:
    return Request(sender_id=OWN, recipient_id=OTHER, **marks)


def test_h3_is_written_down_and_the_other_codes_need_no_words() -> None:
    assert set(check_marks(OFFICER, marked(handling_code="H3", handling_text=" "))) == {"handling_text"}
    assert check_marks(OFFICER, marked(handling_code="H3", handling_text=WORDS)) == {}
    assert check_marks(OFFICER, marked(handling_code="H2")) == {}


def test_nobody_marks_away_what_he_would_not_read_himself() -> None:
    assert set(check_marks(OFFICER, marked(tlp="amber_strict"))) == {"tlp"}
    assert check_marks(SUPERVISOR, marked(tlp="amber_strict")) == {}
    assert check_marks(OFFICER, marked(tlp="amber")) == {}


def test_the_words_of_h3_are_for_who_reads_texts() -> None:
    given = marked(handling_code="H3", handling_text=WORDS, through_lmlecc=False)
    assert (given.handling_text_for(OFFICER), given.handling_words(OFFICER)) == (WORDS, WORDS)
    assert (given.handling_text_for(DIRECTOR), given.handling_words(DIRECTOR)) == ("", HandlingCode.H3.label)


def test_a_text_beside_another_code_does_not_hide_what_the_code_says() -> None:
    assert marked(handling_code="H2", handling_text=WORDS).handling_words(OFFICER) == HandlingCode.H2.label
