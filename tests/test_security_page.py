"""docs/security.md says what the code does: each of its tables is compared with the place that decides."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver, reverse

from operation.cases.registry import all_types
from operation.cases.search import AT_MOST
from operation.config.entry import COMMANDS
from operation.config.logs import Line
from operation.jobs import engine
from operation.people.passwords import WORDS
from tests import test_source as source

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
HOSTING = (ROOT / "docs" / "hosting.md").read_text()
UNITS = {"days": timedelta(days=1), "seconds": timedelta(seconds=1)}
DIGESTS = {"operation/people/entry.py"}


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def table(title: str, number: int = 0) -> list[list[str]]:
    """Rows of a section's table, without its head."""
    tables = re.findall(r"((?:^\|.*\|\n)+)", section(title), re.MULTILINE)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in tables[number].splitlines()]
    return rows[2:]


def value_of(path: str) -> Any:
    """What stands at `module.NAME`, or at a field or key of it."""
    if path.startswith("django.conf.settings."):
        return getattr(settings, path.rpartition(".")[2])
    parts = path.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            found: Any = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            found = found[name] if isinstance(found, dict) else getattr(found, name)
        return found
    raise LookupError(path)


@pytest.mark.parametrize(("what", "limit", "where"), table("Limits"))
def test_each_limit_is_the_one_in_force(what: str, limit: str, where: str) -> None:
    found = value_of(where.strip("`"))
    if isinstance(found, timedelta):
        found = found / UNITS[what.split(" ")[0]]
    assert float(limit) == float(found)


def test_a_limit_can_be_looked_up() -> None:
    with pytest.raises(AttributeError):
        value_of("operation.people.gate.NO_SUCH")


def test_every_way_in_is_listed_and_is_an_address() -> None:
    ways = {row[2].strip("`") for row in table("Ways in")}
    for name in ways:
        reverse(name, args=["service"] if name == "openid_connect_login" else None)
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    wanted = {name for name in names if re.search(r"log_?in|sign-in|sign_?up|authenticate$|reset|recover", name)}
    assert wanted - ways <= BEHIND_A_WAY_IN


BEHIND_A_WAY_IN = {
    *("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    *("account_login", "account_signup", "first-sign-in", "socialaccount_signup", "socialaccount_login_cancelled"),
    *("socialaccount_login_error", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    *("mfa_download_recovery_codes", "mfa_signup_webauthn"),
}


def test_words_that_no_password_holds_are_those_that_are_refused() -> None:
    (listed,) = re.findall(r"^> (.+)$", section("Passwords"), re.MULTILINE)
    assert listed.split(", ") == sorted(WORDS)


def test_fields_withheld_of_a_child_are_those_of_the_record_type() -> None:
    listed = {row[0]: row[1].split(", ") for row in table("Who sees which field")}
    assert listed == {one.slug: ["names", *one.personal] for one in all_types() if one.child_field}


def test_every_process_and_service_is_in_the_inventory_of_logs() -> None:
    text = section("What is logged where")
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name in {*services, *COMMANDS} - {"manage", "database"}:
        assert re.search(rf"\b{name}\b", text, re.IGNORECASE), name
    told = ast.parse((ROOT / "operation/config/logs.py").read_text())
    keys = {str(node.value) for node in ast.walk(told) if isinstance(node, ast.Constant)} & {"ts", "level", "msg"}
    assert Line.__doc__
    assert all(f"`{key}`" in text and f"`{key}`" in Line.__doc__ for key in (*keys, "logger", "trace"))


def test_every_module_that_encrypts_or_signs_is_listed() -> None:
    listed = {name for row in table("Keys and ciphers") for name in re.findall(r"`(\w+/[\w/]+\.py)`", row[2])}
    assert listed - DIGESTS == source.imported(source.ENCRYPTS)


def test_every_key_has_its_place_and_its_renewal_in_the_page_on_hosting() -> None:
    keys = {key for row in table("Keys and ciphers") for key in re.findall(r"`([A-Z_]+)`", row[3])}
    assert keys == {"VAULT_KEYS", "SECRET_KEY", "AUDIT_SIGNING_KEY", "SIGNING_FILE"}
    rotation = HOSTING.split("## Rotation")[1].split("\n## ")[0]
    kept = HOSTING.split("## Where the keys live")[1].split("\n## ")[0]
    for key in keys:
        assert f"`{key}`" in kept, key
        assert f"`{key}" in rotation, key


def test_who_speaks_with_whom_is_what_the_composition_lets_through() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    listed = {name for row in table("Who speaks with whom") for name in (*row[0].split(", "), row[1])}
    assert set(services) <= listed
    for row in table("Who speaks with whom"):
        for name in row[0].split(", "):
            if name in services and row[1] in services:
                assert set(services[name]["networks"]) & set(services[row[1]]["networks"]), row


def classes() -> Iterator[str]:
    """«record» stands for each type of records, with the tables that it has beside."""
    ours = {model.__name__ for model in models_of("operation")}
    for row in table("Data and their classes"):
        for name in row[1].split(", "):
            of_types = [name.replace("«record»", known.model.__name__) for known in all_types()]
            yield from (one for one in of_types if one in ours) if "«record»" in name else [name]


def test_every_table_of_ours_has_one_class() -> None:
    ours = [model.__name__ for app in ("operation", "coordination", "reporting") for model in models_of(app)]
    assert sorted(classes()) == sorted(ours)


def models_of(app: str) -> Iterator[Any]:
    return iter(apps.get_app_config(app).get_models())


def test_parts_are_renewed_within_days_and_the_shortest_time_is_for_the_worst() -> None:
    days = [int(row[1].removesuffix(" days")) for row in table("Parts from others")]
    assert days == sorted(days)
    assert days[0] <= 2
    assert "LOCKFLAGS=--upgrade" in section("Parts from others")
    assert "$(LOCKFLAGS)" in (ROOT / "Makefile").read_text()


def test_risky_parts_are_parts_that_are_installed() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    for row in table("Parts from others", 1):
        assert re.search(rf"^{row[0]}(\[|==)", lock, re.MULTILINE), row[0]


def test_dangerous_functions_are_where_the_page_says() -> None:
    text = section("Parts from others")
    for file in source.MARKS_AS_SAFE | source.LAUNCHES:
        assert f"`{file}`" in text, file
    for file in source.WRITES_QUERIES:
        assert any(f"`{place}`" in text for place in (file, "/".join(file.split("/")[:2]))), file


def test_what_is_slow_is_named_with_its_limits() -> None:
    text = section("Parts from others").split("What is slow")[1]
    assert f"{AT_MOST:,} finds" in text
    assert {kind.queue for kind in engine._kinds.values()} == set(re.findall(r"`(\w+)`", text))
