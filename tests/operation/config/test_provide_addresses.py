"""Addresses from the environment win; what they leave out comes from the private servers."""

import os
from pathlib import Path

import pytest

from operation.config import local_services
from operation.config.local_services import Urls

PRIVATE = Urls("postgres://app", "postgres://owner", "unix:///redis", Path("/nowhere"))


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An empty environment; gives the names of the services that were started."""
    started: list[str] = []

    def ensure(_project: Path, *, name: str) -> Urls:
        started.append(name)
        return PRIVATE

    monkeypatch.setattr(local_services, "ensure", ensure)
    monkeypatch.setattr(os, "environ", {})
    return started


def provided() -> tuple[str, ...]:
    return tuple(os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"))


def test_nothing_given(environment: list[str]) -> None:
    local_services.provide(Path())
    assert provided() == (PRIVATE.database_url, PRIVATE.owner_url, PRIVATE.redis_url)
    assert environment == ["services"]


def test_everything_given_starts_nothing(environment: list[str]) -> None:
    os.environ.update(DATABASE_URL="a", DATABASE_OWNER_URL="b", REDIS_URL="c")
    local_services.provide(Path())
    assert (provided(), environment) == (("a", "b", "c"), [])


def test_without_an_owner_the_given_role_migrates() -> None:
    os.environ.update(DATABASE_URL="a", REDIS_URL="c")
    local_services.provide(Path())
    assert provided() == ("a", "a", "c")


def test_a_given_database_is_never_mixed_with_the_private_owner() -> None:
    os.environ.update(DATABASE_URL="a")
    local_services.provide(Path())
    assert provided() == ("a", "a", PRIVATE.redis_url)


def test_a_given_redis_goes_with_the_private_database(environment: list[str]) -> None:
    os.environ.update(REDIS_URL="c")
    local_services.provide(Path(), name="test")
    assert provided() == (PRIVATE.database_url, PRIVATE.owner_url, "c")
    assert environment == ["test"]


def test_private_text_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    assert local_services.private_text(path, "first") == "first"
    assert local_services.private_text(path, "second") == "first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret-key"]


def test_secret_keys_differ(tmp_path: Path) -> None:
    first = local_services.secret_key(tmp_path / "one")
    assert len(first) > 50
    assert first != local_services.secret_key(tmp_path / "two")
    assert first == local_services.secret_key(tmp_path / "one")
