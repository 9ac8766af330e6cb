"""A clamd in little: it speaks INSTREAM as the real one does, and finds the EICAR test file."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FINDING = "Eicar-Test-Signature"


class Answers(socketserver.StreamRequestHandler):
    """One command, `nINSTREAM`, then chunks behind their length until one of length 0."""

    server: "Clamd"

    def handle(self) -> None:
        assert self.rfile.readline() == b"nINSTREAM\n"
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
                return
        self.server.seen.append(content)
        self.wfile.write(f"stream: {FINDING} FOUND\n".encode() if EICAR in content else b"stream: OK\n")


class Clamd(socketserver.ThreadingTCPServer):
    """`seen` are the files that were scanned, `most` the size that it takes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.seen: list[bytes] = []
        self.most = 1_000_000

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def running() -> Iterator[Clamd]:
    with Clamd() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()
