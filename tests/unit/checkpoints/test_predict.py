"""What code prints, found by running it and compared line by line."""

from __future__ import annotations

import pytest

from courseware.checkpoints import keys
from courseware.checkpoints.predict import Predict
from courseware.checkpoints.protocol import JSON, Checkpoint, Job, Malformed, Part, Ran, Verdict
from tests.unit.checkpoints.heads import asked, built, found, read

LOOP = """code: |
  for i in range(2):
      print(i, 'x' * i)
  print([1, 2][5])
wrong:
  - answer: |
      1 x
      2 xx
    feedback: Counting begins at 0.
other: Go through it step by step.
"""


def complete(part: Part, ran: Ran) -> list[str] | Part:
    """The whole key, or the codes of what is wrong."""
    whole = Predict().complete(part, ran)
    return [fault.rule.code for fault in whole] if isinstance(whole, tuple) else whole


def printed(text: str, **more: JSON) -> Ran:
    return Ran({"printed": text, "unasked": text, "error": None, **more})


def test_the_answer_is_what_the_code_prints_and_the_error_it_stops_with() -> None:
    question = asked("predict", LOOP)
    assert question.key == {
        "wrong": [{"answer": "1 x\n2 xx", "feedback": "Counting begins at 0."}],
        "answer": "0\n1 x\nIndexError",
        "error": True,
        "other": "Go through it step by step.",
        "explain": "",
    }
    assert question.answer("0\n1 x\nIndexError") == Verdict(1.0, correct=True)
    assert question.type.worked(question.public, question.key) == "```\n0\n1 x\nIndexError\n```"


def test_before_it_ran_nothing_is_known_and_the_student_copy_holds_the_code_alone() -> None:
    spec, _ = read("predict", LOOP)
    public, key = Predict().split(spec)
    assert public == {
        "code": "for i in range(2):\n    print(i, 'x' * i)\nprint([1, 2][5])",
        "setup": "",
        "seconds": 10.0,
    }
    assert set(key) == {"wrong"}
    assert Predict().worked(public, key) == ""
    job = Predict().prepare(public, key)
    assert isinstance(job, Job)
    assert Predict().prepare(public, {**key, "answer": "3", "error": False}) is None


@pytest.mark.parametrize(
    "raw",
    [
        "0 \n1 x\t\nIndexError",
        "0\r\n1 x\r\nIndexError\r\n\r\n",
        "0\n1 x\nIndexError: list index out of range",
        "0\n1\u00a0x\nbuiltins.IndexError",
    ],
)
def test_line_ends_and_what_an_error_says_do_not_matter(raw: str) -> None:
    assert asked("predict", LOOP).status(raw) == "right"


@pytest.mark.parametrize("raw", ["a\tb", "a       b", "a b", "a \t b"])
def test_a_tab_is_some_blanks(raw: str) -> None:
    question = asked("predict", r"code: print('a\tb')")
    assert question.status(raw) == "right"
    assert question.status("ab") == "wrong"


def test_quotes_of_a_phone_are_those_of_the_code() -> None:
    assert asked("predict", "code: print(['a'])").status("[‘a’]") == "right"


def test_show_how_has_the_signs_that_are_printed() -> None:
    question = asked("predict", "code: print('“It’s `x`”', 'a\u200bb')")
    assert question.key["answer"] == "“It’s `x`” a\u200bb"
    assert question.type.worked(question.public, question.key) == "```\n“It’s `x`” a\u200bb\n```"
    assert question.status("\"It's 'x'\" ab") == "right"


@pytest.mark.parametrize(
    ("raw", "feedback", "note"),
    [
        ("1 x\n2 xx", "Counting begins at 0.", "Line 1 is the first that is not right yet."),
        ("0\n1 y\nIndexError", None, "Line 2 is the first that is not right yet."),
        (
            "0\n1 X\nIndexError",
            None,
            "Line 2 is almost it: look at its quotes, spaces and capital letters.",
        ),
        ("0\n1 x", None, "So far so good. Something comes after that."),
        ("0\n1 x\nIndexError\n3", None, "Line 4 is the first that is not right yet."),
        ("IndexError", None, "It does stop with that error. Something is printed before."),
        ("zero", None, ""),
    ],
)
def test_a_wrong_answer_hears_where_it_begins_to_differ_and_not_what_is_right(
    raw: str, feedback: str | None, note: str
) -> None:
    expected = "Go through it step by step." if feedback is None else feedback
    verdict = Verdict(0.0, correct=False, feedback=expected, note=note)
    assert asked("predict", LOOP).answer(raw) == verdict


