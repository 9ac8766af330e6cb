"""Loads the application with one module as a mutant: a pytest plugin, `-p tests.access.mutation.plugin`."""

import importlib.abc
import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

SOURCE, MODULE = os.environ.get("MUTANT_SOURCE", ""), os.environ.get("MUTANT_MODULE", "")


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module before anybody else does, and gives it another source."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == MODULE else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(Path(SOURCE).read_text(), SOURCE, "exec"), module.__dict__)


if MODULE:
    assert MODULE not in sys.modules, f"{MODULE} was imported before it could be changed"
    sys.meta_path.insert(0, Changed())
