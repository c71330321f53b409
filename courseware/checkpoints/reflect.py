"""`reflect`: free text that the learner rates, or somebody grades by hand. It is never wrong."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from courseware.checkpoints import faults, parts
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import EMPTY_VALUE, Reader
from courseware.messages import say

LONGEST = 20_000
FEWEST = 2
BY_HAND = "by hand"


@frozen
class Reflect:
    """The learner writes, then sees the model answer, and rates the text against the rubric.

    The response is the text with the rating, counted from 0 at the low end. The first answer of a
    learner has no rating: what to compare with appears after it. Either is recorded, and done.
    """

    name: str = "reflect"

    def read(self, head: Reader) -> Part:
        """`rubric`, `graded`, `model`."""
        rubric, graded = head.texts("rubric"), head.one_of("graded", (BY_HAND,), "")
        if not head.has("rubric") and not head.has("graded"):
            message = "Nobody rates this: there is neither `rubric` nor `graded`."
            help_ = f"List texts from low to high under `rubric`, or write `graded: {BY_HAND}`."
            head.fault(faults.NOT_RATED, message, None, help_)
        elif head.has("rubric") and len(rubric) < FEWEST:
            message = "A rubric needs at least two texts, from low to high."
            head.fault(faults.FEW_RATINGS, message, "rubric")
        if any(not text.strip() for text in rubric):
            head.fault(EMPTY_VALUE, "A text of the rubric is empty.", "rubric")
        for name in ("explain", "other"):
            if head.has(name):
                message = f"`{name}` is never shown: nothing is right or wrong here."
                help_ = "What is shown after the answer goes into `model`."
                head.fault(faults.NEVER_SHOWN, message, name, help_)
        return {"rubric": rubric, "graded": graded, "model": head.text("model")}

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The rubric is public; the model answer is not."""
        public: Part = {
            "rubric": list(parts.texts(spec, "rubric")),
            "graded": parts.text(spec, "graded"),
        }
        return public, {"model": parts.text(spec, "model")}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """A text with something in it, and a rating of the rubric if there is one yet."""
        given = raw if isinstance(raw, Mapping) else {"text": raw}
        text, rating = given.get("text"), given.get("rating")
        if text is not None and not isinstance(text, str):
            return Malformed(say("reflect-not-text"))
        if text is None or not text.strip():
            return Malformed(say("reflect-empty"))
        if len(text) > LONGEST:
            return Malformed(say("text-long", most=LONGEST))
        if rating is None:
            return {"text": text}
        # in a file of answers every value is text
        places = range(0 if isinstance(rating, bool) else len(parts.texts(public, "rubric")))
        place = next((each for each in places if rating in (each, str(each))), None)
        if place is None:
            return Malformed(say("reflect-not-a-rating"))
        return {"text": text, "rating": place}

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Recorded, with what to compare it with, and the rating asked for where it is missing."""
        given = response if isinstance(response, Mapping) else {}
        model = parts.text(key, "model").strip()
        asked = bool(parts.texts(public, "rubric")) and "rating" not in given
        note = ""
        if asked:
            note = say("reflect-compare") if model else say("reflect-rate")
        elif parts.text(public, "graded") == BY_HAND:
            note = say("reflect-by-hand")
        return Verdict(None, None, feedback=model, note=note)

    def worked(self, public: Part, key: Part) -> str:
        """The model answer."""
        return parts.text(key, "model")

    def samples(self, spec: Part) -> Samples:
        """Nothing is right or wrong here; what is no text, and what is no rating."""
        beyond = len(parts.texts(spec, "rubric"))
        no_rating = tuple({"text": "a", "rating": each} for each in (-1, beyond, "high", True, 0.5))
        no_text: tuple[JSON, ...] = ("", " \n", None, 5, ["a"], {}, {"text": ""}, {"rating": 0})
        return Samples(malformed=(*no_text, "x" * (LONGEST + 1), *no_rating))
