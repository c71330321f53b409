"""What runs a `code` answer and its tests, in a process of its own.

The source of this module is the program of the job: it imports nothing of this package. It says
what happened; whether that is right is decided by who reads it. Tests that look at names run in
one namespace, in the order in which they were written, after the set-up and the answer; a test
that looks at what is printed runs the answer once more, as a script.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import linecache
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, TextIO

ANSWER, SETUP, TEST = "<answer>", "<setup>", "<test>"
MOST_PRINTED = 10_000
MOST_SHOWN = 500
SEEN = "__seen__"

Found = dict[str, Any]
Namespace = dict[str, Any]

PRISTINE = dict(vars(builtins))
"""The builtins of tests, whatever the answer has done to those of everybody."""


def judge(payload: Found, report: Callable[[object], None]) -> None:
    """Run all tests, and report what was found after each of them."""
    found: Found = {"error": None, "tests": []}
    # Read before the answer runs: from then on the parser may be another.
    tests = [Test(test["code"]) if "code" in test else None for test in payload["tests"]]
    namespace = fresh_namespace()
    if any(tests):
        found["error"] = run_answer(payload, namespace)
    report(found)
    for test, spec in zip(tests, payload["tests"], strict=True):
        if test is None:
            found["tests"].append(run_script(payload, spec.get("input", "")))
        else:
            found["tests"].append({} if found["error"] else test.run(namespace, payload))
        report(found)


def fresh_namespace() -> Namespace:
    """The namespace of a new `__main__` module."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    vars(module)["__builtins__"] = builtins
    return vars(module)


def run_answer(payload: Found, namespace: Namespace) -> Found | None:
    """Run the set-up and the answer; what went wrong, if anything. Leaving early is no error."""
    for name, source in ((SETUP, payload["setup"]), (ANSWER, payload["source"])):
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        try:
            exec(compile(source, name, "exec", dont_inherit=True), namespace)  # noqa: S102
        except SystemExit:
            return None
        except BaseException as error:  # noqa: BLE001  learner code may raise anything
            return described(error, payload)
    return None


def run_script(payload: Found, text: str) -> Found:
    """Run the answer as a script: what it prints, and the same without what `input` asks."""
    console = Console(text)
    with console.connected():
        error = run_answer(payload, fresh_namespace())
    printed, unasked = console.printed()
    return {"error": error, "printed": printed, "unasked": unasked}


def described(error: BaseException, payload: Found) -> Found:
    """An error by name, text and the last line of the answer that it came through."""
    lines = payload["source"].splitlines()
    number, where = 0, "test"
    trace = error.__traceback__
    while trace is not None:
        place = trace.tb_frame.f_code.co_filename
        if place == ANSWER:
            number, where = trace.tb_lineno, "answer"
        elif place == SETUP and where == "test":
            where = "setup"
        trace = trace.tb_next
    try:
        text = str(error)[:MOST_SHOWN]
    except BaseException:  # noqa: BLE001  a class of the learner's own
        text = ""
    source = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    name = str(type(error).__name__)
    return {"name": name, "text": text, "where": where, "line": number, "source": source}


class Test(ast.NodeTransformer):
    """A test that was read; its assertions keep what they compare: `centre([3, 1, 2])` gives 3."""

    def __init__(self, source: str) -> None:
        """Read a test."""
        self.looks: dict[int, str] = {}
        tree = ast.fix_missing_locations(self.visit(ast.parse(source, TEST)))
        self.code = compile(tree, TEST, "exec", dont_inherit=True)

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        """Keep the side of a comparison that is no constant."""
        match node.test:
            case ast.Compare(left=ast.Constant(), ops=[_], comparators=[look]) as test:
                test.comparators = [self._kept(node, look)]
            case ast.Compare(left=look, ops=[_]) as test:
                test.left = self._kept(node, look)
        return node

    def run(self, namespace: Namespace, payload: Found) -> Found:
        """Run the test in the answer's namespace."""
        namespace["__builtins__"] = PRISTINE
        try:
            exec(self.code, namespace)  # noqa: S102
        except BaseException as error:  # noqa: BLE001
            return {"error": described(error, payload), "gives": self._gives(error, namespace)}
        finally:
            namespace.pop(SEEN, None)
        return {"error": None}

    def _gives(self, error: BaseException, namespace: Namespace) -> Found | None:
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != TEST:
            trace = trace.tb_next
        look = self.looks.get(trace.tb_lineno) if trace is not None else None
        if not look or SEEN not in namespace or not isinstance(error, AssertionError):
            return None
        try:
            return {"look": look, "value": repr(namespace[SEEN])[:MOST_SHOWN]}
        except BaseException:  # noqa: BLE001  a class of the learner's own
            return None

    def _kept(self, node: ast.Assert, look: ast.expr) -> ast.expr:
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
            # Of two assertions on a line nobody knows which of them failed.
            self.looks[line] = "" if line in self.looks else ast.unparse(look)
        return ast.NamedExpr(ast.Name(SEEN, ast.Store()), look)


class Kept(io.RawIOBase):
    """Keeps the beginning of what is written."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self.data = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401  any buffer
        """Keep what still fits."""
        self.data += bytes(data)[: MOST_PRINTED - len(self.data)]
        return len(data)


class Console:
    """The standard streams of a script: what it may read, and what it prints."""

    def __init__(self, text: str) -> None:
        """A script that may read this text."""
        self.kept = Kept()
        self.asked: list[tuple[int, int]] = []
        self.stdin: TextIO = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8")
        self.stdout: TextIO = io.TextIOWrapper(
            io.BufferedWriter(self.kept), "utf-8", "backslashreplace", "\n", write_through=True
        )

    @contextlib.contextmanager
    def connected(self) -> Iterator[None]:
        """These streams in the place of the process's own, whatever the script does to them."""
        before = sys.stdin, sys.stdout, sys.stderr, builtins.input
        sys.stdin, sys.stdout = self.stdin, self.stdout
        builtins.input = self.input
        try:
            yield
        finally:
            sys.stdin, sys.stdout, sys.stderr, builtins.input = before
            with contextlib.suppress(BaseException):
                self.stdout.flush()

    def input(self, prompt: object = "", /) -> str:
        """As `input` does it where nobody types: the question is printed without a line end."""
        sys.stdout.flush()
        begin = len(self.kept.data)
        print(prompt, end="", flush=True)  # noqa: T201
        self.asked.append((begin, len(self.kept.data)))
        line = sys.stdin.readline()
        if not line:
            raise EOFError("EOF when reading a line")
        return line.removesuffix("\n")

    def printed(self) -> tuple[str, str]:
        """All that was printed, and the same without what was asked."""
        data = bytes(self.kept.data)
        unasked, last = b"", 0
        for begin, end in self.asked:
            unasked, last = unasked + data[last:begin], end
        return data.decode("utf-8", "replace"), (unasked + data[last:]).decode("utf-8", "replace")
