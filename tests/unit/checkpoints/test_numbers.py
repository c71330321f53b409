"""Reading numbers as people type them."""

from __future__ import annotations

from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courseware.checkpoints.numbers import LONGEST, Number, Unread, read_number
from courseware.checkpoints.targets import in_figures


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("6.5", "13/2"),
        ("29,4", "147/5"),
        (".5", "1/2"),
        (",5", "1/2"),
        ("5.", "5"),
        ("6.5.", "13/2"),
        ("+5", "5"),
        ("-5", "-5"),
        ("- 5", "-5"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("1e3", "1000"),
        ("1E-3", "1/1000"),
        ("3·10^8", "300000000"),
        ("3 x 10^8", "300000000"),
        ("3 X 10^8", "300000000"),
        ("3*10**8", "300000000"),
        ("3 × 10⁸", "300000000"),
        ("2 · 10⁻³", "1/500"),
        ("2·10^(-3)", "1/500"),
        ("2·10^{-3}", "1/500"),
        ("10^3", "1000"),
        ("10⁻²", "1/100"),
        ("3/4", "3/4"),
        ("-3/4", "-3/4"),
        ("3 ⁄ 4", "3/4"),
        ("1.5/2", "3/4"),
        ("½", "1/2"),
        ("1½", "3/2"),
        ("1 3/4", "7/4"),
        ("1 234/5", "1234/5"),
        ("1 000", "1000"),
        ("1\u2009000", "1000"),
        ("1\u00a0000\u202f000", "1000000"),
        ("1'234.5", "2469/2"),
        ("1’234,5", "2469/2"),
        ("1_000", "1000"),
        ("1.234,5", "2469/2"),
        ("1,234.5", "2469/2"),
        ("1.234", "617/500"),
        ("0,333", "333/1000"),
        ("1234,567", "1234567/1000"),
        ("1 234,567", "1234567/1000"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12,34,567", "1234567"),
        ("0.123 456", "123456/1000000"),
        ("x = 3.5", "7/2"),
        ("= 3,5", "7/2"),
        ("≈3.5", "7/2"),
        ("٣٫٥", "7/2"),
        ("１２", "12"),
        ("\u200b5 ", "5"),
    ],
)
def test_a_number_is_read_in_every_notation_that_has_one_meaning(typed: str, value: str) -> None:
    number = read_number(typed)
    assert isinstance(number, Number)
    assert (number.value, number.unit) == (Fraction(value), "")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("6.50 m", Number(Fraction(13, 2), (3, 3), "m")),
        ("50%", Number(Fraction(50), (1, 2), "%")),
        ("9,81 m/s²", Number(Fraction(981, 100), (3, 3), "m/s^2")),
        ("5eV", Number(Fraction(5), (1, 1), "eV")),
        ("5e3eV", Number(Fraction(5000), (1, 1), "eV")),
        ("1 000 m", Number(Fraction(1000), (1, 4), "m")),
        ("$5", Number(Fraction(5), (1, 1), "$")),
        ("-€ 5,50", Number(Fraction(-11, 2), (3, 3), "€")),
        ("20 °C", Number(Fraction(20), (1, 2), "°C")),
    ],
)
def test_a_unit_is_what_follows_the_number_or_a_currency_sign_before_it(
    typed: str, number: Number
) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1,234", ("1.234", "1234")),
        ("-12,345 m", ("12.345", "12345")),
        ("1,234e3", ("1.234", "1234")),
        ("1 125/500", ("(1125)/500", "1 + 125/500")),
    ],
)
def test_what_has_two_readings_names_both(typed: str, readings: tuple[str, ...]) -> None:
    assert read_number(typed) == Unread("two-readings", readings)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "empty"),
        (" \t\u200b", "empty"),
        ("five", "no-number"),
        ("nan", "no-number"),
        ("inf", "no-number"),
        ("∞", "no-number"),
        ("m 5", "no-number"),
        ("3+4", "no-number"),
        ("2^10", "no-number"),
        ("3·10", "no-number"),
        ("1, 2", "no-number"),
        ("1 23", "no-number"),
        ("0 123", "no-number"),
        ("1.234.56", "no-number"),
        ("1,234.567,8", "no-number"),
        ("--5", "no-number"),
        ("5-", "no-number"),
        ("(5)", "no-number"),
        ("=", "no-number"),
        ("1/0", "by-zero"),
        ("0/0.0", "by-zero"),
        ("1e999", "large"),
        ("1e-999999999999", "large"),
        ("10^9999999", "large"),
        ("9" * (LONGEST + 1), "long"),
    ],
)
def test_what_is_no_number_says_why(typed: str, why: str) -> None:
    number = read_number(typed)
    assert isinstance(number, Unread)
    assert number.why == why


