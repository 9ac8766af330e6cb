"""JSON: `about`, and `records` as the API answers them."""

from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder

from operation.access.handling import TLP
from operation.cases.exporting.content import Content
from operation.cases.exporting.formats.base import Format, register
from operation.cases.exporting.policies import withheld_in_file
from operation.cases.masking import IDENTIFIERS, NAMES
from operation.cases.serializers import serializer_of

_encode = DjangoJSONEncoder(ensure_ascii=False).encode


def write(content: Content, target: BinaryIO) -> None:
    target.write(f'{{"about": {_encode(content.about.as_dict())},\n"records": ['.encode())
    for number, record in enumerate(content.records):
        target.write((",\n" if number else "\n").encode() + json_of(content, record).encode())
    target.write(b"\n]}\n")


def json_of(content: Content, record: Any) -> str:
    context = {"principal": content.principal}
    told = dict(serializer_of(content.record_type)(record, context=context).data)
    for rows in (NAMES, IDENTIFIERS):
        if told.get(rows):
            told[rows] = [row for row in told[rows] if row["tlp"] != TLP.RED]
    withheld = [name for name in told if name in withheld_in_file(content.principal, content.record_type, record)]
    return _encode(told | dict.fromkeys(withheld) | {"withheld": withheld})


JSON = register(Format("json", "JSON", "application/json", "json", write))
