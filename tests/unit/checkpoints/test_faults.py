"""What the types find in a head, each fault with a head that has nothing but it."""

from __future__ import annotations

import pytest

from courseware.errors.diagnostics import Fault
from tests.unit.checkpoints.heads import found, read

OPTIONS = "options: {a: One, b: Two}\nanswer: a"
PAIRS = "pairs: {a: x, b: y}"
CENTRES = "pairs: {mean: all of them, mode: most}"
TEST = "\ntests:\n  - code: assert f() == 1"
CODE = f"solution: |\n  def f():\n      return 1{TEST}"


@pytest.mark.parametrize(
    ("type_", "head", "codes"),
    [
        ("choice", "options: {a: One}\nanswer: a", ["CW510"]),
        ("choice", "options: []\nanswer: a", ["CW510"]),
        ("choice", "options: {a: One, b: Two}\nanswer: c", ["CW511"]),
        ("choice", f"{OPTIONS}\nwrong: {{bb: No}}", ["CW511"]),
        ("choice", f"{OPTIONS}\nlast: z", ["CW511"]),
        ("choice", f"{OPTIONS}\nwrong: {{a: No}}", ["CW504"]),
        ("choice", "options: {a: One, b: One}\nanswer: a", ["CW505"]),
        ("choice", "options: [One, One]\nanswer: One", ["CW505", "CW510"]),
        ("choice", "options: ['A  mean', A mean]\nanswer: A mean", ["CW505"]),
        ("choice", "options: {a: One, b: ''}\nanswer: a", ["CW207"]),
        ("choice", "options: {a: One, b: Two}", ["CW202"]),
        ("choice", "answer: a", ["CW202"]),
        ("choice", f"{OPTIONS}\nshufle: true", ["CW201"]),
        ("choice", "options: {a: One, b: Two}\nanswer: [a, b]", ["CW203"]),
        ("multiple", "options: {a: One, b: Two}", ["CW202"]),
        ("multiple", "options: {a: One}\nanswer: a", ["CW510"]),
        ("multiple", "options: {a: One, b: Two}\nanswer: []", ["CW207"]),
        ("multiple", "options: {a: One, b: Two}\nanswer: [a, c]", ["CW511"]),
        ("multiple", "options: {a: One, b: Two}\nanswer: a, b", ["CW511"]),
        ("multiple", "options: {a: One, b: Two}\nanswer: [a, a]", ["CW505"]),
        ("multiple", f"{OPTIONS}\nwrong: {{a: No}}", ["CW504"]),
        ("multiple", f"{OPTIONS}\nwrong: {{c: No}}", ["CW511"]),
        ("multiple", f"{OPTIONS}\nmissing: {{b: No}}", ["CW512"]),
        ("multiple", f"{OPTIONS}\nmissing: {{c: No}}", ["CW511"]),
        ("multiple", f"{OPTIONS}\nlast: c", ["CW511"]),
        ("multiple", f"{OPTIONS}\npartial: some", ["CW205"]),
        ("multiple", f"{OPTIONS}\nmising: {{a: No}}", ["CW201"]),
        ("choice", "options:\n  a: |\n    if x:\n      y\n  b: |\n    if x:\n    y\nanswer: a", []),
        ("match", "extra: [x]", ["CW202"]),
        ("match", "pairs:\n  - a: x\n  - b: y", ["CW203"]),
        ("match", "pairs: {}", ["CW207"]),
        ("match", "pairs: {a: x}", ["CW515"]),
        ("match", "pairs: {a: 'x  z', b: x z}", ["CW505"]),
        ("match", "pairs: {a: x, b: x}", ["CW515"]),
        ("match", "pairs:\n  a: x\n  b:", ["CW207"]),
        ("match", f"{PAIRS}\nextra: x", ["CW505"]),
        ("match", f"{PAIRS}\nextra: [z, z]", ["CW505"]),
        ("match", f"{PAIRS}\nextra: [z, '']", ["CW207"]),
        ("match", f"{PAIRS}\nwrong: {{c: No}}", ["CW516"]),
        ("match", f"{PAIRS}\nwrong:\n  - answer: {{a: z}}\n    feedback: No", ["CW516"]),
        ("match", f"{PAIRS}\nwrong:\n  - answer: {{a: x, b: y}}\n    feedback: No", ["CW504"]),
        ("match", f"{PAIRS}\nwrong:\n  - answer: {{a: ''}}\n    feedback: No", ["CW207"]),
        ("match", f"{PAIRS}\nwrong:\n  - answer: {{a: y}}", ["CW202"]),
        ("match", f"{PAIRS}\nwrong:\n  - answer: {{}}\n    feedback: No", ["CW207"]),
        ("match", f"{PAIRS}\nwrong:\n  - answer: []\n    feedback: No", ["CW207"]),
        ("match", f"{PAIRS}\nwrong:\n  - feedback: No", ["CW202"]),
        ("match", f"{PAIRS}\nwrong:\n  - a: No", ["CW203"]),
        ("numeric", "tolerance: 0.1", ["CW202"]),
        ("numeric", "answer: five", ["CW520"]),
        ("numeric", "answer: 1,234", ["CW521"]),
        ("numeric", "answer: 6.5\nwrong:\n  1,234: No", ["CW521"]),
        ("numeric", "answer: 9.9 to 9.7", ["CW522"]),
        ("numeric", "answer: 6.5\ntolerance: some", ["CW523"]),
        ("numeric", "answer: 6.5\ntolerance: -1", ["CW523"]),
        ("numeric", "answer: 6.5\ntolerance: 1 kg", ["CW523"]),
        ("numeric", "answer: 0\ntolerance: 1 %", ["CW523"]),
        ("numeric", "answer: 6.5 kg\nunit: m", ["CW524"]),
        ("numeric", "answer: 6.5 m", ["CW524"]),
        ("numeric", "answer: 50 %", ["CW524"]),
        ("numeric", "answer: 6.5\nunit: m\nwrong:\n  5 kg: No", ["CW524"]),
        ("numeric", "answer: 6.5\nunits: {cm: 0.01}", ["CW525"]),
        ("numeric", "answer: 6.5\nunit_needed: true", ["CW525"]),
        ("numeric", "answer: 6.5\nunit: m\nunits: {cm: small}", ["CW520"]),
        ("numeric", "answer: 6.5\nunit: m\nunits: {cm: 0}", ["CW520"]),
        ("numeric", "answer: 6.5\nfigures: 0", ["CW526"]),
        ("numeric", "answer: 6.5\nfigures: 99", ["CW526"]),
        ("numeric", "answer: 6.5\nfigures_needed: true", ["CW526"]),
        ("numeric", "answer: 6.5\ntolerance: 0.1\nwrong:\n  6.45: No", ["CW504"]),
        ("numeric", "answer: 1/3", ["CW527"]),
        ("text", "near: 1", ["CW202"]),
        ("text", "answer: median\nwrong:\n  Median: No", ["CW504"]),
        ("text", "answer: median\npattern: (the", ["CW530"]),
        ("text", "answer: median\npattern: (?=the).*", ["CW531"]),
        ("text", "answer: median\nnear: 9", ["CW532"]),
        ("text", "answer: pi\nnear: 1", ["CW533"]),
        ("text", "answer: median\naccents: maybe", ["CW206"]),
        ("code", f"solution: def f(:{TEST}", ["CW540"]),
        ("code", f"{CODE}\nsetup: x =", ["CW540"]),
        ("code", f"{CODE}\n  - code: assert (", ["CW540"]),
        ("code", f"{CODE}\nwrong:\n  - code: def f(\n    feedback: No", ["CW540"]),
        ("code", f"{CODE}\n  - name: nothing", ["CW541"]),
        ("code", f"{CODE}\n  - code: f()\n    prints: 1", ["CW541"]),
        ("code", f"{CODE}\n  - code: f()\n    input: 1", ["CW541"]),
        ("code", f"{CODE}\n  - code: f()\n    points: 0", ["CW542"]),
        ("code", f"{CODE}\nseconds: 0", ["CW543"]),
        ("code", f"{CODE}\nseconds: 1000", ["CW543"]),
        ("code", f"{CODE}\n  - code: '# nothing'", ["CW207"]),
        ("code", "solution: x = 1", ["CW202"]),
        ("code", "tests:\n  - code: f()", ["CW202"]),
        (
            "code",
            f"{CODE}\nwrong:\n  - code: |\n      def f():\n       return 1 # one\n    feedback: No",
            ["CW504"],
        ),
    ],
)
def test_each_fault_has_its_code(type_: str, head: str, codes: list[str]) -> None:
    assert found(type_, head) == codes