@pytest.mark.parametrize(
    ("typed", "figures"),
    [
        ("6.50", (3, 3)),
        ("0.0065", (2, 2)),
        ("6500", (2, 4)),
        ("6500.", (4, 4)),
        ("1.0e3", (2, 2)),
        ("10^8", (1, 1)),
        ("1 000,0", (5, 5)),
        ("3/4", None),
        ("0", None),
        ("0.00", None),
    ],
)
def test_zeros_at_the_end_of_a_whole_number_may_or_may_not_be_significant(
    typed: str, figures: tuple[int, int] | None
) -> None:
    number = read_number(typed)
    assert isinstance(number, Number)
    assert number.figures == figures


@given(st.text(max_size=LONGEST + 10))
@example("9" * LONGEST)
@example("1 " * 50)
@example("1," * 50)
@example("1'000" * 20)
@example("-" * LONGEST)
@example("½" * 33)
@example("10^" + "9" * 90)
def test_reading_never_raises(typed: str) -> None:
    assert isinstance(read_number(typed), Number | Unread)


@given(st.text("0123456789.,' eE+-*x^/½²%", max_size=LONGEST))
def test_reading_never_raises_on_what_looks_like_a_number(typed: str) -> None:
    assert isinstance(read_number(typed), Number | Unread)


def test_reading_takes_no_time_however_hard_the_text() -> None:
    began = perf_counter()
    for typed in ("1 000" * 20, "1,1.1'1" * 14, "1 1/1 1/" * 12, "1" * 99 + "x", "3 x 10^" * 14):
        read_number(typed)
    assert perf_counter() - began < 0.5


decimals = st.builds(
    lambda digits, power: Fraction(digits) / 10**power,
    st.integers(-(10**9), 10**9),
    st.integers(0, 6),
)


def _typed(value: Fraction, point: str, group: str, minus: str) -> str:
    whole, _, rest = f"{float(abs(value)):.6f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", group)
    decimal = rest.rstrip("0")
    if point == "," and len(decimal) == 3:
        decimal += "0"  # else it might be a thousand
    return (minus if value < 0 else "") + grouped + (point + decimal if decimal else "")


@given(
    decimals,
    st.sampled_from([(".", ""), (",", " "), (".", " "), (".", "'"), (",", "\u202f"), (",", "’")]),
    st.sampled_from(["-", "−", "– "]),
    st.sampled_from(["", " m", " kg"]),
)
def test_a_number_comes_back_from_every_way_to_write_it(
    value: Fraction, marks: tuple[str, str], minus: str, unit: str
) -> None:
    point, group = marks
    number = read_number(_typed(value, point, group, minus) + unit)
    assert isinstance(number, Number)
    assert (number.value, number.unit) == (value, unit.strip())


@given(st.integers(-(10**6), 10**6).filter(bool), st.integers(-30, 30), st.integers(1, 12))
def test_a_number_in_figures_is_read_back_with_them(digits: int, power: int, figures: int) -> None:
    value = Fraction(digits) * Fraction(10) ** power
    number = read_number(in_figures(value, figures))
    assert isinstance(number, Number)
    assert number.figures is not None
    assert number.figures[0] <= figures <= number.figures[1]
    assert abs(number.value - value) <= abs(value) * Fraction(10) ** (1 - figures) / 2


@pytest.mark.parametrize(
    ("value", "figures", "written"),
    [
        ("6.5", 3, "6.50"),
        ("-6.5", 3, "-6.50"),
        ("650", 3, "650"),
        ("6500", 3, "6.50·10^3"),
        ("9.996", 3, "10.0"),
        ("999.6", 3, "1.00·10^3"),
        ("0.00012345", 2, "0.00012"),
        ("0.000012345", 2, "1.2·10^-5"),
        ("0.125", 2, "0.13"),
        ("0", 3, "0"),
    ],
)
def test_a_number_is_written_in_figures_as_people_do(
    value: str, figures: int, written: str
) -> None:
    assert in_figures(Fraction(value), figures) == written
