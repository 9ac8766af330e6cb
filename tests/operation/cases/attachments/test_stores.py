"""The two kinds of store: a folder whose files nobody else reads, and a service that speaks S3."""

import io
import stat
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from moto.server import ThreadedMotoServer

from operation.access.context import acting_as
from operation.cases.attachments import storage
from operation.cases.attachments.actions import remove_attachment
from operation.cases.attachments.selectors import read_content
from operation.config.env import attachment_store
from operation.people.selectors import principal_of
from tests.factories import files
from tests.operation.cases.attachments.conftest import Attach

BUCKET = "files-of-records"
KEYS = {"ATTACHMENTS_ACCESS_KEY": "only-for-the-suite", "ATTACHMENTS_SECRET_KEY": "only-for-the-suite"}


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of moto's server, and our settings as an operator would make them."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    given = KEYS | {"ATTACHMENTS_BUCKET": BUCKET, "ATTACHMENTS_ENDPOINT": address, "ATTACHMENTS_REGION": "us-east-1"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "us-east-1"}
    s3 = boto3.resource("s3", endpoint_url=address, **keys)
    made = s3.create_bucket(Bucket=BUCKET)
    settings.STORAGES = settings.STORAGES | {"attachments": attachment_store(Path("/nowhere"))}
    yield made
    server.stop()


def test_a_file_goes_to_the_bucket_and_comes_back(
    cast: SimpleNamespace, suspect: Any, attach: Attach, bucket: Any
) -> None:
    made = attach(suspect, name="อนันต์.png")
    assert [one.key for one in bucket.objects.all()] == [made.object_name]
    assert made.state == "clean"
    principal = principal_of(cast.officer_th)
    with acting_as(principal, channel="test"):
        with read_content(suspect, made) as content:
            assert content.read() == files.PNG
        remove_attachment(principal=principal, record=suspect, attachment=made, words="wrong person")
    assert storage.clear() == 1
    assert list(bucket.objects.all()) == []


def test_a_second_time_replaces_the_first(bucket: Any) -> None:
    for content in (b"half", b"whole"):
        storage.put("ab/cd", io.BytesIO(content))
    with storage.take("ab/cd") as kept:
        assert kept.read() == b"whole"
    assert len(list(bucket.objects.all())) == 1


def test_what_the_bucket_does_not_have_is_an_oserror(bucket: Any) -> None:
    with pytest.raises(OSError, match="no/such"):
        storage.take("no/such")


def test_a_folder_is_read_by_nobody_else(suspect: Any, attach: Attach, store: Path) -> None:
    kept = store / attach(suspect).object_name
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_folder_is_the_default_and_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert attachment_store(Path("/srv"))["OPTIONS"]["location"] == "/srv/var/attachments"
    monkeypatch.setenv("ATTACHMENTS_FOLDER", "/attachments")
    assert attachment_store(Path("/srv"))["OPTIONS"]["location"] == "/attachments"


def test_a_bucket_without_its_keys_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHMENTS_BUCKET", BUCKET)
    monkeypatch.setenv("ATTACHMENTS_ACCESS_KEY", "")
    with pytest.raises(ImproperlyConfigured, match="ATTACHMENTS_ACCESS_KEY is not set, but ATTACHMENTS_BUCKET is"):
        attachment_store(Path("/srv"))
