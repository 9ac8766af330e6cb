"""What the countries learned: written, asked about, validated, consulted on, adopted, and set aside."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from coordination.knowledge.actions import answer_item, mark_item, take_step, write_item
from operation.access.principal import Principal
from operation.plan.models import LineOfEffort
from reporting.demo.cast import Cast, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
WRITTEN = ("kind", "title", "text", "happened", "why", "todo", "fraud_types")
LMLECC = {"validate": "desk.information", "query": "desk.information", "set-aside": "director", "adopt": "director"}


def knowledge(cast: Cast) -> Iterator[Entry]:
    """Officers write, coordinators propose and answer, the information desk validates, the director adopts."""
    for told in content("knowledge")["item"]:
        coordinator = role("coordinator", told["by"])
        yield cast.entry(told["written"], role("officer", told["by"]), partial(_write, cast, told))
        for step in told.get("steps", ()):
            who = LMLECC.get(step["name"], coordinator)
            yield cast.entry(step["at"], who, partial(_step, cast, told["key"], step))
        for country in told.get("agreed", ()):
            yield cast.entry(told["asked"], role("coordinator", country), partial(_answer, cast, told, "agreed", ""))
        for country, words in told.get("noted", {}).items():
            yield cast.entry(told["asked"], role("coordinator", country), partial(_answer, cast, told, "noted", words))
        if told.get("for_partners"):
            yield cast.entry(told["asked"], coordinator, partial(_mark, cast, told["key"]), hour=12)


def _write(cast: Cast, told: Told, principal: Principal) -> None:
    draft = {name: told[name] for name in WRITTEN if name in told}
    draft["line"] = LineOfEffort.objects.get(operation=cast.operation, number=told["line"])
    cast.made[told["key"]] = write_item(principal=principal, operation=cast.operation, draft=draft, synthetic=True)


def _step(cast: Cast, key: str, step: Told, principal: Principal) -> None:
    item = cast.again(principal, key)
    take_step(principal=principal, item=item, name=step["name"], version=item.version, words=step.get("words", ""))


def _answer(cast: Cast, told: Told, answer: str, words: str, principal: Principal) -> None:
    answer_item(principal=principal, item=cast.again(principal, told["key"]), answer=answer, words=words)


def _mark(cast: Cast, key: str, principal: Principal) -> None:
    item = cast.again(principal, key)
    mark_item(principal=principal, item=item, for_partners=True, version=item.version)
