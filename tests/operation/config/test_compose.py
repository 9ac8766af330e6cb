"""The deployment's files: a valid composition, each secret asked for by name, an image that runs as nobody special."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from operation.config import system_packages
from operation.config.entry import COMMANDS
from tests.operation.config.checkout import SOURCE

FILE = SOURCE / "docker-compose.yml"
SECRETS = {
    "SECRET_KEY",
    "AUDIT_SIGNING_KEY",
    "VAULT_KEYS",
    "DATABASE_ADMIN_PASSWORD",
    "DATABASE_OWNER_PASSWORD",
    "DATABASE_APP_PASSWORD",
    "DATABASE_AUDITOR_PASSWORD",
    "REDIS_PASSWORD",
    "SITE_ADDRESS",
}
FILES = set(re.findall(r"ATTACHMENTS_[A-Z_]+|CLAMD_ADDRESS", FILE.read_text())) - {"ATTACHMENTS_FOLDER"}
SIGN_IN_SERVICE = set(re.findall(r"OIDC_\w+", (SOURCE / "operation/config/env.py").read_text()))
SIGNING = {"SIGNING_FILE", "TIME_STAMP_URL"}
OURS = ("migrate", "web", "worker", "reports", "beat")


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load(FILE.read_text())["services"])


def test_it_follows_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_every_value_from_outside_is_asked_for_by_name() -> None:
    names = re.findall(r"(?<!\$)\$\{(\w+)(:?[-?])([^}]*)\}", FILE.read_text())
    assert {name for name, operator, _ in names if operator == ":?"} == SECRETS
    optional = {name for name, operator, _ in names if operator != ":?"}
    assert optional == {
        "SEAGULL_IMAGE",
        "SECRET_KEY_FALLBACKS",
        "EMAIL_URL",
        "MAIL_FROM",
        *SIGNING,
        *FILES,
        *SIGN_IN_SERVICE,
    }
    assert all(len(message) > 5 for _, operator, message in names if operator == ":?")


def test_no_secret_is_written_down() -> None:
    assert not re.search(r"(PASSWORD|SECRET_KEY|SECRET): +[^$\s]", FILE.read_text())


@pytest.mark.parametrize("name", OURS)
def test_our_parts_run_a_known_command_with_few_rights(services: dict[str, dict[str, Any]], name: str) -> None:
    part = services[name]
    assert part["command"][0] == name
    assert part["command"][0] in COMMANDS
    assert part["init"] is part["read_only"] is True
    assert part["cap_drop"] == ["ALL"]
    assert part["environment"]["DJANGO_SETTINGS_MODULE"] == "operation.config.settings.production"


def test_only_the_migration_knows_the_owner(services: dict[str, dict[str, Any]]) -> None:
    knowing = {name for name in OURS if "OWNER" in str(services[name]["environment"])}
    assert knowing == {"migrate"}


def test_only_web_knows_the_keys_of_the_vault(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name in OURS if "VAULT_KEYS" in services[name]["environment"]} == {"web"}


def test_web_alone_signs(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name in OURS if SIGNING & services[name]["environment"].keys()} == {"web"}
    assert {name for name in services if "secrets" in services[name]} == {"web"}


def test_web_alone_is_told_of_a_sign_in_service(services: dict[str, dict[str, Any]]) -> None:
    """All that `sign_in_service` reads, and empty unless somebody set it."""
    assert len(SIGN_IN_SERVICE) == 4
    told = {name: SIGN_IN_SERVICE & services[name]["environment"].keys() for name in OURS}
    assert told == {name: SIGN_IN_SERVICE if name == "web" else set() for name in OURS}
    assert {services["web"]["environment"][name] for name in SIGN_IN_SERVICE} == {
        f"${{{name}:-}}" for name in SIGN_IN_SERVICE
    }


def test_who_receives_files_and_who_checks_them_have_one_store(services: dict[str, dict[str, Any]]) -> None:
    """All that `attachment_store` reads, and empty unless somebody set it; the image has the folder for its account."""
    asked = set(re.findall(r"ATTACHMENTS_[A-Z_]+", (SOURCE / "operation/config/env.py").read_text()))
    assert asked - {"ATTACHMENTS_FOLDER"} == FILES - {"CLAMD_ADDRESS"}
    for name in ("web", "worker"):
        given = services[name]["environment"]
        assert services[name]["volumes"] == [f"attachments:{given['ATTACHMENTS_FOLDER']}"]
        assert {given[one] for one in FILES} == {f"${{{one}:-}}" for one in FILES}
    assert f"--owner=seagull --mode=0700 {given['ATTACHMENTS_FOLDER']}" in (SOURCE / "Dockerfile").read_text()


def test_nothing_starts_before_what_it_needs(services: dict[str, dict[str, Any]]) -> None:
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for name in ("web", "worker", "reports", "beat"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert services[name]["depends_on"]["redis"] == {"condition": "service_healthy"}
    assert services["proxy"]["depends_on"] == {"web": {"condition": "service_healthy"}}
    assert all("healthcheck" in services[name] for name in ("database", "redis", "web"))


def test_only_the_proxy_can_be_reached_from_outside(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name, part in services.items() if "ports" in part} == {"proxy"}
    assert "inside" not in services["proxy"]["networks"]
    assert "front" not in {network for name in ("database", "redis") for network in services[name]["networks"]}


def test_who_sends_mails_and_keeps_files_has_a_way_out_and_nobody_else_of_ours(
    services: dict[str, dict[str, Any]],
) -> None:
    networks = yaml.safe_load(FILE.read_text())["networks"]
    ways_out = {name for name, network in networks.items() if not (network or {}).get("internal")}
    assert ways_out == {"front"}
    assert {name for name in OURS if ways_out & set(services[name]["networks"])} == {"web", "worker"}
    assert all("inside" in services[name]["networks"] for name in OURS)


def test_reports_have_their_own_queue_and_limit(services: dict[str, dict[str, Any]]) -> None:
    assert "--queues=reports" in COMMANDS["reports"]
    assert "--queues=default" in COMMANDS["worker"]
    assert services["reports"]["mem_limit"]


def test_the_image() -> None:
    text = (SOURCE / "Dockerfile").read_text()
    assert "requirements-dev" not in text
    assert "requirements-local" not in text
    assert "--require-hashes" in text
    assert all(package in text for package in system_packages.RUNTIME)
    assert text.index("USER seagull") > text.rindex("RUN ")
    assert 'ENTRYPOINT ["python", "-m", "operation.config.entry"]' in text


def test_nothing_private_gets_into_the_image() -> None:
    assert {".git", "var", ".venv", ".env"} <= set((SOURCE / ".dockerignore").read_text().splitlines())
