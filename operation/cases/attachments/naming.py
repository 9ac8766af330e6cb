"""Names of files: as they were given, without the path, and without what could be taken for something else."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 200
LONGEST_SUFFIX = 20
INVISIBLE = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
JOINERS = "\u200c\u200d"
"""Khmer, Lao and Burmese words may need them; other format signs can turn «gpj.exe» around."""


def clean_name(given: str) -> str:
    """The last part of a path of any system, in NFC, at most 200 signs; '' when nothing is left of it."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign in JOINERS or unicodedata.category(sign) not in INVISIBLE)
    name = unicodedata.normalize("NFC", " ".join(kept.split())).strip(". ")
    return name if len(name) <= LONGEST else _shortened(name)


def _shortened(name: str) -> str:
    suffix = suffix_of(name)
    suffix = suffix if len(suffix) <= LONGEST_SUFFIX else ""
    return name[: LONGEST - len(suffix)].rstrip(". ") + suffix


def suffix_of(name: str) -> str:
    """«.jpg» of «photo.JPG»; '' without one."""
    return PurePosixPath(name).suffix.lower()
