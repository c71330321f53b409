"""The faults that the checkpoint types find in a head (CW501 to CW579)."""

from __future__ import annotations

from courseware.errors.diagnostics import Rule

UNKNOWN_TYPE = Rule("CW501", "unknown-type")
RESERVED_TYPE = Rule("CW502", "reserved-type")
BROKEN_TYPE = Rule("CW503", "broken-type")
WRONG_IS_RIGHT = Rule("CW504", "wrong-is-right")
SAID_TWICE = Rule("CW505", "said-twice")

FEW_OPTIONS = Rule("CW510", "few-options")
UNKNOWN_OPTION = Rule("CW511", "no-such-option")
MISSING_IS_WRONG = Rule("CW512", "missing-is-wrong")
FEW_PAIRS = Rule("CW515", "few-pairs")
NOT_IN_PAIRS = Rule("CW516", "not-in-pairs")

UNREADABLE_NUMBER = Rule("CW520", "unreadable-number")
TWO_READINGS = Rule("CW521", "two-readings")
EMPTY_RANGE = Rule("CW522", "empty-range")
BAD_TOLERANCE = Rule("CW523", "bad-tolerance")
UNKNOWN_UNIT = Rule("CW524", "unknown-unit")
UNIT_MISSING = Rule("CW525", "unit-missing")
BAD_FIGURES = Rule("CW526", "bad-figures")
ENDLESS_DECIMAL = Rule("CW527", "endless-decimal", "warning")

BAD_PATTERN = Rule("CW530", "bad-pattern")
PATTERN_TOO_MUCH = Rule("CW531", "pattern-beyond-reach")
BAD_NEAR = Rule("CW532", "bad-near")
NEAR_TOO_FAR = Rule("CW533", "near-too-far", "warning")

NOT_PYTHON = Rule("CW540", "not-python")
TEST_KIND = Rule("CW541", "test-kind")
BAD_POINTS = Rule("CW542", "bad-points")
BAD_SECONDS = Rule("CW543", "bad-seconds")

FEW_LINES = Rule("CW550", "few-lines")
NOT_A_LINE = Rule("CW551", "no-such-line")
SEVERAL_LINES = Rule("CW552", "several-lines-in-one")
LOST_INDENTATION = Rule("CW553", "lost-indentation")
UNEVEN_STEPS = Rule("CW554", "uneven-steps", "warning")

PRINTS_NOTHING = Rule("CW560", "prints-nothing")
PRINTS_TOO_MUCH = Rule("CW561", "prints-too-much")
DOES_NOT_END = Rule("CW562", "does-not-end")
CANNOT_RUN = Rule("CW563", "cannot-run")
OTHER_EVERY_TIME = Rule("CW564", "other-every-time")
PREDICTS_NO_PYTHON = Rule("CW565", "predicts-no-python", "warning")
PREDICTS_CHANCE = Rule("CW566", "predicts-chance", "warning")
SETUP_STOPS = Rule("CW567", "setup-stops")
PRINTS_UNTYPABLE = Rule("CW573", "prints-untypable")

RIGHT_IS_NOT = Rule("CW568", "right-answer-is-not")
WRONG_IS_NOT = Rule("CW569", "wrong-answer-is-right")

NOT_RATED = Rule("CW570", "not-rated")
FEW_RATINGS = Rule("CW571", "few-ratings")
NEVER_SHOWN = Rule("CW572", "never-shown", "warning")
