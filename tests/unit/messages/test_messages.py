"""Sentences are found by key and filled in; what is missing is a fault of the program."""

import pytest

from courseware.messages import say, union
from courseware.messages.forms import Ordinal, Plural


def test_a_sentence_takes_its_values_and_the_form_of_its_number() -> None:
    assert say("checkpoint", number=3) == "Checkpoint 3"
    assert [say("points", count=count) for count in (1, 2, 0.5)] == [
        "1 point",
        "2 points",
        "0.5 points",
    ]


def test_places_in_a_row_end_as_english_has_them() -> None:
    numbers = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111, 112]
    assert " ".join(say("try", count=number).split()[0] for number in numbers) == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th"
    )


@pytest.mark.parametrize(
    ("key", "values"),
    [("no such key", {}), ("checkpoint", {}), ("points", {}), ("points", {"count": "2"})],
)
def test_a_key_or_value_that_is_missing_raises(key: str, values: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        say(key, **values)


def test_two_sentences_of_one_key_are_refused() -> None:
    with pytest.raises(KeyError, match="two sentences for a, b"):
        union({"a": "1", "b": "2"}, {"b": Plural("3", "4"), "a": Ordinal("1", "2", "3", "4")})


def test_values_with_braces_are_shown_as_they_are() -> None:
    assert say("checkpoint", number="{0} {x}") == "Checkpoint {0} {x}"
