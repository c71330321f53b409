"""Who may ask this server anything at all: the browser that was given the token, on this machine.

Every request passes one place before any handler sees it. It is refused when its Host is not
this server's (a name rebound to 127.0.0.1), when its Origin or its fetch metadata is another
site's, and when it has neither the token nor the cookie that a request with the token was given.
"""

from __future__ import annotations

import secrets
from hmac import compare_digest
from http import HTTPStatus
from typing import TYPE_CHECKING

from attrs import field, frozen
from tornado.web import Application, OutputTransform, RequestHandler

from courseware.messages import say
from courseware.voila.pages import notice

if TYPE_CHECKING:
    from typing import Any

    from tornado.httputil import HTTPHeaders, HTTPServerRequest


@frozen
class Access:
    """The token of one run of the server, and what a request must show."""

    port: int
    token: str = field(factory=lambda: secrets.token_urlsafe(24), repr=False)
    key: str = field(factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def url(self) -> str:
        """The address that opens the course, with the token."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The name of the cookie; the port is in it because cookies do not know ports."""
        return f"courseware-{self.port}"

    def refusal(self, request: HTTPServerRequest) -> str | None:
        """The key of the sentence that refuses this request, or None when it may go on."""
        if not self._is_ours(request):
            return "access-foreign"
        return None if self.brings_token(request) or self._has_cookie(request) else "access-token"

    def brings_token(self, request: HTTPServerRequest) -> bool:
        """Whether the token is in the address or in an `Authorization` header."""
        header = request.headers.get("Authorization", "").partition(" ")[2].strip()
        given = request.query_arguments.get("token", [])
        return any(_same(each, self.token) for each in (*given, header.encode()))

    def cookie_line(self) -> str:
        """The value of the `Set-Cookie` header that stands for the token from now on."""
        return f"{self.cookie}={self.key}; Path=/; HttpOnly; SameSite=Lax"

    def _is_ours(self, request: HTTPServerRequest) -> bool:
        hosts = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        host = request.headers.get("Host", "").lower()
        if host not in hosts:
            return False
        for name in ("Origin", "Sec-Websocket-Origin"):
            origin = request.headers.get(name)
            if origin is not None and origin.lower() != f"http://{host}":
                return False
        is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        return is_page or request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}

    def _has_cookie(self, request: HTTPServerRequest) -> bool:
        cookie = request.cookies.get(self.cookie)
        return cookie is not None and _same(cookie.value.encode(), self.key)


class GuardedApplication(Application):
    """A tornado application that lets no request past `settings["access"]`."""

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:  # noqa: ANN401  tornado's own delegate has no public name
        """The handler of a request that may go on, else the one that refuses it."""
        key = self.settings["access"].refusal(request)
        if key is not None:
            return self.get_handler_delegate(request, Refusal, {"status": 403, "key": key})
        return super().find_handler(request, **kwargs)


class Refusal(RequestHandler):
    """Answers with one readable sentence and nothing else."""

    def initialize(self, status: int, key: str) -> None:
        """Take the status and the key of the sentence."""
        self._status, self._key = status, key

    def prepare(self) -> None:
        """Answer, whatever the method."""
        self.set_status(self._status)
        self.finish(notice(say(self._key)))


def headers(access: Access) -> type[OutputTransform]:
    """What puts the headers that every response has onto it, and the cookie beside the token."""

    class Headers(OutputTransform):
        def __init__(self, request: HTTPServerRequest) -> None:
            super().__init__(request)
            self._shows_token = access.brings_token(request)

        def transform_first_chunk(
            self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
        ) -> tuple[int, HTTPHeaders, bytes]:
            del finishing
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers.setdefault("Content-Security-Policy", "frame-ancestors 'self'")
            if self._shows_token and status_code != HTTPStatus.FORBIDDEN:
                headers.add("Set-Cookie", access.cookie_line())
            return status_code, headers, chunk

    return Headers


def _same(given: bytes, secret: str) -> bool:
    return compare_digest(given, secret.encode())
