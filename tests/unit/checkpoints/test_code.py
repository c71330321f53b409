"""Judging code, in real processes."""

from __future__ import annotations

import pytest

from courseware.checkpoints import protocol
from courseware.checkpoints.protocol import Malformed, Ran, Verdict
from tests.unit.checkpoints.heads import Asked, asked

CENTRE = """starter: |
  def centre(values):
      ...
solution: |
  def centre(values):
      ordered = sorted(values)
      half = len(ordered) // 2
      return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
tests:
  - name: an odd number of values
    code: assert centre([3, 1, 2]) == 2
    message: Sort them first.
  - name: an even number of values
    code: assert centre([4, 1, 3, 2]) == 2.5
    message: Take the number half-way.
    hidden: true
    points: 2
  - code: assert centre([5]) == 5, "One value is its own centre."
wrong:
  - code: |
      def centre(values):
          return sum(values) / len(values)
    feedback: That is the mean.
seconds: 2
"""
MIDDLE = "def centre(values):\n    return sorted(values)[len(values) // 2]\n"
GREETING = """solution: |
  name = input("Your name? ")
  print("Hello", name)
tests:
  - name: greets
    prints: Hello Ann
    input: Ann
  - name: greets others
    prints: Hello Bo
    input: Bo
    hidden: true
other: Ask, then greet.
"""


@pytest.fixture(scope="module")
def centre() -> Asked:
    return asked("code", CENTRE)


@pytest.fixture(scope="module")
def greeting() -> Asked:
    return asked("code", GREETING)


def messages(question: Asked, source: str) -> list[str]:
    """What each test says."""
    verdict = question.answer(source)
    assert isinstance(verdict, Verdict)
    return [each.message for each in verdict.tests]


def test_right_needs_all_tests_in_the_order_in_which_they_were_written(centre: Asked) -> None:
    assert centre.answer(str(centre.spec["solution"])) == Verdict(
        1.0,
        correct=True,
        tests=(
            protocol.TestResult("an odd number of values", passed=True),
            protocol.TestResult("an even number of values", passed=True),
            protocol.TestResult("test 3", passed=True),
        ),
    )


def test_the_score_is_the_share_of_the_points_of_the_tests_passed(centre: Asked) -> None:
    assert centre.answer(MIDDLE) == Verdict(
        0.5,
        correct=False,
        feedback="Take the number half-way.",
        tests=(
            protocol.TestResult("an odd number of values", passed=True),
            protocol.TestResult(
                "an even number of values", passed=False, message="Take the number half-way."
            ),
            protocol.TestResult("test 3", passed=True),
        ),
    )


def test_a_failed_test_says_what_a_call_gave_and_its_message_but_a_hidden_one_no_values(
    centre: Asked,
) -> None:
    assert messages(centre, "def centre(values):\n    return values[0]\n") == [
        "`centre([3, 1, 2])` gives `3`. Sort them first.",
        "Take the number half-way.",
        "",
    ]
    assert messages(centre, "def centre(values):\n    return None\n")[2] == (
        "`centre([5])` gives `None`. One value is its own centre."
    )


def test_a_listed_wrong_answer_hears_its_feedback_however_it_is_laid_out_and_is_never_right(
    centre: Asked,
) -> None:
    verdict = centre.answer(
        "def centre(values):  # the centre\n  return (sum(values) / len(values))"
    )
    assert isinstance(verdict, Verdict)
    assert (verdict.status, verdict.score, verdict.feedback) == ("wrong", 0.0, "That is the mean.")
    assert [each.passed for each in verdict.tests] == [True, True, True]


def test_an_error_names_the_learners_own_line_and_no_other(centre: Asked) -> None:
    question = centre
    said = "Your code stops in line 2, `return values[7]`: `IndexError: list index out of range`."
    assert question.feedback("def centre(values):\n    return values[7]") == said
    source = "import math\nx = 1\nmath.sqrt(-1)\ndef centre(values): ..."
    verdict = question.answer(source)
    assert verdict == Verdict(
        0.0,
        correct=False,
        feedback="Your code stops in line 3, `math.sqrt(-1)`: `ValueError: math domain error`.",
        tests=tuple(
            protocol.TestResult(name, passed=False, message="Not run.")
            for name in ("an odd number of values", "an even number of values", "test 3")
        ),
    )


