"""Every address of the application, from the resolver itself: nobody keeps a list of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import table

TYPE = "{type}"


@dataclass(frozen=True)
class Route:
    """One address with its parameters. `key` is what the row in routes.toml is called."""

    key: str
    name: str
    pattern: str
    params: tuple[str, ...]
    type: str = ""

    def address(self, given: Mapping[str, Any]) -> str:
        """The address for some parameters; those that it does not take are left out."""
        if not self.name:
            return "/" + self.pattern.replace("<path:rest>", str(given.get("rest", "")))
        return reverse(self.name, kwargs={name: given[name] for name in self.params})


def all_routes() -> list[Route]:
    """All routes; those that the API has for every record type once for each type, under one key."""
    return list(_walk(get_resolver(), "", "", ()))


def _walk(resolver: URLResolver, prefix: str, space: str, outer: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        params = (*outer, *entry.pattern.converters, *getattr(entry.pattern, "regex", _NO_REGEX).groupindex)
        if isinstance(entry, URLResolver):
            inside = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, pattern, inside, params)
        else:
            yield _route(entry, pattern, space, params)


def _route(entry: URLPattern, pattern: str, space: str, params: tuple[str, ...]) -> Route:
    name = f"{space}{entry.name}" if entry.name else ""
    found = next((each for each in table.types() if name.startswith(f"api-{each}-")), "")
    key = name.replace(f"api-{found}-", f"api-{TYPE}-") if found else name or pattern
    return Route(key, name, pattern, tuple(dict.fromkeys(params)), found)


class _NoRegex:
    groupindex: Mapping[str, int] = {}


_NO_REGEX = _NoRegex()
