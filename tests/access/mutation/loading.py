"""Loads the application with one of its modules changed."""

import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module before anybody else does, and gives it another source."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, f"{self.name} (mutant)", "exec"), module.__dict__)


def change(name: str, source: str) -> None:
    """From now on the module is imported with this source. Raises RuntimeError when it was imported before."""
    if name in sys.modules:
        raise RuntimeError(f"{name} was imported before it could be changed")
    sys.meta_path.insert(0, Changed(name, source))