def test_what_the_tests_need_and_the_code_lacks_is_named(centre: Asked) -> None:
    assert centre.feedback("x = 1") == "Your code does not define `centre`."
    assert "takes 0 positional arguments" in centre.feedback("def centre(): ...")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "There is no code yet. Type some first."),
        ("# later\n", "There is no code yet. Type some first."),
        (None, "There is no code yet. Type some first."),
        (["pass"], "Type code first."),
        ("x" * 50_001, "That is too long: an answer here is at most 50000 characters."),
        (
            "def centre(values)\n    return 1",
            "Line 1 is not Python yet, after `def centre(values)`: expected ':'.",
        ),
        ("x = 1\ny = 2 +", "Line 2 is not Python yet, after `y = 2 +`: invalid syntax."),
        ("print('a'", "Line 1 is not Python yet, at `('a'`: '(' was never closed."),
        ("x = 1\n  y = 2", "Line 2 is not Python yet, at `y = 2`: unexpected indent."),
        ("return 5", "Line 1 is not Python yet, at `return 5`: 'return' outside function."),
        ("a\0b", "This is not Python yet: source code string cannot contain null bytes."),
        ("-" * 20_000 + "1", "This is not Python yet: it is nested too deeply."),
    ],
)
def test_code_that_does_not_compile_is_malformed_and_says_where(
    centre: Asked, source: str | list[str] | None, message: str
) -> None:
    assert centre.answer(source) == Malformed(message)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(centre: Asked, ends: str) -> None:
    assert centre.parse(MIDDLE.replace("\n", ends)) == MIDDLE


def test_a_script_is_judged_by_what_it_prints_with_or_without_what_it_asks(
    greeting: Asked,
) -> None:
    assert greeting.status('print("Hello", input("Your name? "))  ') == "right"
    assert greeting.status('n = input()\nprint(f"Hello {n}   ")\nprint()') == "right"
    assert greeting.status('import sys\nprint("Hello " + sys.stdin.read())\nsys.exit()') == "right"
    assert greeting.status('if __name__ == "__main__":\n    print("Hello", input())') == "right"
    assert greeting.answer('print("Hello Ann")') == Verdict(
        0.5,
        correct=False,
        feedback="Ask, then greet.",
        tests=(
            protocol.TestResult("greets", passed=True),
            protocol.TestResult("greets others", passed=False, message="It prints something else."),
        ),
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("print('Hi')", "It prints `Hi` and should print `Hello Ann`."),
        ("x = 1", "It prints nothing and should print `Hello Ann`."),
        (
            "print('a')\nprint('b')",
            "It prints\n\n```\na\nb\n```\n\nand should print\n\n```\nHello Ann\n```",
        ),
        (
            "input()\ninput()",
            (
                "Your code stops in line 2, `input()`: `EOFError: EOF when reading a line`."
                " `input()` found nothing more to read."
            ),
        ),
    ],
)
def test_a_script_that_prints_something_else_is_shown_both(
    greeting: Asked, source: str, message: str
) -> None:
    assert messages(greeting, source)[0] == message


def test_a_script_that_floods_is_wrong_and_shown_briefly(greeting: Asked) -> None:
    said = messages(greeting, "print('x' * 10**7)")[0]
    assert said.startswith("It prints `xxx")
    assert len(said) < 300


def test_setup_comes_first_and_its_faults_are_not_the_learners() -> None:
    question = asked(
        "code",
        "setup: data = [1, 2]\nsolution: total = sum(data)\ntests:\n  - code: assert total == 3",
    )
    assert question.status("total = sum(data)") == "right"
    assert messages(question, "total = 4") == ["`total` is `4`."]
    broken = asked("code", "setup: 1 / 0\nsolution: x = 1\ntests:\n  - code: assert x")
    assert "It is not your fault." in broken.feedback("x = 1")


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("assert f(2)", "`assert f(2)` does not hold yet."),
        ("assert 4 == f(2)", "`f(2)` gives `1`."),
        ("for n in (1, 2):\n        assert f(n) == n", "`f(n)` gives `1`."),
        (
            "assert f(2) == 2; assert f(3) == 4",
            "`assert f(2) == 2; assert f(3) == 4` does not hold yet.",
        ),
        ("assert not f(2), 'No luck with 2.'", "No luck with 2."),
        (
            "f(1, 2)",
            "Your code stops: `TypeError: f() takes 1 positional argument but 2 were given`.",
        ),
    ],
)
def test_a_test_without_a_message_speaks_for_itself(test: str, message: str) -> None:
    head = f"solution: |\n  def f(n): return n\ntests:\n  - code: |\n      {test}"
    source = "def f(n): return 1" if "not" not in message else "def f(n): return 0"
    source = source if "luck" not in message else "def f(n): return 5"
    assert messages(asked("code", head), source) == [message]


