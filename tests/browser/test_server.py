"""What a visitor of the lesson server can reach, seen from outside."""

import json
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.browser.serving import Served, serving
from tests.browser.small_course import CLOSED, PNG, write_copy

SERVED = [
    "/",
    "/lessons/01-first/",
    "/lessons/01-first/map.png",
    "/voila/static/voila.js",
    "/voila/templates/courseware/static/index.css",
    "/voila/labextensions/anywidget/package.json",
]
NOT_SERVED = [
    "/lessons",
    "/lessons/",
    "/lessons/03-none/",
    "/lessons/01-first/01-first.ipynb",
    "/lessons/01-first/undeclared.png",
    "/lessons/01-first/secret.png",
    "/lessons/01-first/link.png",
    "/lessons/01-first/page.html",
    "/lessons/01-first/code.py",
    "/lessons/01-first/.courseware/01-first.jsonl",
    "/lessons/01-first/../01-first/01-first.ipynb",
    "/lessons/01-first/..%2f..%2fcourse.yml",
    "/lessons/01-first/%2e%2e/course.yml",
    "/lessons/01-first/%2e%2e%2f01-first%2f01-first.ipynb",
    "/lessons/..%2f..%2fetc/",
    "/lessons/%2e%2e/",
    "/lessons/01-first//etc/passwd",
    "/lessons/01-first/%00map.png",
    "/course.yml",
    "/01-first/01-first.ipynb",
    "/files/01-first/01-first.ipynb",
    "/voila/files/01-first/map.png",
    "/voila/files/01-first/01-first.ipynb",
    "/voila/render/01-first/01-first.ipynb",
    "/voila/tree",
    "/voila/tree/01-first",
    "/voila/api/contents/01-first",
    "/voila/api/themes/x.css",
    "/voila/static/",
    "/voila/static/..%2f..%2f..%2f..%2fetc/passwd",
    "/voila/static/%2e%2e/index.html.j2",
    "/voila/templates/lab/static/index.css",
    "/voila/templates/courseware/index.html.j2",
    "/voila/templates/courseware/static/..%2findex.html.j2",
    "/voila/labextensions/",
    "/voila/labextensions/%2e%2e/%2e%2e/etc/jupyter/voila.json",
    "/voila/query/00000000-0000-0000-0000-000000000000",
    "/voila/execution/00000000-0000-0000-0000-000000000000",
    "/api/kernels",
    "/api/kernels/00000000-0000-0000-0000-000000000000",
    "/api/kernelspecs",
    "/api/contents",
    "/api/sessions",
    "/api/terminals",
    "/api/status",
    "/tree",
    "/lab",
    "/login",
    "/logout",
    "/static/favicon.ico",
]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student copy with what an attacker or a careless hand may have put there."""
    copy = write_copy(tmp_path_factory.mktemp("course"))
    first = copy / "01-first"
    (first / "undeclared.png").write_bytes(PNG)
    notebook = json.loads((first / "01-first.ipynb").read_text())
    notebook["metadata"]["kernelspec"] = {"name": "elsewhere", "display_name": "Another Python"}
    notebook["metadata"]["voila"] = {"template": "reveal", "theme": "dark"}
    head = notebook["cells"][2]
    head["source"] = [
        line.replace('"map.png"', '"map.png", "link.png", "../course.yml"')
        for line in head["source"]
    ]
    assert any("link.png" in line for line in head["source"])
    (first / "01-first.ipynb").write_text(json.dumps(notebook))
    (first / "link.png").symlink_to(first / "01-first.ipynb")
    return copy


@pytest.fixture(scope="module")
def server(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """That copy, served."""
    with serving(course, tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.mark.parametrize("path", SERVED)
def test_a_lesson_and_what_its_page_needs_is_served_to_whoever_has_the_token(
    server: Served, path: str
) -> None:
    assert server.ask(path).status == 200


@pytest.mark.parametrize("path", NOT_SERVED)
def test_nothing_else_is_served(server: Served, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in {400, 403, 404, 405}
    for inside in ("cells", "keyring", "root:", "format:", "skills", CLOSED):
        assert inside not in answer.text


@pytest.mark.parametrize("path", [*SERVED, *NOT_SERVED])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "token wrong"},
        {"Cookie": "_xsrf=2|x; username-127-0-0-1-8866=x"},
    ],
)
def test_without_the_token_every_answer_is_one_sentence(
    server: Served, path: str, headers: dict[str, str]
) -> None:
    answer = server.ask(path, token=False, headers=headers)
    assert answer.status in {400, 403}
    if answer.status == 403:
        assert "courseware start printed" in answer.text
        assert "<form" not in answer.text
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/lessons/01-first/map.png", "/voila/static/voila.js"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example"},
        {"Host": "attacker.example:{port}"},
        {"Host": "attacker.example:{port}", "Origin": "http://attacker.example:{port}"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://attacker.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_a_foreign_host_or_origin_is_refused_even_with_the_token(
    server: Served, path: str, headers: dict[str, str]
) -> None:
    sent = {name: value.format(port=server.port) for name, value in headers.items()}
    answer = server.ask(path, headers=sent)
    assert answer.status == 403
    assert "on this machine only" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", ["/", "/lessons/01-first/", "/api/kernels"])
def test_pages_are_only_read(server: Served, path: str, method: str) -> None:
    assert server.ask(path, method=method, body="x=1").status in {403, 404, 405}


def test_the_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_do_not_get(
    server: Served,
) -> None:
    answer = server.ask(f"/?token={server.token}", token=False)
    cookie = answer.headers["Set-Cookie"]
    assert answer.status == 200
    assert server.token not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    allowed = server.ask("/", token=False, headers={"Cookie": cookie.partition(";")[0]})
    assert allowed.status == 200


def test_a_declared_picture_is_served_as_a_picture_and_nothing_more(server: Served) -> None:
    answer = server.ask("/lessons/01-first/map.png")
    assert answer.body == PNG
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["", "template=lab&theme=dark", "template=../../etc&theme=../x"])
def test_neither_visitor_nor_notebook_chooses_the_template(server: Served, query: str) -> None:
    page = server.ask(f"/lessons/01-first/?{query}").text
    assert '<main id="lesson"' in page
    assert 'lang="cy"' in page
    assert "reveal" not in page
    assert "theme-dark" not in page


def test_no_byte_of_a_closed_cell_is_in_the_page(server: Served) -> None:
    page = server.ask("/lessons/01-first/").text
    assert "Before you begin" in page
    assert "The end." in page
    assert CLOSED.lower() not in page.lower()
    assert "secret.png" not in page
    assert "keyring" not in page


def test_the_list_shows_each_lesson_as_a_plain_link(server: Served) -> None:
    page = server.ask("/").text
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a><span class="how">([^<]*)</span>', page)
    assert links == [
        ("/lessons/01-first/", "The first lesson", "10 min"),
        ("/lessons/02-second/", "The second lesson", "5 min"),
    ]


def test_an_address_without_its_last_slash_leads_on(server: Served) -> None:
    answer = server.ask("/lessons/01-first")
    assert (answer.status, answer.headers["Location"]) == (301, "/lessons/01-first/")


def kernel_of(page: str) -> str:
    """The id of the kernel that runs a page."""
    found = re.search(r'"kernelId": "([\w-]+)"', page)
    assert found is not None
    return found[1]


def channels(server: Served, kernel: str, **headers: str) -> ClientConnection:
    """A websocket to a kernel, with the headers that are given."""
    address = f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id=test"
    origin = headers.pop("Origin", f"http://127.0.0.1:{server.port}")
    return connect(address, origin=Origin(origin), additional_headers=headers)


def message(kind: str, content: dict[str, object], channel: str = "shell") -> str:
    """A message to a kernel as a page sends it."""
    header = {
        "msg_id": kind,
        "msg_type": kind,
        "username": "",
        "session": "test",
        "date": "2026-01-01T00:00:00Z",
        "version": "5.3",
    }
    return json.dumps(
        {
            "channel": channel,
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "buffers": [],
        }
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "token wrong"},
        {"Authorization": "token {token}", "Origin": "http://attacker.example"},
        {"Authorization": "token {token}", "Origin": "http://localhost:{port}"},
    ],
)
def test_a_websocket_needs_the_token_and_the_page_s_own_origin(
    server: Served, headers: dict[str, str]
) -> None:
    kernel = kernel_of(server.ask("/lessons/02-second/").text)
    sent = {
        name: value.format(token=server.token, port=server.port) for name, value in headers.items()
    }
    with pytest.raises(InvalidStatus, match="403"):
        channels(server, kernel, **sent)


def test_a_page_may_not_run_code_or_stop_a_kernel(server: Served, tmp_path: Path) -> None:
    kernel = kernel_of(server.ask("/lessons/02-second/").text)
    trace = tmp_path / "trace"
    code = {"code": f"open({str(trace)!r}, 'w')", "silent": False, "user_expressions": {}}
    with channels(server, kernel, Authorization=f"token {server.token}") as socket:
        for channel in ("shell", "control"):
            socket.send(message("execute_request", code, channel))
            socket.send(message("shutdown_request", {"restart": False}, channel))
            socket.send(message("interrupt_request", {}, channel))
            socket.send(message("debug_request", {}, channel))
        socket.send(message("complete_request", {"code": "o", "cursor_pos": 1}))
        socket.send(message("inspect_request", {"code": "o", "cursor_pos": 1}))
        socket.send(message("history_request", {"hist_access_type": "tail", "n": 9}))
        socket.send(message("input_reply", {"value": "x"}, "stdin"))
        socket.send(message("comm_info_request", {}))
        replies: set[str] = set()
        while "comm_info_reply" not in replies:
            replies.add(json.loads(socket.recv(timeout=30))["header"]["msg_type"])
    assert not {each for each in replies if each.endswith("_reply")} - {"comm_info_reply"}
    assert not trace.exists()
    assert server.ask(f"/api/kernels/{kernel}").status == 200


def test_a_kernel_is_ended_by_its_page_only(server: Served) -> None:
    page = server.ask("/lessons/02-second/")
    kernel = kernel_of(page.text)
    path = f"/voila/api/shutdown/{kernel}"
    cookies = SimpleCookie("; ".join(page.headers.get_all("Set-Cookie", [])))
    xsrf = cookies["_xsrf"].value
    assert server.ask(path, method="POST", body="").status == 403
    assert server.ask(path, method="POST", body="_xsrf=guess").status == 403
    assert server.ask(f"/api/kernels/{kernel}", method="DELETE").status in {403, 405}
    assert server.ask(f"/api/kernels/{kernel}").status == 200
    cookie = {"Cookie": f"_xsrf={xsrf}"}
    assert server.ask(path, method="POST", body=f"_xsrf={xsrf}", headers=cookie).status == 204
    assert server.ask(f"/api/kernels/{kernel}").status == 404
