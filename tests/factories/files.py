"""Files as people attach them, and as nobody should: small, made here, each what its name says."""

import io
import struct
import zipfile
import zlib

from PIL import Image


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), colour: str = "navy", **options: object) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    """A ZIP file that holds these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def pdf(*extras: str) -> bytes:
    """A PDF of one empty page; `extras` are further objects, and the first of them is what it does when opened."""
    action = " /OpenAction 4 0 R" if extras else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R{action} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] >>",
        *extras,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}"
    )
    return out + f"{trailer}\n%%EOF\n".encode()


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that says it has `side` × `side` points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    squeezer, rows = zlib.compressobj(9), bytearray()
    for _row in range(min(side, 2000)):
        rows += squeezer.compress(bytes(side // 8 + 1))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = bytes(rows) + squeezer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


PNG = picture()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
PROGRAM = b"MZ\x90\x00\x03" + bytes(200)
