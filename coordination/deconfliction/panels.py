"""A match in words: what is known to whom, what each side holds and told, what happened."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.deconfliction.confirming import STEPS
from coordination.deconfliction.models import Match, MatchDisclosure, MatchSide, Outcome, Step
from coordination.deconfliction.policies import may_disclose
from coordination.deconfliction.selectors import SeenMatch
from coordination.deconfliction.wording import TONES, kind_words, told_label, told_value
from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.cases.registry import by_code, type_of
from operation.cases.values import primary_name

Context = dict[str, Any]


def row(principal: Principal, match: Match, record: Any = None) -> Context:
    """A match in a list: with whom, what agrees, how far it has come, and the own record that it is about."""
    sides = [match.beyond(principal)] if match.is_side(principal) else [match.one, match.other]
    return {
        "match": match,
        "own": _own(record) if record is not None else None,
        "sides": sides,
        "kinds": capfirst(kind_words(match.kinds)),
        "state": capfirst(match.get_state_display()),
        "tone": TONES[match.state],  # type: ignore[index]
        "outcome": capfirst(match.get_outcome_display()),
        "hidden": not match.is_known,
        "proposed": match.get_proposed_display() if match.proposed else "",
    }


def _own(record: Any) -> Context:
    record_type = type_of(record)
    url = reverse("record", args=[record_type.slug, record.pk])
    return {"reference": record.reference, "url": url, "name": primary_name(record_type, record)}


def facts(seen: SeenMatch) -> list[Context]:
    """What both sides and LMLECC know of a match."""
    match = seen.match
    if match is None:
        return [{"label": _("With"), "value": _("another agency: it is named once both sides have revealed the match")}]
    found = [
        {"label": _("Between"), "value": f"{match.one} · {match.other}"},
        {"label": _("What agrees"), "value": capfirst(kind_words(match.kinds))},
        {"label": _("Found by"), "value": capfirst(match.get_found_by_display())},
        {"label": _("Outcome"), "value": capfirst(match.get_outcome_display())},
    ]
    if match.proposed:
        words = _("%(outcome)s, by %(side)s")
        value = words % {"outcome": match.get_proposed_display(), "side": match.proposed_by}
        found.append({"label": _("Proposed"), "value": capfirst(value)})
    return found


def own_facts(seen: SeenMatch) -> list[Context]:
    """The own side in full, with the way to the record."""
    side = seen.side
    if side is None:
        return []
    record_type = by_code(side.record_type)
    found: list[Context] = [{"label": _("Type"), "value": record_type.label if record_type else ""}]
    if seen.record is not None and record_type:
        name = primary_name(record_type, seen.record)
        url = reverse("record", args=[record_type.slug, seen.record.pk])
        found.append({"label": _("Record"), "value": seen.record.reference, "url": url, "note": ""})
        if name:
            found.append({"label": _("Name"), "value": name.text, "lang": name.lang})
    elif side.record_id:
        found.append({"label": _("Record"), "value": _("not yours to read: ask the readers named on it")})
    else:
        found.append({"label": _("Record"), "value": _("erased")})
    if side.kept:
        found.append({"label": _("Agrees as well, known to you alone"), "value": kind_words(side.kept)})
    return found


def side_note(side: MatchSide) -> str:
    """What the other side is told because of how the own one is marked."""
    if side.closed_at:
        return _("Your record is out of use: your side of the match is closed.")
    if side.hides:
        return _("Guarded: only you are told. The other side learns of the match once you reveal it.")
    if side.guarded:
        return _("You have revealed this match.")
    return ""


def told_by(seen: SeenMatch, organisation_id: Any) -> list[Context]:
    return [_told(one) for one in seen.told if one.organisation_id == organisation_id]


def _told(one: MatchDisclosure) -> Context:
    record_type = by_code(one.record_type)
    url = ""
    if one.step == Step.RECORD and one.record_id and record_type:
        url = reverse("record", args=[record_type.slug, one.record_id])
    return {"label": told_label(one), "value": told_value(one), "url": url, "note": one.reason}


def history(seen: SeenMatch) -> list[Context]:
    """What happened, newest first."""
    return [
        {
            "at": one.created_at,
            "text": capfirst(
                f"{one.get_name_display()}: {one.get_outcome_display()}" if one.outcome else one.get_name_display()
            ),
            "who": str(one.organisation) if one.taken_by_id else "",
            "note": one.words,
        }
        for one in reversed(seen.steps)
    ]


def onward_actions(principal: Principal, seen: SeenMatch) -> Iterator[Context]:
    """Where both agreed to work jointly: the way to a joint investigation, with the other agency ticked."""
    match = seen.match
    if match is None or seen.side is None or match.outcome != Outcome.JOINT or not principal.holds("joint.lead"):
        return
    url = f"{reverse('joint-new')}?with={match.beyond(principal).code}"
    yield {"label": _("Open a joint investigation"), "url": url, "icon": "people"}


def step_actions(principal: Principal, seen: SeenMatch) -> Iterator[Context]:
    """The steps that the reader may take now."""
    if seen.side is None or not may_disclose(principal, seen.match):
        return
    for step in STEPS:
        if step.may(principal, seen):
            url = reverse("match-step", args=[seen.key, step.name])
            yield {"label": step.label, "url": url, "icon": step.icon, "main": step.main and not step.grave}


def handling(principal: Principal, seen: SeenMatch) -> Context:
    """The strictest of what the page shows: facts are AMBER; the own record and what was told bring their marks."""
    marks = [(one.tlp, one.handling_code) for one in seen.told]
    if seen.record is not None:
        names = seen.record.names.all() if type_of(seen.record).names else ()
        marks += [
            (seen.record.tlp, seen.record.handling_code),
            *((one.tlp, HandlingCode.H0) for one in names if one.tlp),
        ]
    code = strictest_code([HandlingCode.H1, *(code for _tlp, code in marks)])
    texts = {one.handling_text for one in seen.told if one.handling_text and one.handling_code == code}
    note = _("What others told stays theirs") if seen.told else _("That there is a match, and nothing of it")
    return {
        "tlp": strictest_tlp([TLP.AMBER, *(tlp for tlp, _code in marks)]),
        "code": code,
        "words": " · ".join(sorted(texts)) or code.label,
        "note": note,
    }


def facts_handling(records: Iterable[Any] = ()) -> Context:
    """Facts are AMBER and H1; own records that stand beside them bring their marks."""
    marks = [(one.tlp, one.handling_code) for one in records]
    code = strictest_code([HandlingCode.H1, *(code for _tlp, code in marks)])
    return {
        "tlp": strictest_tlp([TLP.AMBER, *(tlp for tlp, _code in marks)]),
        "code": code,
        "words": code.label,
        "note": _("That there are matches, and nothing of what others hold"),
    }
