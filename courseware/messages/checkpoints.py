"""What the checkpoint types say."""

from __future__ import annotations

from courseware.messages.forms import Catalogue, Plural

SENTENCES: Catalogue = {
    # a type of another package that fails
    "type-failed": (
        "This question has a mistake of its own, so your answer could not be read. "
        "It is not your fault. Please tell whoever gave you the lesson."
    ),
    "type-ungraded": (
        "Your answer is kept. This question has a mistake of its own, so it could not be checked. "
        "It is not your fault, and you can go on."
    ),
    # choice
    "choose-one": "Choose one of the options first.",
    "not-an-option": "That is not one of the options. Choose one of those shown.",
    # multiple
    "choose-some": "Choose at least one of the options first.",
    # match
    "match-open": Plural(
        one="{count} is still open: choose what belongs there.",
        other="{count} are still open: choose what belongs there.",
    ),
    "match-unread": "Choose for each from what is shown.",
    # numeric
    "number-empty": "Type a number first, such as 3.5.",
    "number-unread": "{typed} is not a number that can be read here. Type one such as 3.5.",
    "number-not-text": "Type a number, such as 3.5.",
    "number-long": "That is too long for a number. Type one such as 3.5.",
    "number-large": "That power of ten is larger than anything here needs. Look at it again.",
    "number-by-zero": "Nothing can be divided by 0. Look at the number again.",
    "number-two-readings": "{typed} can be read as {one} or as {other}. Type the one you mean.",
    "number-no-unit": "Only a number is asked for here: leave out {unit}.",
    "number-which-unit": "The unit {unit} does not belong here. Type the number in {units}.",
    "number-near-unit": "The unit {unit} does not belong here. Did you mean {near}?",
    "number-needs-unit": "Type the unit too, after the number.",
    "number-odd-unit": "{unit} is not a unit. Type the number, then its unit.",
    "number-right-figures": Plural(
        one="To {count} significant figure this is {value}.",
        other="To {count} significant figures this is {value}.",
    ),
    "number-wrong-figures": Plural(
        one="The value is right. Give it to {count} significant figure.",
        other="The value is right. Give it to {count} significant figures.",
    ),
    # text
    "text-empty": "Type an answer first.",
    "text-not-text": "Type an answer in words.",
    "text-long": "That is too long: an answer here is at most {most} characters.",
    "text-accents": "Almost: only the accents differ. Look at each of them again.",
    "text-near": "It is spelled {answer}.",
    # code
    "code-empty": "There is no code yet. Type some first.",
    "code-not-text": "Type code first.",
    "code-long": "That is too long: an answer here is at most {most} characters.",
    "code-not-python": "This is not Python yet: {reason}.",
    "code-not-python-at": "Line {line} is not Python yet, {place}: {reason}.",
    "code-at-start": "at its start",
    "code-after": "after {before}",
    "code-at": "at {there}",
    "code-error": "Your code stops: {error}.",
    "code-error-line": "Your code stops in line {line}, {source}: {error}.",
    "code-setup-error": (
        "This question has a mistake in its own set-up ({error}), so nothing could be tested. "
        "It is not your fault. Please tell whoever gave you the lesson."
    ),
    "code-undefined": "Your code does not define {name}.",
    "code-no-input": "`input()` found nothing more to read.",
    "code-timeout": Plural(
        one=(
            "Your code was still running after {count} second and was stopped. "
            "Does a loop never end?"
        ),
        other=(
            "Your code was still running after {count} seconds and was stopped. "
            "Does a loop never end?"
        ),
    ),
    "code-ended": "Your code ended the program before the tests were through.",
    "code-broken": (
        "Your code could not be run on this computer. It is not your fault. Try again in a moment."
    ),
    "code-not-run": "Not run.",
    "code-gives": "{look} gives {value}.",
    "code-is": "{look} is {value}.",
    "code-does-not-hold": "{test} does not hold yet.",
    "code-fails": "This does not hold yet.",
    "code-prints": "It prints {printed} and should print {expected}.",
    "code-prints-nothing": "It prints nothing and should print {expected}.",
    "code-prints-lines": "It prints\n\n{printed}\n\nand should print\n\n{expected}",
    "code-other": "It prints something else.",
    "code-test": "test {number}",
    # predict
    "predict-prompt": "What does this code print?",
    "predict-empty": (
        "Type what the code prints. If it stops with an error, end with the name of the error."
    ),
    "predict-not-text": "Type what the code prints.",
    "predict-line": "Line {line} is the first that is not right yet.",
    "predict-almost": "Line {line} is almost it: look at its quotes, spaces and capital letters.",
    "predict-goes-on": "So far so good. Something comes after that.",
    "predict-before-error": "It does stop with that error. Something is printed before.",
    # order
    "order-empty": "Bring lines into your answer first, in the order that you think is right.",
    "order-unread": "Use the lines that are shown, each as often as it is shown.",
    "order-elsewhere": "Line {line} is the first that is out of place: it belongs somewhere else.",
    "order-needless": "Line {line} is the first that is out of place: it is not needed.",
    "order-gap": "Something is missing before line {line}.",
    "order-depth": "Line {line} is in its place. Look again at how far it is indented.",
    "order-end": "So far so good. Something comes after that.",
    # reflect
    "reflect-empty": "Write something first.",
    "reflect-not-text": "Write your answer in words.",
    "reflect-not-a-rating": "Choose one of the descriptions that are shown.",
    "reflect-compare": (
        "Now compare it with the answer below."
        " Then choose the description that fits your text best."
    ),
    "reflect-rate": "Now choose the description that fits your text best.",
    "reflect-by-hand": "Somebody will read it. Until then you can change it as you like.",
}
