"""Debian packages that pip cannot bring: fonts, Pango, Chromium. Standard library only: runs before .venv exists."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
CORE_FONTS = ("NotoSans-", "NotoSansKhmer-", "NotoSansLao-", "NotoSansMyanmar-", "NotoSansThai-")
CJK_FONTS = ("NotoSansCJK-",)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RUNTIME = ("fonts-noto-core", "fonts-noto-cjk", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSER = ("chromium",)


def missing(wanted: tuple[str, ...]) -> list[str]:
    """Packages of `wanted` whose content is not on this machine, however it might have come here."""
    return [name for name in wanted if not PRESENT[name]()]


def commands(packages: list[str]) -> Iterator[list[str]]:
    """apt-get runs to try in turn until one succeeds; the first needs no network for package lists."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=60"]
    install += ["-o", "Dpkg::Use-Pty=0", *packages]
    yield install
    yield ["sh", "-c", 'dpkg --configure -a && apt-get update && exec "$@"', "sh", *install]


def line(packages: list[str]) -> str:
    """What a person with the rights can type."""
    return f"apt-get install --no-install-recommends {' '.join(packages)}"


def may_install() -> bool:
    """Whether this process can install packages by itself."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def environment() -> dict[str, str]:
    """Environment in which apt-get asks nothing."""
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def venv_package() -> str:
    """Package with the part of Python that makes virtual environments; Debian ships it apart."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


@cache
def font_files() -> frozenset[str]:
    """Names of all font files of the usual folders."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return frozenset(name for folder in folders for _, _, names in os.walk(folder) for name in names)


def fonts(prefixes: tuple[str, ...]) -> bool:
    """Whether each family is there."""
    return all(any(name.startswith(prefix) for name in font_files()) for prefix in prefixes)


def library(name: str) -> bool:
    """Whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


PRESENT: dict[str, Callable[[], bool]] = {
    "fonts-noto-core": lambda: fonts(CORE_FONTS),
    "fonts-noto-cjk": lambda: fonts(CJK_FONTS),
    "libpango-1.0-0": lambda: library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": lambda: library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": lambda: library("libharfbuzz-subset.so.0"),
    "chromium": lambda: any(shutil.which(name) for name in BROWSERS),
}