def test_a_fault_says_what_is_wrong_where_and_what_to_do() -> None:
    head = "options:\n  mean: The mean\n  median: The median\nanswer: maen\nwrong:\n  medain: No."
    spec, faults = read("choice", head)
    assert spec["answer"] == "maen"
    assert [(each.message, each.line, each.help) for each in faults] == [
        ("`maen` is not one of the options.", 5, "Did you mean `mean`?"),
        ("`medain` is not one of the options.", 7, "Did you mean `median`?"),
    ]


@pytest.mark.parametrize(
    ("type_", "head", "message", "help_"),
    [
        (
            "choice",
            "options: {a: One, b: Two}\nanswer: [a, b]",
            "`answer` should be one option and is a list.",
            "Where several options are right, write `type: multiple`.",
        ),
        (
            "multiple",
            "options: {a: One, b: Two, c: Three}\nanswer: a, c",
            "Several answers stand in a list.",
            "Write `answer: [a, c]`.",
        ),
        (
            "multiple",
            "options: {mean: One, mode: Two}\nanswer: maen",
            "`maen` is not one of the options.",
            "Did you mean `mean`?",
        ),
        (
            "multiple",
            f"{OPTIONS}\nmissing: {{b: No}}",
            "`b` is not right, and stands under `missing`.",
            "What is said to those who pick it goes into `wrong`.",
        ),
        (
            "match",
            "pairs:\n  - mean: all\n  - mode: most",
            "`pairs` should be lines `id: text` and is a list.",
            "Leave the dashes away, one text a line.",
        ),
        (
            "match",
            f"{CENTRES}\nwrong: {{maen: No}}",
            "`maen` is not on the left of a pair.",
            "Did you mean `mean`?",
        ),
        (
            "match",
            f"{CENTRES}\nwrong:\n  - answer: {{mode: all of it}}\n    feedback: No",
            "`all of it` is on the right of no pair, and not in `extra`.",
            "Did you mean `all of them`?",
        ),
    ],
)
def test_a_likely_slip_has_its_repair(type_: str, head: str, message: str, help_: str) -> None:
    ((said, repair),) = ((each.message, each.help) for each in read(type_, head)[1])
    assert (said, repair) == (message, help_)


def test_all_faults_of_a_head_are_found_at_once() -> None:
    head = "answer: [1,234, five, 9 to 8]\ntolerance: much\nfigures: 99\nunits: {cm: x}"
    head = head.replace("[1,234, five", "['1,234', five")
    assert sorted(found("numeric", head)) == [
        "CW520",
        "CW520",
        "CW521",
        "CW522",
        "CW523",
        "CW525",
        "CW526",
    ]


def test_a_number_with_two_readings_is_repaired_in_both_ways() -> None:
    assert read("numeric", "answer: 1,234")[1] == (
        Fault(
            rule=read("numeric", "answer: 1,234")[1][0].rule,
            message="`1,234` can be read in two ways.",
            line=2,
            help="Write `1.234` or `1234`.",
        ),
    )