@pytest.mark.parametrize("raw", [None, "", "  \n\n "])
def test_nothing_is_malformed_and_told_what_is_expected(raw: JSON) -> None:
    said = "Type what the code prints. If it stops with an error, end with the name of the error."
    assert asked("predict", LOOP).answer(raw) == Malformed(said)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("code: print(values)\nsetup: values = [1]", "[1]"),
        ("code: |\n  import sys\n  print(1)\n  sys.exit(3)\n  print(2)", "1"),
        ("code: |\n  import sys\n  print(1, file=sys.stderr)\n  print(2)", "2"),
        ("code: |\n  class Odd(Exception): pass\n  raise Odd('no')", "Odd"),
        ("code: raise EOFError", "EOFError"),
        ("code: |\n  try:\n      input()\n  except EOFError:\n      print('end')", "end"),
        ("code: print('a\\n\\nb\\n\\n')", "a\n\nb"),
    ],
)
def test_code_prints_what_python_prints(code: str, answer: str) -> None:
    assert asked("predict", code).key["answer"] == answer


def test_code_that_is_not_python_is_an_error_to_predict_and_its_author_is_told() -> None:
    spec, faults = read("predict", 'code: print "a"')
    assert [fault.rule.code for fault in faults] == ["CW565"]
    assert built("predict", spec).status("SyntaxError") == "right"


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("wrong:\n  3: No", ["CW202"]),
        ("code: '# later'", ["CW207"]),
        ("code: print(1)\nsetup: x =", ["CW540"]),
        ("code: print(1)\nseconds: 0", ["CW543"]),
        ("code: print(1)\nanswer: 1", ["CW201"]),
        ("code: import random", ["CW566"]),
        ("code: import numpy as np; print(np.random.rand())", ["CW566"]),
        ("code: print(rand())\nsetup: from numpy.random import rand", ["CW566"]),
        ("code: print(g.random())\nsetup: |\n  import random\n  g = random.Random()", ["CW566"]),
        ("code: from secrets import choice; seed(1)", ["CW566"]),
        ("code: import random; random.seed(3)", []),
        ("code: print(g.random())\nsetup: |\n  import random\n  g = random.Random(3)", []),
        ("code: import numpy as np; print(np.random.default_rng(seed=1))", []),
        ("code: import numpy as np; print(np.mean([1]))", []),
    ],
)
def test_each_fault_of_a_head_has_its_code(head: str, codes: list[str]) -> None:
    assert found("predict", head) == codes


@pytest.mark.parametrize(
    ("ran", "codes"),
    [
        (printed(""), ["CW560"]),
        (printed(" \n\n"), ["CW560"]),
        (printed("x" * 2001), ["CW561"]),
        (Ran(failure="timeout"), ["CW562"]),
        (Ran(failure="ended"), ["CW563"]),
        (Ran(failure="broken"), ["CW563"]),
        (printed("", error={"name": "KeyError", "text": "a", "where": "setup"}), ["CW567"]),
        (printed("", error={"name": "EOFError", "text": "EOF when reading a line"}), ["CW563"]),
        (printed("\u200b"), ["CW560"]),
        (printed("3\n"), ["CW504"]),
        (printed("", error={"name": "KeyError", "text": "'x'", "where": "answer"}), ["CW504"]),
    ],
)
def test_what_cannot_be_an_answer_is_the_authors_fault(ran: Ran, codes: list[str]) -> None:
    wrong: JSON = [{"answer": each, "feedback": "No."} for each in ("3", "KeyError: 'x'")]
    assert complete({"wrong": wrong}, ran) == codes


def test_a_key_is_completed_once_and_other_keys_never() -> None:
    public, key = Predict().split(read("predict", "code: print(3)")[0])
    checkpoint = Checkpoint("a", "predict", "?", "hash", public=public, key=key)
    assert keys.missing(checkpoint) is not None
    whole = keys.completed(checkpoint, printed("3\n"))
    assert isinstance(whole, Checkpoint)
    assert whole.key == {"wrong": [], "answer": "3", "error": False}
    assert keys.missing(whole) is None
    withheld = Checkpoint("a", "predict", "?", "hash", public=public)
    assert keys.missing(withheld) is None
    other = Checkpoint("b", "choice", "?", "hash", key={"answer": "a"})
    assert keys.missing(other) is None
    assert keys.completed(other, printed("3\n")) == other


def test_an_answer_key_is_told_where_the_answer_comes_from() -> None:
    _, (fault,) = read("predict", "code: print(1)\nanswer: 1")
    assert (fault.line, fault.help) == (3, "The answer is found by running `code`.")
    _, (fault,) = read("predict", "code: print(1)\nanswers: 1")
    assert "answer`" not in str(fault.help)


def test_what_draws_by_chance_runs_more_often() -> None:
    for code, again in (("import random", 7), ("import random; random.seed(1)", 1), ("x = '", 1)):
        job = Predict().prepare({"code": code, "setup": ""}, {})
        assert job is not None
        assert job.again == again


def test_a_wrong_answer_may_say_what_the_error_says() -> None:
    head = "code: int('a')\nwrong:\n  - answer: 'TypeError: an int'\n    feedback: It is a text."
    assert asked("predict", head).feedback("TypeError") == "It is a text."
