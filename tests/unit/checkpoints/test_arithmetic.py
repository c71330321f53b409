"""Arithmetic of an author's: exact, bounded, and never run."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.arithmetic import NotCalculable, calculate, filled, names, spelled
from courseware.checkpoints.numbers import Number, read_number

T = {"t": Fraction("2.5"), "n": Fraction(3)}
fractions = st.fractions(-1000, 1000, max_denominator=100)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9.81 * t", Fraction("24.525")),
        ("(t + n) / 2", Fraction("2.75")),
        ("-t ** 2", Fraction("-6.25")),
        ("t ** -1", Fraction("0.4")),
        ("1e3 + 1_000", Fraction(2000)),
        ("round(10 / n, 2)", Fraction("3.33")),
        ("max(t, n) - min(t, n) + abs(-1)", Fraction("1.5")),
        ("sqrt(16) + floor(t) + ceil(t)", Fraction(9)),
        ("cos(0) + log10(100)", Fraction(3)),
    ],
)
def test_arithmetic_is_exact(text: str, value: Fraction) -> None:
    assert calculate(text, T) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("t ^ 2", "write `**`"),
        ("9.81 * s", "names `s`, which is not given"),
        ("sqroot(t)", "no function `sqroot`"),
        ("t / (n - 3)", "divides by zero"),
        ("sqrt(-t)", "has no value"),
        ("9**9**9", "power above 64"),
        ("((10**64)**64)", "beyond all measure"),
        ("__import__('os').system('x')", "no arithmetic"),
        ("t.real", "no arithmetic"),
        ("[t][0]", "no arithmetic"),
        ("'a' * 9", "no arithmetic"),
        ("lambda: t", "no arithmetic"),
        ("t if t else n", "no arithmetic"),
        ("True + 1", "no arithmetic"),
        ("2j", "no arithmetic"),
        ("exp(1000)", "has no value"),
        ("round(t, 2, 3)", "takes one number"),
        ("", "no arithmetic"),
        ("(" * 400, "no arithmetic"),
        ("1+" * 400 + "1", "at most 500"),
        ("-" * 100 + "1", "nested too deeply"),
        ("1e99999", "no number here"),
    ],
)
def test_what_is_none_is_said_and_not_run(text: str, said: str) -> None:
    with pytest.raises(NotCalculable) as error:
        calculate(text, T)
    assert said in str(error.value)


@given(st.text(max_size=60) | st.text("t0123456789.+-*/()e^, ", max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    for work in (lambda: calculate(text, T), lambda: names(text), lambda: filled(text, {"t": "2"})):
        with suppress(NotCalculable):
            work()


@given(fractions, fractions)
def test_signs_mean_what_they_mean(one: Fraction, other: Fraction) -> None:
    values = {"a": one, "b": other}
    assert calculate("a + b * a - b", values) == one + other * one - other
    if other:
        assert calculate("a / b", values) == one / other


@given(st.fractions(max_denominator=10**9) | fractions)
def test_a_number_is_spelled_as_learners_and_fields_read_it(value: Fraction) -> None:
    read = read_number(spelled(value))
    assert isinstance(read, Number)
    assert float(read.value) == pytest.approx(float(value), rel=1e-10, abs=1e-12)


def test_texts_are_filled_and_formulas_left_alone() -> None:
    values = {"t": "2.50"}
    assert filled("for {{t}} s: {{ 2 * t }}", values) == "for 2.50 s: 5"
    assert filled(r"$\frac{1}{2} x^{2}$ {{", values) == r"$\frac{1}{2} x^{2}$ {{"
    assert names("sqrt(t) * pi + n") == {"t", "n"}
