"""`estimate`: a number on a scale, right when it is near enough."""

from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader
from courseware.errors.diagnostics import Fault, Rule

OFF_SCALE = Rule("EST01", "off-the-scale")


class Estimate:
    """The learner slides to a number; the response is that number."""

    name = "estimate"
    prompt = "What do you estimate?"

    def read(self, head: Reader) -> Part:
        """`answer`, `near`, `low`, `high`."""
        low, high = head.number("low", 0.0) or 0.0, head.number("high", 100.0) or 0.0
        answer = head.number("answer", required=True) or 0.0
        if not low <= answer <= high:
            head.faults.append(
                Fault(
                    OFF_SCALE,
                    f"{answer:g} is not from {low:g} to {high:g}.",
                    head.line_of("answer"),
                )
            )
        return {"low": low, "high": high, "answer": answer, "near": head.number("near", 0.0)}

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The scale is public."""
        public = {"low": spec["low"], "high": spec["high"]}
        return public, {"answer": spec["answer"], "near": spec["near"]}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """A number on the scale, or its text."""
        try:
            number = float(str(raw))
        except ValueError:
            return Malformed("Choose a number on the scale.")
        low, high = float(str(public["low"])), float(str(public["high"]))
        return number if low <= number <= high else Malformed("That is not on the scale.")

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        del public, key, response
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right when it is near enough."""
        del public, ran
        off = abs(float(str(response)) - float(str(key["answer"])))
        if off <= float(str(key["near"])):
            return Verdict(1.0, correct=True)
        return Verdict(0.0, correct=False, feedback="Look at the scale again.")

    def worked(self, public: Part, key: Part) -> str:
        """The number."""
        del public
        return f"About {key['answer']}."

    def samples(self, spec: Part) -> Samples:
        """The number itself, an end of the scale, and what is no number."""
        far = max(
            spec["low"],
            spec["high"],
            key=lambda end: abs(float(str(end)) - float(str(spec["answer"]))),
        )
        return Samples(right=(spec["answer"],), wrong=(far,), malformed=(None, "", "some", [5]))
