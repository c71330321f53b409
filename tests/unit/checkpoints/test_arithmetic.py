"""Arithmetic that an author writes."""

from __future__ import annotations

import math
from contextlib import suppress
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courseware.checkpoints.arithmetic import LONGEST, calculate, names
from courseware.checkpoints.filling import asked, filled
from courseware.checkpoints.functions import NotCalculable
from courseware.checkpoints.numbers import Number, read_number
from courseware.checkpoints.spelling import spelled

VALUES = {"t": Fraction(23, 10), "x1": Fraction(3), "größe": Fraction(-2)}
HOSTILE = (
    "9**9**9",
    "2**-99999999",
    "1e999",
    "1e999999999",
    "9**64**64",
    "(9**64)**64",
    "(" * 10_000 + "1" + ")" * 10_000,
    "(" * 240 + "1" + ")" * 240,
    "(" * 400,
    "-" * 499 + "1",
    "+".join("1" * 250),
    "**".join("2" * 160),
    "__import__('os')",
    "__import__('os').system('true')",
    "a.b",
    '"x"*9',
    "'5'",
    "b'5'",
    "f'{1}'",
    "[1][0]",
    "[1]",
    "(1, 2)",
    "{1}",
    "{1: 2}",
    "lambda: 1",
    "(y := 1)",
    "1 if 1 else 2",
    "1 < 2",
    "1 and 2",
    "not 1",
    "~1",
    "True",
    "None",
    "...",
    "1j",
    "0x10",
    "1_000",
    "7 // 2",
    "7 % 2",
    "1 << 2",
    "1 @ 2",
    "max(*t)",
    "max(t, key=abs)",
    "sqrt",
    "sqrt()",
    "sqrt(1, 2)",
    "min()",
    "round(1, 2, 3)",
    "round(1, 0.5)",
    "round(1, 99999999999)",
    "2(3)",
    "sqrt(4)(4)",
    "eval('1')",
    "open",
    "2t",
    "1 # 2",
    "1; 2",
    "x = 1",
    "await t",
    "(yield)",
    "1\0",
    "\ud800",
    "",
    " ",
    "`1`",
    "sqrt(-1)",
    "log(0)",
    "asin(2)",
    "exp(1000)",
    "exp(9**64)",
    "sin(9**64*9**64*9**64*9**64*9**64*9**64)",
    "1/0",
    "0**-1",
    "2**0.5",
    "(-8)**(1/3)",
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "1"),
        (" 0.1 + 0.2 ", "3/10"),
        ("1e3", "1000"),
        ("2.5E-3", "1/400"),
        (".5", "1/2"),
        ("5.", "5"),
        ("0.1234567890123456789", "1234567890123456789/10000000000000000000"),
        ("2*t**2 - 1/3", "3074/300"),
        ("-(t)", "-23/10"),
        ("-2**2", "-4"),
        ("2**-2", "1/4"),
        ("2**3**2", "512"),
        ("(1 +\n 2) * 3", "9"),
        ("größe * x1", "-6"),
        ("ｔ", "23/10"),
        ("sqrt(9/4)", "3/2"),
        ("abs(-1/3)", "1/3"),
        ("round(t)", "2"),
        ("round(2.345, 2)", "117/50"),
        ("round(1234, -2)", "1200"),
        ("min(3, 1/7, 2)", "1/7"),
        ("max(3)", "3"),
        ("floor(-t)", "-3"),
        ("ceil(t)", "3"),
        ("exp(0) + log(1) + log10(100) + cos(0) + atan(0)", "4"),
        ("+".join("1" * 90), "90"),
    ],
)
def test_arithmetic_is_exact(text: str, value: str) -> None:
    assert calculate(text, VALUES) == Fraction(value)


