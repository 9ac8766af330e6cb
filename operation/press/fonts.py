"""Which fonts a document needs. One that is missing is named, with the way to install it; boxes are never printed."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from django.utils.translation import gettext as _

from operation.config import system_packages
from operation.press.presswork import RenderFailed

CORE = "fonts-noto-core"
FC_LIST = shutil.which("fc-list") or "/usr/bin/fc-list"
CJK = "fonts-noto-cjk"


@dataclass(frozen=True, slots=True)
class Script:
    """A script and the families that print it: one to read, one for tables, or one for both."""

    letters: re.Pattern[str]
    families: tuple[str, ...]
    package: str = CORE


SCRIPTS = (
    Script(re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1eff]"), ("Noto Serif", "Noto Sans")),
    Script(re.compile("[\u1780-\u17ff\u19e0-\u19ff]"), ("Noto Serif Khmer", "Noto Sans Khmer")),
    Script(
        re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
        ("Noto Serif CJK SC", "Noto Sans CJK SC"),
        CJK,
    ),
    Script(re.compile("[\u0e80-\u0eff]"), ("Noto Serif Lao", "Noto Sans Lao")),
    Script(re.compile("[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]"), ("Noto Sans Myanmar",)),
    Script(re.compile("[\u0e00-\u0e7f]"), ("Noto Serif Thai", "Noto Sans Thai")),
)


class MissingFont(RenderFailed):
    """A script of the document has no font here. `families` are missing, `packages` bring them."""

    def __init__(self, families: tuple[str, ...], packages: tuple[str, ...]) -> None:
        super().__init__(
            _("The PDF needs fonts that are not installed: %(fonts)s. Install them with: %(line)s")
            % {"fonts": ", ".join(families), "line": system_packages.line(list(packages))}
        )
        self.families = families
        self.packages = packages


def installed() -> frozenset[str]:
    """The families that fontconfig knows now; none when fontconfig itself is missing."""
    try:
        listed = subprocess.run(  # noqa: S603 -- fontconfig's own lister, no argument from outside
            [FC_LIST, "--format", "%{family}\\n"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(family for line in listed.stdout.splitlines() for family in line.split(","))


def require_for(text: str) -> None:
    """Raises MissingFont if `text` has letters of a script whose families are not all installed."""
    needed = [script for script in SCRIPTS if script.letters.search(text)]
    here = installed()
    lacking = [script for script in needed if not here.issuperset(script.families)]
    if lacking:
        families = tuple(family for script in lacking for family in script.families if family not in here)
        raise MissingFont(families, tuple(dict.fromkeys(script.package for script in lacking)))
