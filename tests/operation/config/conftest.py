import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operation.config.checkout import Checkout, checkout, output_until

PARTS = ("operation/config", "operation/__init__.py", "Makefile")
FIRST_START = """
import pathlib
from operation.config import local_services
print("made", local_services.ensure(pathlib.Path.cwd(), name="test").folder)
"""


@pytest.fixture
def clone() -> Iterator[Checkout]:
    """A checkout with the configuration only, where nothing was ever started."""
    with checkout(PARTS) as made:
        yield made


@pytest.fixture(scope="module")
def started_once() -> Iterator[Path]:
    """The services' folder of a checkout whose first start is over: initdb is most of a first start."""
    with checkout(PARTS) as made:
        process = made.python(FIRST_START)
        folder = Path(output_until(process, "made").split()[-1])
        process.wait()
        made.gone()
        yield folder


@pytest.fixture
def copy(clone: Checkout, started_once: Path) -> Checkout:
    """A checkout with the configuration, that has been started before; the programs are linked, the data is copied."""
    folder = clone.folder / "var" / "test-services"
    folder.mkdir(parents=True)
    folder.chmod(0o711)
    for part in started_once.iterdir():
        link = "--link" if part.name.startswith("programs") else "--reflink=auto"
        subprocess.run(["cp", "--archive", link, part, folder], check=True)
    return clone