FORGERIES = {
    "leaves": "import sys\nsys.exit(0)",
    "leaves at once": "import os\nos._exit(0)",
    "leaves in the function": "import os\ndef centre(values):\n    os._exit(0)",
    "raises an exit": "def centre(values):\n    raise SystemExit(0)",
    "closes standard output": "import os, sys\nsys.stdout.close()\nos.close(1)",
    "closes everything": "import os\nos.closerange(0, 100)",
    "prints results": 'print(\'{"error": null, "tests": [{"error": null}] * 3}\')\nprint(\'end\')',
    "writes results everywhere": (
        "import os\nfor each in range(50):\n    try:\n"
        '        os.write(each, b\'\\nready\\nresult {"tests": [{"error": null}]}\\nend\\n\')\n'
        "    except OSError:\n        pass\nos._exit(0)"
    ),
    "replaces builtins": (
        "import builtins\nfor name in ('compile', 'exec', 'isinstance', 'repr', 'len', 'sum'):\n"
        "    setattr(builtins, name, lambda *a, **k: None)\n"
        "builtins.AssertionError = builtins.BaseException = ZeroDivisionError"
    ),
    "replaces the parser": "import ast\nast.parse = ast.walk = lambda *a, **k: None",
    "replaces json": (
        "import json, json.encoder\n"
        'json.dumps = json.JSONEncoder.encode = lambda *a, **k: \'{"tests": [{"error": null}]}\''
    ),
    "hides behind its child": "import os\nif os.fork():\n    os._exit(0)",
    "lets its child answer": "import os\nif os.fork() == 0:\n    os._exit(0)\nos.wait()",
    "catches everything": "try:\n    input()\nexcept BaseException:\n    pass",
    "raises on the way to words": (
        "class Odd(BaseException):\n    def __str__(self):\n        raise self\n"
        "    __repr__ = __str__\nraise Odd"
    ),
    "recurses": "import sys\nsys.setrecursionlimit(10**5)\ndef f(): f()\nf()",
    "stops itself": "import os, signal\nos.kill(0, signal.SIGTERM)",
}


@pytest.mark.parametrize("how", FORGERIES)
def test_nothing_passes_that_does_not_do_what_was_asked(centre: Asked, how: str) -> None:
    verdict = centre.answer(FORGERIES[how])
    assert isinstance(verdict, Verdict)
    assert (verdict.score, verdict.correct) == (0.0, False)
    assert not any(each.passed for each in verdict.tests)
    assert verdict.feedback


@pytest.mark.parametrize(
    "endless", ["while True: pass", "10 ** 10 ** 8", "while True: print('x' * 99)"]
)
def test_a_run_over_its_seconds_is_wrong_and_says_so(endless: str) -> None:
    question = asked("code", CENTRE.replace("seconds: 2", "seconds: 0.3"))
    verdict = question.answer(f"{MIDDLE}\nif centre([1]):\n    {endless}")
    assert isinstance(verdict, Verdict)
    assert (verdict.score, verdict.status) == (0.0, "wrong")
    assert verdict.feedback == (
        "Your code was still running after 0.3 seconds and was stopped. Does a loop never end?"
    )


def test_a_listed_wrong_answer_speaks_even_where_nothing_could_run(centre: Asked) -> None:
    listed = "def centre(values):\n    return sum(values) / len(values)\n"
    for ran in (None, Ran(failure="broken"), Ran(failure="timeout"), Ran(result=[1, 2])):
        verdict = centre.type.grade(centre.public, centre.key, listed, ran)
        assert (verdict.score, verdict.feedback) == (0.0, "That is the mean.")


def test_a_computer_that_cannot_run_code_is_not_the_learners_fault(centre: Asked) -> None:
    verdict = centre.type.grade(centre.public, centre.key, MIDDLE, Ran(failure="broken"))
    assert (verdict.correct, verdict.feedback) == (
        False,
        "Your code could not be run on this computer. It is not your fault. Try again in a moment.",
    )


def test_a_student_copy_holds_the_visible_tests_and_the_place_of_the_hidden_ones(
    centre: Asked,
) -> None:
    assert centre.public == {
        "starter": "def centre(values):\n    ...",
        "setup": "",
        "tests": [
            {
                "name": "an odd number of values",
                "message": "Sort them first.",
                "points": 1.0,
                "code": "assert centre([3, 1, 2]) == 2",
            },
            {
                "name": "",
                "message": "",
                "points": 1.0,
                "code": 'assert centre([5]) == 5, "One value is its own centre."',
            },
        ],
        "hidden": 1,
        "seconds": 2.0,
    }


def test_the_worked_answer_is_the_solution_as_a_block_of_code(greeting: Asked) -> None:
    assert greeting.type.worked(greeting.public, greeting.key) == (
        '```python\nname = input("Your name? ")\nprint("Hello", name)\n```'
    )
