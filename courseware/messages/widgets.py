"""What the widgets say."""

from __future__ import annotations

from courseware.messages.forms import Catalogue, Ordinal, Plural

SENTENCES: Catalogue = {
    # the frame of a checkpoint
    "checkpoint": "Checkpoint {number}",
    "checkpoint-titled": "Checkpoint {number}: {title}",
    "points": Plural("{count:g} point", "{count:g} points"),
    "points-of": Plural("{got:g} of {count:g} point", "{got:g} of {count:g} points"),
    "try": Ordinal("{count}st try", "{count}nd try", "{count}rd try", "{count}th try"),
    "check": "Check",
    "checking": "Checking…",
    "record-answer": "Record answer",
    "try-again": "Try again",
    "hint": "Hint",
    "hint-of": "Hint {number} of {total}",
    "show-how": "Show how",
    "start-over": "Start over",
    # feedback
    "right": "Right.",
    "partial": "Partly right.",
    "wrong": "Not yet.",
    "recorded": "Recorded.",
    "recorded-what": "You can change your answer as often as you like; the last one counts.",
    "malformed": "One moment.",
    "closed": "Not open yet.",
    "changed": "This question has changed.",
    "changed-what": "Your earlier answer is kept, but it no longer counts: please answer again.",
    "hint-said": "Hint.",
    "hint-of-said": "Hint {number} of {total}.",
    "how": "One way to answer.",
    "explained": "Why.",
    "next-hint": "Try again, or take a hint.",
    "next-try": "Have another look and try again.",
    "next-show": "*Show how* gives a worked answer. You can also go on, or try again.",
    # types
    "choose-all": "Choose every one that is right.",
    "match-choose": "Choose…",
    "match-from": "To choose from: {rights}",
    "match-drag": "Drag these to where they belong, or choose them there.",
    "listing": "The code",
    "predict-how": (
        "Write line by line what is printed. If it stops with an error, end with the error's name, "
        "such as NameError."
    ),
    "order-pool": "Lines to take from",
    "order-pool-none": "Every line is in your answer.",
    "order-desk": "Your answer",
    "order-desk-none": "Drag lines here, or add them one after the other.",
    "order-keys": (
        "Drag lines, or use their buttons. By keyboard: in your answer, Space picks a line up, "
        "arrow keys move it, Space puts it down, Delete takes it back."
    ),
    "order-keys-indent": (
        "Drag lines up, down and sideways, or use their buttons. By keyboard: in your answer, "
        "Space picks a line up, arrow keys move and indent it, Space puts it down, "
        "Delete takes it back."
    ),
    "order-add": "Add {line}",
    "order-up": "Move line {place} up",
    "order-down": "Move line {place} down",
    "order-in": "Indent line {place}",
    "order-out": "Indent line {place} less",
    "order-back": "Take line {place} back",
    "order-added": "{line}, added as line {place} of {count}{depth}.",
    "order-moved": "{line}, now line {place} of {count}{depth}.",
    "order-picked": "{line}, picked up: line {place} of {count}{depth}.",
    "order-put": "{line}, put down: line {place} of {count}{depth}.",
    "order-taken": "{line}, taken back. Lines in your answer: {count}.",
    "order-flat": ", not indented",
    "order-deep": Plural(", indented once", ", indented {count} times"),
    "order-lines": "Lines to put in order:",
    "reflect-question": "Which of these fits your text best?",
    "model": "One possible answer.",
    "unit-needed": "Write the unit too.",
    "units-too": "{units} can be used too.",
    "figures": Plural("Give {count} significant figure.", "Give {count} significant figures."),
    "editor-keys": "Tab indents, Shift+Tab moves back. To leave the editor: Escape, then Tab.",
    "tests": "Tests",
    "test-passed": "{name}: passed",
    "test-failed": "{name}: not yet passed",
    "test-said": "{name}:{message}",
    "tests-passed": "{count} of {total} tests passed: see above what the others say.",
    "tests-none-passed": "None of the tests passed yet: see above what they say.",
    "tests-hidden": Plural("one more test, not shown", "{count} more tests, not shown"),
    # the record
    "not-saved": "Not saved.",
    "save-record": "Save my record",
    "went-wrong": "Sorry.",
    "went-wrong-what": "Something went wrong here, and it is not your fault. Please try again; if "
    "it stays so, start the lesson again. What was saved stays saved.",
    # the session
    "working": "The lesson is still working on something. Your answer is waiting its turn.",
    "ended": "This session has ended.",
    "restart": "Your progress is kept. [Start again] to go on where you were.",
    "rerun": "Your progress is kept. Run the cells of this notebook again to go on where you were.",
    "your-answer": "Your answer",
    "no-answer": "not answered yet",
    # the header
    "minutes": Plural("about {count:g} minute", "about {count:g} minutes"),
    "minutes-left": "{minutes}, {left:g} left",
    "skills": "What you know so far",
    "steps": "Checkpoints",
    "skill-unknown": "not tried yet",
    "skill-learning": "under way",
    "skill-mastered": "known well",
    "skill-lapsed": "known once, due for a review",
    "skill-stuck": "hard going: ask somebody to look at it with you",
    "band": "between {low} and {high} in 100, aim {aim}",
    "band-share": "{share} in 100 of the way",
    "band-unknown": "no answers yet",
    "step": "{number}, {state}",
    "step-right": "right",
    "step-notyet": "not yet right",
    "step-partial": "partly right",
    "step-recorded": "recorded",
    "step-next": "next",
    "step-open": "open",
    "step-locked": "locked",
    "next": "Next: {title}",
    "completed": "You have answered everything that is open for you here.",
    "interest-question": "What should the examples be about?",
    "interest-opens": "What you choose opens here. You can change it at the top of the page.",
    "no-preference": "No preference",
    # gates
    "open-it": "Open it",
    "skip-ahead": "Skip ahead anyway",
    "opened": "Open now: {title}",
}
