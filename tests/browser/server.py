"""A web server on the loopback: one folder under one base path, as GitHub Pages would serve it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

TEXTS = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"})


@dataclass
class Served:
    """A folder that is being served, and what was asked for but was not there."""

    folder: Path
    base: str
    origin: str
    missing: list[str] = field(default_factory=list)
    compress: bool = False

    def url(self, path: str = "") -> str:
        return f"{self.origin}{self.base}{path}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    served: Served


class _Handler(SimpleHTTPRequestHandler):
    """Files below the base path; everything else is the site's own 404 page."""

    server: _Server
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        served = self.server.served
        asked = unquote(urlsplit(path).path)
        if not asked.startswith(served.base):
            return str(served.folder / "\0outside")
        return str(served.folder / asked.removeprefix(served.base))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.server.served.folder / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            return super().send_error(code, message, explain)
        self.server.served.missing.append(self.path)
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def send_head(self) -> BytesIO | BinaryIO | None:
        """As GitHub Pages does, texts go out compressed where that is asked for."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        asked = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (self.server.served.compress and asked and path.suffix in TEXTS and path.is_file()):
            return super().send_head()
        body = _compressed(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def list_directory(self, path: object) -> None:  # noqa: ARG002 (the library's signature)
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        pass


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


@contextmanager
def serve(folder: Path, base: str, *, compress: bool = False) -> Iterator[Served]:
    """Serve the folder under the base path (`/`, `/repo/`) on a free port."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.served = Served(
        folder, base, f"http://127.0.0.1:{server.server_address[1]}", compress=compress
    )
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.served
    finally:
        server.shutdown()
        server.server_close()
