"""Compiles locale/*/LC_MESSAGES/*.po for gettext, without GNU gettext on the machine."""

import os
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def compile_all(locale: Path) -> list[Path]:
    """Write the .mo of each .po that is newer than it; return those written. Fuzzy entries are left out."""
    stale = [source for source in sorted(locale.glob("*/LC_MESSAGES/*.po")) if is_stale(source)]
    for source in stale:
        write(source)
    return stale


def is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def write(source: Path) -> None:
    """Compile one catalogue; the target is replaced whole, so that a running server never reads half of it.

    Raises ValueError, with file and line, when the catalogue is broken.
    """
    target, content = source.with_suffix(".mo"), BytesIO()
    try:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"{source}, line {error.lineno + 1}: {error.line.strip()}") from error
    write_mo(content, catalogue)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    part.write_bytes(content.getvalue())
    part.replace(target)


if __name__ == "__main__":
    try:
        compile_all(Path(sys.argv[1]))
    except ValueError as error:
        sys.exit(str(error))