def test_what_goes_through_floating_point_is_the_fraction_of_the_float() -> None:
    assert calculate("sqrt(2)", {}) == Fraction(math.sqrt(2))
    assert calculate("sin(pi) + e", {}) == Fraction(math.sin(math.pi)) + Fraction(math.e)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_not_arithmetic_or_has_no_value_is_refused_at_once(text: str) -> None:
    begun = perf_counter()
    with pytest.raises(NotCalculable) as caught:
        calculate(text, VALUES)
    assert perf_counter() - begun < 1
    message = str(caught.value)
    assert message.count("`") % 2 == 0
    assert message.isprintable()
    assert message.endswith((".", "?"))
    assert len(message) < 250


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2*x1^2", "`2*x1^2` uses `^`, and a power is written `**`."),
        ("x^{2}", "`x^{2}` uses `^`, and a power is written `**`."),
        ("2t", "`2t` is no arithmetic: a product needs its `*`, a power is `**`."),
        ("t.real + 1", "`t.real` is no arithmetic."),
        ("x1_ + 1", "`x1_` is not given. Did you mean `x1`?"),
        ("q", "`q` is not given. Known are `t`, `x1`, `größe`, `pi`, `e`."),
        ("sqr(2)", "There is no function `sqr`. Did you mean `sqrt`?"),
        ("abs + 1", "`abs` is a function: write `abs(...)`."),
        ("sqrt(1, 2)", "`sqrt` takes one number, and here are 2."),
        ("round()", "`round` takes one number or two, and here are 0."),
        ("min()", "`min` takes one number or more, and here are 0."),
        ("1 + t/(x1 - 3)", "`t/(x1 - 3)` divides by zero."),
        ("1 + sqrt(t - 3)", "`sqrt(t - 3)` has no value."),
        ("exp(1000)", "`exp(1000)` is too large."),
        ("9**64 * 9**64 * 9**64 * 9**64", None),
        ("(9**64)**11", "`(9**64)**11` has too many digits."),
        ("2**t", "A power is a whole number from -64 to 64, and `2.3` is not."),
        ("round(t, 0.5)", "`round` takes a whole number of decimals, and `0.5` is not."),
        ("", "There is nothing to calculate in `{{ }}`."),
        ("1" * (LONGEST + 1), f"`{'1' * 59}…` is longer than 500 characters."),
        ("+".join("1" * 250), f"`{'1+' * 29}1…` has too many parts."),
    ],
)
def test_a_message_says_what_is_wrong_with_what_was_written(text: str, message: str | None) -> None:
    try:
        calculate(text, VALUES)
        said = None
    except NotCalculable as error:
        said = str(error)
    assert said == message


def test_an_expression_tells_its_names_without_functions_and_constants() -> None:
    assert names("2*t + sqrt(x_1) - pi*e/größe") == {"t", "x_1", "größe"}
    assert names("1 + 2") == frozenset()
    with pytest.raises(NotCalculable):
        names("t.real")
    with pytest.raises(NotCalculable):
        names("t(2)")


def test_a_constant_keeps_its_value_whatever_is_given() -> None:
    assert calculate("e", {"e": Fraction(5)}) == Fraction(math.e)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-3", "-3"),
        ("100", "100"),
        ("23/10", "2.3"),
        ("1/3", "0.333333333333"),
        ("-2/3", "-0.666666666667"),
        ("200000/3", "66666.6666667"),
        ("1/1000000", "0.000001"),
        ("123456789012345", "123456789012345"),
        ("123456789012345678901/1000000000000", "123456789.012345678901"),
        ("999999999999999", "999999999999999"),
        ("1000000000000000", "1e15"),
        ("2999999999999999/3", "1000000000000000"),
        ("1/3000000", "3.33333333333e-7"),
        ("-15/100000000", "-1.5e-7"),
        ("1/10000000", "1e-7"),
        ("1234567890123456789", "1.23456789012e18"),
    ],
)
def test_a_number_is_spelled_as_people_write_it(value: str, text: str) -> None:
    assert spelled(Fraction(value)) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Fall for {{ t }} s.", "Fall for 2.30 s."),
        ("{{t}}{{ 2*t }}{{ t * 1 }}", "2.304.62.3"),
        (r"\frac{1}{2} x^{2} {{ n }}", r"\frac{1}{2} x^{2} -4"),
        (r"\frac{{{ t }}}{{{ n**2 }}}", r"\frac{2.30}{16}"),
        ("no {{ end", "no {{ end"),
        ("no beginning }} {{ t", "no beginning }} {{ t"),
        (r"{{\rm a}_{2}}", r"{{\rm a}_{2}}"),
        ("{ t } {t}", "{ t } {t}"),
        ("{{ 1/3 }}", "0.333333333333"),
        ("{{ 2 *\n n }}", "-8"),
        ("", ""),
    ],
)
def test_a_text_is_filled_with_the_values_of_its_expressions(text: str, result: str) -> None:
    assert filled(text, {"t": "2.30", "n": "−4"}).replace("−", "-") == result


