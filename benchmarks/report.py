"""Results as lines of a table, and as a file with what they were measured on."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks.measure import Result
from reporting.demo.volume.sizes import Size

HEADING = f"{'':<40}{'value':>16}{'floor':>16}{'ratio':>8}{'target':>8}"
PLACES = {"ms": 2, "ms a row": 4, "MB": 1, "pages": 1}
PACKAGES = ("django", "djangorestframework", "psycopg")


def line(one: Result) -> str:
    value, floor = (f"{figure:.{PLACES[one.unit]}f} {one.unit}" for figure in (one.value, one.floor))
    return f"{one.name:<40}{value:>16}{floor:>16}{one.ratio:>8.2f}{one.target:>8g}  {'met' if one.met else 'NOT MET'}"


def write(path: Path, results: Sequence[Result], size: Size, only: str = "") -> None:
    """Keep the results beside the machine, the versions and the commit; those of a part apart from a whole run's."""
    told = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "volume": {"records": size.records, "seed": size.seed},
        "machine": machine(),
        "versions": versions(),
        "results": [asdict(one) for one in results],
    }
    whole = json.loads(path.read_text()) if path.exists() else {}
    if only:
        told = whole | {"apart": whole.get("apart", {}) | {only: told}}
    elif "matching" in whole:
        told |= {"matching": whole["matching"]}
    path.write_text(json.dumps(told, indent=1) + "\n")


def keep_matching(path: Path, pools: Any) -> None:
    """Keep how well names are matched, beside the promises."""
    whole = json.loads(path.read_text()) if path.exists() else {}
    told = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit(), "machine": machine()}
    path.write_text(json.dumps(whole | {"matching": told | {"pools": pools}}, indent=1) + "\n")


def commit() -> str:
    """The commit that was measured; «+» when the folder differs from it."""
    asked = ["git", "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def machine() -> dict[str, Any]:
    described = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = {text.partition(":")[2].strip() for text in described if text.startswith("model name")}
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": ", ".join(sorted(models)) or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(gigabytes, 1),
        "load": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
    }


def versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = cursor.fetchone()[0]
    return {"python": platform.python_version(), "postgresql": postgresql} | {name: version(name) for name in PACKAGES}
