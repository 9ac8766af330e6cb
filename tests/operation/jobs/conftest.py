"""A kind of work that a test holds in its hand; and the same in a database that commits for real."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.jobs import engine
from operation.jobs.lease import Lease, Renewal
from operation.jobs.models import ENGINE, Job
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.people import make_cast


@dataclass
class Bench:
    """What the work of a test does, and what came of it. A stored result is a country, for want of another table."""

    during: Callable[[Lease], None] = lambda _lease: None
    storing: Callable[[], None] = lambda: None
    failures: list[str] = field(default_factory=list)
    began: int = 0

    def work(self, lease: Lease, _principal: Principal) -> engine.Store:
        self.began += 1
        lease.step("first", done=1, total=2)
        self.during(lease)
        return self.store

    def store(self) -> None:
        Country.objects.create(code="XX", name="a result", time_zone="UTC", language="en")
        self.storing()

    @property
    def results(self) -> int:
        return Country.objects.filter(code="XX").count()


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No renewal in the background: it sees only what is committed."""
    monkeypatch.setattr(Renewal, "start", lambda _self: None)
    monkeypatch.setattr(Renewal, "stop", lambda _self: None)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    kind = engine.Kind(
        name="test",
        queue="default",
        title="Work of a test",
        steps={"first": "The first step"},
        work=bench.work,
        on_failure=lambda job: bench.failures.append(f"{job.state}: {job.reason}"),
        address=lambda _job: "/desk/",
    )
    engine.register(kind)
    yield bench
    engine._kinds.pop("test")


@pytest.fixture
def asked(cast: SimpleNamespace, bench: Bench, quiet: None) -> Job:
    """A job that the director asked for; nobody has begun it."""
    return ask(cast.director)


@pytest.fixture
def asked_for_real(committed: str, bench: Bench) -> Job:
    """The same, where others see it: threads, and whoever loses his connection."""
    return ask(make_cast(Operation.objects.get(code="seagull")).director)


def ask(user: User) -> Job:
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        return engine.submit(principal=principal, kind="test", params={"some": "thing"})


def tamper(**values: object) -> None:
    """Change the jobs that there are, as only the engine's own view of them can."""
    with as_system(ENGINE):
        Job.objects.update(**values)


def fresh(job: Job) -> Job:
    """The job as it is now."""
    with as_system(ENGINE):
        job.refresh_from_db()
    return job
