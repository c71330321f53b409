"""What the header says of a skill, of time, and of what comes next."""

from courseware.mastery.protocol import Estimate
from courseware.widgets.header import skill


def test_an_interval_is_a_band_with_the_aim_of_the_course() -> None:
    known = Estimate(0.6, 0.351, 0.81, "learning", 2, "hard to say yet: 2 answers")
    assert skill("The *median*", known, 0.65) == {
        "title": "The <em>median</em>",
        "low": 0.351,
        "high": 0.81,
        "aim": 0.65,
        "label": "between 35 and 81 in 100, aim 65",
        "words": "hard to say yet: 2 answers",
    }


def test_the_share_of_a_rule_that_is_met_is_a_bar_that_aims_at_all_of_it() -> None:
    known = Estimate(2 / 3, 2 / 3, 2 / 3, "learning", 2, "2 of 3 right in a row")
    assert skill("The mean", known, 0.65) == {
        "title": "The mean",
        "low": 0.0,
        "high": 2 / 3,
        "aim": 1.0,
        "label": "67 in 100 of the way",
        "words": "2 of 3 right in a row",
    }


def test_a_skill_that_was_not_tried_has_no_band() -> None:
    unknown = skill("The mean", Estimate(0.5, 0.2, 0.8, "unknown"), 0.65)
    assert (unknown["low"], unknown["high"]) == (0.0, 0.0)
    assert (unknown["label"], unknown["words"]) == ("no answers yet", "not tried yet")
