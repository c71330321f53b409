"""What a session says: about skills, at gates, and beside an answer."""

from __future__ import annotations

from courseware.messages.forms import Catalogue, Plural

MASTERY: Catalogue = {
    "mastery-none": "not tried yet",
    "mastery-stuck": "many tries, and it does not get easier: a good moment to ask somebody",
    "streak-evidence": "{count} of {length} right in a row",
    "m-of-n-evidence": Plural(
        "{met} of {m} right so far, in {count} answer",
        "{met} of {m} right so far, in the last {count} answers",
    ),
    "filter-few": Plural(
        "about {right} of 10 questions would go right so far: one more answer will tell more",
        "about {right} of 10 questions would go right so far: {count} more answers will tell more",
    ),
    "filter-evidence": (
        "judging by {count} answers, about {right} of 10 questions would go right, and almost "
        "certainly at least {least}"
    ),
    "filter-lapsed": "mastered before, and some time has passed: a short review keeps it",
    "bkt-evidence": Plural(
        "known with a probability of {percent} %, by one answer",
        "known with a probability of {percent} %, by {count} answers",
    ),
}

GATES: Catalogue = {
    "gate-offered": "You can go on without this, or take a look.",
    "gate-soon": "It opens with your next step.",
    "gate-about": Plural("About {number} minute.", "About {number} minutes."),
    "gate-more": Plural("{number} more minute", "{number} more minutes"),
    "gate-all": Plural("opened by one thing:", "opened by {number} things:"),
    "gate-any": "Opened by any one of these:",
    "gate-depends": "Whether you need this depends on:",
    "need-passed": "{name}, answered right",
    "need-done": "{name}, finished",
    "need-answered": "{name}, answered",
    "need-least": "{name}, at least {percent} % right",
    "need-more": "{name}, more than {percent} % right",
    "need-skill-least": "{name}, known to at least {percent} %",
    "need-skill-more": "{name}, known to more than {percent} %",
    "need-attempts": Plural("{name}, tried at least once", "{name}, tried at least {count} times"),
    "need-mastered": "{name}, mastered",
    "need-known": "{name}, known by the test at the beginning",
    "need-practised": "{name}, practised",
    "need-opened": "“{name}”, opened",
    "need-not-opened": "“{name}”, not opened",
    "need-interest": "{name}, chosen as what interests you",
    "need-other-interest": "another interest than {name}",
    "need-choice": "what interests you, chosen",
    "need-other": "{name}",
    "need-offer": "or, to open it yourself: {need}",
    "need-and": "and",
    "need-or": "or",
    "number-words": "no one two three four five six seven eight nine ten eleven twelve",
}

SESSION: Catalogue = {
    "checkpoint-name": "checkpoint {number}",
    "test-question": "a question of the test",
    "checkpoint-closed": "This part of the lesson is not open yet.",
    "checkpoint-unknown": "This question is not part of the lesson.",
    "answer-unreadable": "This answer cannot be read. Type it again.",
    "answer-too-long": "This answer is too long to be kept: at most {most} characters.",
    "answer-recorded": "Your answer is recorded.",
    "key-missing": (
        "This question cannot be checked as it is written: {reason} "
        "Please tell whoever gave you the lesson."
    ),
    "hints-all-shown": Plural(
        "There is one hint, and you have seen it.", "You have seen all hints."
    ),
    "hints-none": "There is no hint for this question.",
    "reveal-after": Plural(
        "The worked answer can be shown after one more try.",
        "The worked answer can be shown after {count} more tries.",
    ),
    "reveal-right": "You have answered this right already.",
    "reveal-withheld": "The worked answer is not shown in this lesson.",
    "interest-unknown": "There is no such choice in this lesson.",
    "branch-unknown": "There is no such part in this lesson.",
    "branch-is-open": "This part is open already.",
    "test-none": "This lesson begins without a test.",
    "branch-stays": "This part opens by what you answer.",
}

NEXT: Catalogue = {
    "next-begin": "to begin with",
    "next-again": "because it is not right yet",
    "next-help": "because {name} is not right yet",
    "next-practice": "because {wrong} of {answers} answers on “{skill}” were not right",
    "next-skill": (
        "because “{skill}” needs practice most, and this one should go right in {right} of 10 tries"
    ),
    "next-stuck": "a good moment to ask somebody about “{skill}” first",
    "next-review": "because it is time to review “{skill}”",
    "next-question": "question {number} of the test",
    "next-test": "because the test finds out what you know already",
    "next-interest": "because you chose {name}",
    "next-opened": "because “{name}” is open now",
    "next-order": "because it comes next",
}

SENTENCES: Catalogue = {**MASTERY, **GATES, **SESSION, **NEXT}
