"""A file that somebody shows: held in memory while it is looked at, and never longer or larger than that."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LIMIT = 24 * 1024 * 1024
"""Bytes, below what a proxy lets through. Editions have one to six million."""


class HeldInMemory(FileUploadHandler):
    """Takes a file of at most LIMIT bytes, whatever its sender says of its length, and writes nothing to a disk.

    `too_large` tells whether there was more: what arrived of it is dropped at once, and what is far more is not read.
    """

    too_large = False
    far_too_large = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.far_too_large = content_length > 2 * LIMIT

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = BytesIO()
        self._stop_if(self.far_too_large)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._stop_if(start + len(raw_data) > LIMIT)
        self.held.write(raw_data)

    def _stop_if(self, too_large: bool) -> None:
        if too_large:
            self.too_large, self.held = True, BytesIO()
            raise StopUpload(connection_reset=self.far_too_large)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.held.seek(0)
        kind, extra = self.content_type or "", self.content_type_extra
        return InMemoryUploadedFile(self.held, self.field_name, self.file_name or "", kind, file_size, None, extra)
