"""A web server on the loopback: one folder under one base path, as GitHub Pages would serve it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit


@dataclass
class Served:
    """A folder that is being served, and what was asked for but was not there."""

    folder: Path
    base: str
    origin: str
    missing: list[str] = field(default_factory=list)

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

    def list_directory(self, path: object) -> None:  # noqa: ARG002 (the library's signature)
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        pass


@contextmanager
def serve(folder: Path, base: str) -> Iterator[Served]:
    """Serve the folder under the base path (`/`, `/repo/`) on a free port."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.served = Served(folder, base, f"http://127.0.0.1:{server.server_address[1]}")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.served
    finally:
        server.shutdown()
        server.server_close()
