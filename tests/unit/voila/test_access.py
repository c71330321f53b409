"""Who may ask the lesson server anything."""

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from courseware.voila.access import Access

ACCESS = Access(8866, "the-token", "the-key")
OURS = {"Host": "127.0.0.1:8866"}
COOKIE = {**OURS, "Cookie": "courseware-8866=the-key"}


def refusal(headers: dict[str, str], path: str = "/") -> str | None:
    line = RequestStartLine("GET", path, "HTTP/1.1")
    return ACCESS.refusal(HTTPServerRequest(start_line=line, headers=HTTPHeaders(headers)))


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/?token=the-token", OURS),
        ("/lessons/01/?token=the-token", {"Host": "localhost:8866"}),
        ("/", {**OURS, "Authorization": "token the-token"}),
        ("/", COOKIE),
        ("/", {**COOKIE, "Origin": "http://127.0.0.1:8866"}),
        ("/", {**COOKIE, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}),
        ("/", {**COOKIE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}),
    ],
)
def test_token_or_cookie_from_this_machine_is_let_in(path: str, headers: dict[str, str]) -> None:
    assert refusal(headers, path) is None


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", OURS),
        ("/?token=", OURS),
        ("/?token=the-toke", OURS),
        ("/?token=the-key", OURS),
        ("/", {**OURS, "Authorization": "token the-key"}),
        ("/", {**OURS, "Cookie": "courseware-8866=the-token"}),
        ("/", {**OURS, "Cookie": "courseware-8867=the-key"}),
    ],
)
def test_without_the_token_nothing_is_answered(path: str, headers: dict[str, str]) -> None:
    assert refusal(headers, path) == "access-token"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example"},
        {"Host": "attacker.example:8866", "Origin": "http://attacker.example:8866"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:8867"},
        {"Host": "127.0.0.1.attacker.example:8866"},
        {"Host": ""},
        {"Origin": "http://attacker.example"},
        {"Origin": "https://127.0.0.1:8866"},
        {"Origin": "http://localhost:8866"},
        {"Origin": "null"},
        {"Sec-Websocket-Origin": "http://attacker.example"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "websocket"},
    ],
)
def test_a_foreign_host_or_origin_is_refused_even_with_cookie_and_token(
    headers: dict[str, str],
) -> None:
    assert refusal({**COOKIE, **headers}, "/?token=the-token") == "access-foreign"


def test_the_secrets_of_two_runs_differ_and_are_not_shown() -> None:
    one, other = Access(8866), Access(8866)
    assert one.token != other.token
    assert one.cookie_line() != other.cookie_line()
    assert one.token not in repr(one)
