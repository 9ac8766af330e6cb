"""The API keeps what its OpenAPI file says: no server error, and no answer that the file does not know.

Requests are made up by Schemathesis from the file itself, right ones and wrong ones; keys are those of things that are
there, so that the requests reach behind the first door.
"""

from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import requests
import schemathesis
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from operation.cases.registry import all_types
from operation.cases.sharing import release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import joint as joints
from tests.factories import removals
from tests.factories.editions import proposed
from tests.factories.matches import EMAIL, match_between
from tests.factories.records import log, ready
from tests.factories.returns import drafted
from tests.operation.cases.conftest import As

ClientOf = Callable[[User], Client]
Things = dict[str, list[UUID]]
HOST = "http://testserver"
PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
QUICK_TYPE = "suspects"
API = "/api/v1/"
NOWHERE = UUID("018f0000-0000-7000-8000-000000000000")
KEYS = {"id", "pk"}
OURS = ("authorization", "content-type", "content-length", "cookie")
KINDS = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@schemathesis.serializer("application/offset+octet-stream")
def as_it_is(_context: Any, value: Any) -> Any:
    """Parts of a file, byte by byte."""
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def things(cast: SimpleNamespace, as_: As) -> Things:
    """What there is, by the first word of its address: records of each type, a return, an edition, a match.

    Others read the second of each type, a child where there are some, and must confirm the third.
    """
    keys = {}
    for known in all_types():
        child: dict[str, Any] = {known.child_field: True} if known.child_field else {}
        with as_(cast.coordinator_th):
            first = log(known.slug, cast.coordinator_th)
            second = log(known.slug, cast.coordinator_th, **child)
            third = log(known.slug, cast.coordinator_th, handling_code="H3", handling_text="for the task force")
            _release(cast, [second, third])
        keys[known.slug] = [first.pk, second.pk, third.pk]
    sides = SimpleNamespace(coordinator_kh=cast.coordinator_kh, coordinator_vn=cast.coordinator_th)
    keys["removals"] = [removals.scheduled(sides).pk]
    joint = joints.proposed(cast.coordinator_th, cast.coordinator_kh.organisation)
    joints.planned(joints.join(joint, cast.coordinator_kh), cast.coordinator_kh)
    keys["joint-investigations"] = [joint.pk]
    match = match_between(cast.coordinator_th, cast.coordinator_kh, EMAIL)
    beside = {"returns": drafted(cast.coordinator_th, "2024-09-10"), "reports": proposed(cast), "matches": match}
    return keys | {name: [row.pk] for name, row in beside.items()}


def _release(cast: SimpleNamespace, records: list[Any]) -> None:
    to = [cast.officer_kh.organisation, cast.director.organisation]
    records = [ready(record, cast.coordinator_th) for record in records]
    release_records(principal=principal_of(cast.coordinator_th), records=records, to=to, purpose="joint inquiry")


@cache
def operations() -> tuple[Any, ...]:
    """What the file names."""
    file: Any = SchemaGenerator().get_schema(request=None, public=True)
    found: Any = schemathesis.openapi.from_dict(file).get_all_operations()
    return tuple(one.ok() for one in found)


def few() -> Iterator[Any]:
    """Each kind of address once: of one record type, which stands for all, and of others what that one has not."""
    slugs = [known.slug for known in all_types()]
    seen: set[tuple[str, str]] = set()
    for operation in sorted(operations(), key=lambda one: f"/{QUICK_TYPE}/" not in one.path):
        kind = operation.method, "/".join("*" if part in slugs else part for part in operation.path.split("/"))
        if kind not in seen:
            seen.add(kind)
            yield operation


def explore(operation: Any, client: Client, things: Things, examples: int) -> list[str]:
    """Some requests of one operation, half of them wrong; what the file does not promise of their answers."""
    made_up = st.one_of(*(operation.as_strategy(kind) for kind in KINDS))

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def ask(data: Any) -> None:
        case = data.draw(made_up)
        if "slug" in case.path_parameters:
            case.path_parameters["slug"] = QUICK_TYPE
        keys = things.get(case.formatted_path.removeprefix(API).split("/")[0], [NOWHERE])
        for name in KEYS & set(case.path_parameters):
            case.path_parameters[name] = str(data.draw(st.sampled_from(keys)))
        case.validate_response(send(client, case), checks=PROMISES)

    try:
        ask()
    except (schemathesis.errors.SchemathesisError, BaseExceptionGroup) as broken:
        return [f"{operation.label}: {told}" for told in getattr(broken, "exceptions", [broken])]
    return []


def send(client: Client, case: Any) -> Response:
    """One request through the application, with the transaction and the person of the test."""
    client.raise_request_exception = False
    given_ = case.as_transport_kwargs(base_url=HOST)
    known = {"method", "url", "headers", "params", "json", "data", "cookies"}
    asked = requests.Request(**{name: value for name, value in given_.items() if name in known}).prepare()
    headers = {name: str(value) for name, value in asked.headers.items() if name.lower() not in OURS}
    told: Any = client.generic(
        str(asked.method),
        str(asked.url).removeprefix(HOST),
        asked.body or b"",
        content_type=str(asked.headers.get("Content-Type", "")),
        headers=headers,
    )
    answer = {name: [value] for name, value in told.headers.items()}
    return Response(told.status_code, answer, told.content, asked, 0.1, False)


LONG = [pytest.param(person, marks=pytest.mark.long) for person in ("officer_kh", "director", "observer_unodc")]


@pytest.fixture(params=["coordinator_th", *LONG])
def client(request: pytest.FixtureRequest, cast: SimpleNamespace, client_of: ClientOf) -> Client:
    """Of each role in turn."""
    return client_of(getattr(cast, request.param))


def test_whatever_is_asked_the_answer_is_one_of_the_files(client: Client, things: Things) -> None:
    broken = [told for operation in few() for told in explore(operation, client, things, 3)]
    assert not broken, "\n\n".join(broken)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_same_of_every_type_and_often(client: Client, things: Things) -> None:
    broken = [told for operation in operations() for told in explore(operation, client, things, 6)]
    assert not broken, "\n\n".join(broken)


def test_no_two_things_of_the_file_have_one_name(db: None) -> None:
    """A second one of a name would be told as the first."""
    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(request=None, public=True)
    assert not [told for told in GENERATOR_STATS._warn_cache if "identical names" in told]