@pytest.mark.parametrize("text", ["{{ u }}", "{{ }}", "{{}}", "{{ t. }}", "{{ 1/0 }}"])
def test_a_text_whose_expression_has_no_value_cannot_be_filled(text: str) -> None:
    with pytest.raises(NotCalculable):
        filled(text, {"t": "2.30"})


def test_what_is_given_is_put_into_a_text_only_if_it_is_a_number() -> None:
    with pytest.raises(NotCalculable, match=r"`t` is given as `<b>`, which is no number\."):
        filled("{{ t }}", {"t": "<b>"})


def test_a_text_tells_its_expressions() -> None:
    assert asked("{{ t }} and {{2*t}}, not {{ this or \\frac{1}{2}") == ("t", "2*t")


any_text = st.text(st.characters(exclude_categories=())) | st.text(
    "0123456789.+-*/()e ^{}t,'\"", max_size=60
)


@given(any_text)
@example("\ud800 + 1")
@example("{{ \ud800 }}")
@example("{{ 9**9**9 }}")
def test_no_text_whatever_raises_anything_else(text: str) -> None:
    for attempt in (
        lambda: calculate(text, VALUES),
        lambda: names(text),
        lambda: filled(text, {"t": "2.30"}),
        lambda: filled("{{" + text + "}}", {"t": text}),
        lambda: filled("{{" + text + "}}", {text: "1"}),
        lambda: asked(text),
    ):
        with suppress(NotCalculable):
            attempt()


@given(st.text(st.characters(exclude_categories=())))
def test_a_text_without_two_braces_stays_as_it_is(text: str) -> None:
    text = text.replace("{{", "{")
    assert filled(text, {"t": "2.30"}) == text


numbers = st.integers(0, 10**6).map(str) | st.decimals(0, 1000, places=3).map(str)
sums = st.recursive(
    numbers.map(lambda text: (text, Fraction(text))),
    lambda below: st.one_of(
        st.tuples(below, below).map(
            lambda two: (f"({two[0][0]}+{two[1][0]})", two[0][1] + two[1][1])
        ),
        st.tuples(below, below).map(
            lambda two: (f"({two[0][0]}-{two[1][0]})", two[0][1] - two[1][1])
        ),
        st.tuples(below, below).map(
            lambda two: (f"{two[0][0]}*{two[1][0]}", two[0][1] * two[1][1])
        ),
    ),
    max_leaves=12,
)


@given(sums)
def test_sums_and_products_are_those_of_fractions(one: tuple[str, Fraction]) -> None:
    text, value = one
    assert calculate(text, {}) == value


@given(
    st.fractions()
    | st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False).map(Fraction)
    | st.builds(Fraction, st.integers(-(10**18), 10**18), st.just(10**12))
)
def test_a_spelled_number_is_read_as_the_number(value: Fraction) -> None:
    text = spelled(value)
    number = read_number(text)
    assert isinstance(number, Number)
    assert number.unit == ""
    assert abs(number.value - value) <= abs(value) / 10**11
    if value == 0 or Fraction(1, 10**6) <= abs(value) < 10**15:
        assert "e" not in text
        assert (10**12 * value).denominator != 1 or number.value == value
    assert "." not in text or not text.partition("e")[0].endswith(("0", "."))
