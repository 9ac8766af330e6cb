"""The data of a first start: SEAGULL from its file, then the demonstration (DEMO=no: without). Twice does no harm."""

import os

import django
from django.core.management import call_command, get_commands

from operation.config.env import ROOT

OPERATION = ROOT / "operation" / "plan" / "data" / "seagull.toml"
SEED = 7


def load() -> None:
    """Each command is one transaction: what was interrupted starts again from nothing."""
    known = get_commands()
    demonstration = os.environ.get("DEMO", "yes") != "no"
    if "load_operation" in known:
        call_command("load_operation", str(OPERATION), verbosity=0)
    if demonstration and "load_demo" in known:
        call_command("load_demo", seed=SEED, if_empty=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "operation.config.settings.local")
    django.setup()
    load()
