"""Pages of results as their readers see them: words of a section, and rows of a table by their heads."""

import re
from html import unescape

from django.test import Client

Rows = dict[str, list[str]]


def page(client: Client, address: str) -> str:
    answer = client.get(f"/results/{address}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def section(text: str, name: str) -> str:
    """The section whose title has this id."""
    found = re.search(rf'id="{name}-title".*?</section>', text)
    assert found, f"no section {name}"
    return found.group()


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def rows(text: str, name: str) -> Rows:
    """Each row of the tables of a section: the words of its cells, by the words of its head."""
    found: Rows = {}
    for one in re.findall(r"<tr.*?</tr>", section(text, name)):
        head, *cells = re.findall(r"<t[hd].*?</t[hd]>", one)
        found[words(head)] = [words(cell) for cell in cells]
    return found
