"""The commands of the containers, really run here with production settings on private servers."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis
from django.conf import settings

from operation.config.entry import COMMANDS, main, missing
from operation.config.probe import answer
from tests.operation.config.checkout import SOURCE, free_port, until

SECRETS = ("SECRET_KEY", "AUDIT_SIGNING_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS")
HOST = "seagull.example.org"
READY = "ready."


def environment(database: str = "seagull", **more: str) -> dict[str, str]:
    """What the compose file gives to a container."""
    here = settings.DATABASES["default"]
    given = {
        "PATH": os.environ["PATH"],
        "HOME": "/tmp",
        "SECRET_KEY": "x" * 60,
        "AUDIT_SIGNING_KEY": base64.b64encode(bytes(32)).decode(),
        "VAULT_KEYS": base64.b64encode(bytes(32)).decode(),
        "DATABASE_URL": f"postgres://{here['USER']}@/{here['HOST']}/{database}",
        "DATABASE_OWNER_URL": f"postgres://seagull_owner@/{here['HOST']}/{database}",
        "REDIS_URL": f"{settings.REDIS_URL}?db=9",
        "ALLOWED_HOSTS": HOST,
        "WEB_WORKERS": "1",
    }
    return given | more


def command(role: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "operation.config.entry", role, *more]


def refused(role: str, given: dict[str, str]) -> str:
    """What a role says when it does not start."""
    ended = subprocess.run(
        command(role), cwd=SOURCE, env=given, capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode != 0
    return ended.stderr


@pytest.mark.parametrize("role", sorted(COMMANDS))
@pytest.mark.parametrize("empty", [True, False])
def test_each_missing_secret_is_named(role: str, empty: bool) -> None:
    everything = environment()
    needed = [name for name in everything if name.isupper() and name in missing(role, {})]
    assert len(needed) == len(SECRETS) + (role == "web")
    for name in needed:
        without = everything | {name: ""} if empty else {key: value for key, value in everything.items() if key != name}
        assert missing(role, without) == [name]


@pytest.mark.parametrize("role", ["web", "migrate"])
def test_a_start_without_secrets_is_refused(role: str) -> None:
    said = refused(role, {"PATH": os.environ["PATH"]})
    assert all(name in said for name in missing(role, {}))


def test_migrating_asks_for_the_owner_and_not_for_the_app() -> None:
    assert missing("migrate", {}) == [*SECRETS[:2], "DATABASE_OWNER_URL", *SECRETS[3:]]


@pytest.mark.parametrize("role", sorted(COMMANDS))
def test_only_web_and_commands_get_the_keys_of_the_vault(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    """What the process becomes sees the environment as it is then."""
    seen: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", environment())
    monkeypatch.setattr(os, "execv", lambda *_given: seen.update(os.environ))
    main(role)
    opens = role in ("web", "manage")
    assert ("VAULT_KEYS" in seen, seen.get("WITHOUT_VAULT")) == (opens, None if opens else "true")


def test_the_settings_refuse_too() -> None:
    """The second bolt, for a command that does not come through the entry: each missing secret in a child's own."""
    names = (*SECRETS, "VAULT_KEYS")
    code = f"""
import os, django
for name in {names}:
    if os.fork() == 0:
        del os.environ[name]
        import operation.config.settings.production
        os._exit(0)
    print(name, os.wait()[1], flush=True)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCE, env=environment(), capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines() == [f"{name} 256" for name in names], ended.stderr
    assert all(name in ended.stderr for name in names)


def test_an_unknown_role_is_refused() -> None:
    assert "expected one of web, worker" in refused("wep", environment())


@contextmanager
def running(role: str, given: dict[str, str], *more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(role, *more), cwd=SOURCE, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def said(process: subprocess.Popen[str], words: str) -> bool:
    """Whether a message with these words comes; whatever is said before is an event of its own line too."""
    assert process.stdout
    return any(words in json.loads(line)["msg"] for line in process.stdout)


@pytest.mark.long
@pytest.mark.processes
def test_beat_comes_up(committed: str, tmp_path: object) -> None:
    with running("beat", environment(committed), f"--schedule={tmp_path}/beat") as process:
        assert said(process, "beat: Starting")


@pytest.mark.long
@pytest.mark.processes
def test_web_answers_when_the_workers_live(committed: str) -> None:
    port = str(free_port())
    given = environment(committed, PORT=port)
    collect = ["manage", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command(*collect), cwd=SOURCE, env=given, check=True)
    with running("web", given), running("worker", given) as worker, running("reports", given) as reports:
        assert said(worker, READY)
        assert said(reports, READY)
        until(lambda: answer(port, HOST) == 200, 30, lambda: f"answers {answer(port, HOST)}")
        assert answer(port, "another.example.org") == 400


@pytest.mark.long
@pytest.mark.processes
def test_migrate_finds_nothing_to_do(committed: str) -> None:
    ended = subprocess.run(
        command("migrate"), cwd=SOURCE, env=environment(committed), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "No migrations to apply" in ended.stdout


@pytest.fixture(autouse=True, scope="module")
def own_redis_database() -> Iterator[None]:
    """Number 9: what these workers leave in Redis is nobody else's."""
    yield
    redis.Redis.from_url(f"{settings.REDIS_URL}?db=9").flushdb()
