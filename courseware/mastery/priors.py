"""What the skill filter assumes before it has seen a learner, a skill or an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import Attribute, asdict, field, fields, frozen

from courseware.errors import UsageError
from courseware.mastery.parameters import JSON
from courseware.mastery.stored import mapping, number, numbers, texts

FORMAT = 1


def _between(least: float, most: float) -> Callable[[object, Attribute[float], float], None]:
    def check(_priors: object, attribute: Attribute[float], value: float) -> None:
        if not least <= value <= most:
            raise UsageError(
                f"`{attribute.name}` should be a number from {least} to {most} and is {value}"
            )

    return check


VARIANCE = _between(0, 100)
SHARE = _between(0, 1)
STEP = _between(-100, 100)


@frozen
class Priors:
    """The hyper-parameters of the skill filter, all on the scale of log-odds.

    Variances before the first answer: of a learner's `ability` and of their `form` (how it goes at
    the moment), of a `skill`'s level and of the form in it (`skill_form`), of what somebody
    brings to one `item` beside its difficulty, and of the `difficulty` of an item that no class
    has answered. A form keeps a share of itself at each answer (`form_kept`; that in a skill, at
    each answer on it, `skill_form_kept`). Each answer adds a drift to the variance of ability, of
    levels, and of what is known of the item. A right answer adds `skill_right` to the level of its
    skills and `item_right` to what is known of an item not answered before, a wrong one adds
    `skill_wrong` and `item_wrong`, which are not more, part of a score part of both. For each unit
    of log(1 + hours) without practice a level loses the part `skill_decay` of itself, and its
    variance gains `skill_growth`, up to the prior one; what is known of an item loses the part
    `item_decay`.

    `base` is how a learner in the middle answers an unseen skill (log-odds of .65), `bases` that
    of each skill, `difficulties` the mean and the variance of each item's difficulty, as a class
    has shown them; `pools` are the items of each skill that the class has answered.

    Most values are medians of fits to open logs of large platforms. There skills are much alike;
    here they are kept further apart (`skill`, `skill_form`), so that what one skill shows does
    not speak too loudly for another.
    """

    ability: float = field(default=0.3, validator=VARIANCE)
    form: float = field(default=0.05, validator=VARIANCE)
    skill: float = field(default=0.5, validator=VARIANCE)
    skill_form: float = field(default=0.15, validator=VARIANCE)
    item: float = field(default=0.0047, validator=VARIANCE)
    difficulty: float = field(default=0.1, validator=VARIANCE)
    form_kept: float = field(default=0.953, validator=SHARE)
    skill_form_kept: float = field(default=0.901, validator=SHARE)
    ability_drift: float = field(default=0.00115, validator=VARIANCE)
    skill_drift: float = field(default=0.0514, validator=VARIANCE)
    item_drift: float = field(default=0.1, validator=VARIANCE)
    skill_right: float = field(default=0.075, validator=STEP)
    skill_wrong: float = field(default=-0.006, validator=STEP)
    item_right: float = field(default=0.26, validator=STEP)
    item_wrong: float = field(default=0.059, validator=STEP)
    skill_decay: float = field(default=0.162, validator=VARIANCE)
    skill_growth: float = field(default=0.066, validator=VARIANCE)
    item_decay: float = field(default=0.138, validator=VARIANCE)
    base: float = field(default=0.619, validator=STEP)
    bases: Mapping[str, float] = field(factory=dict)
    difficulties: Mapping[str, tuple[float, float]] = field(factory=dict)
    pools: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """A better answer must never lower what is predicted."""
        for right, wrong in (("skill_right", "skill_wrong"), ("item_right", "item_wrong")):
            if getattr(self, right) < getattr(self, wrong):
                raise UsageError(f"`{right}` should be at least `{wrong}`")

    def json(self) -> dict[str, JSON]:
        """These priors as a JSON object; `read` makes the same ones of it."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def read(cls, found: JSON) -> Priors:
        """The priors of a JSON object; what it leaves out is as shipped.

        Raises:
            UsageError: it is none, or not of this format.
        """
        stated = found.get("format") if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping) or stated is True or stated != FORMAT:
            raise UsageError(f"parameters of the skill filter have `format: {FORMAT}`")
        tables = {"bases", "difficulties", "pools"}
        known = [each.name for each in fields(cls)]
        if strange := sorted(map(str, found.keys() - {"format", *known})):
            raise UsageError(f"`{strange[0]}` is no parameter of the skill filter")
        names = [name for name in known if name in found.keys() - tables]
        try:
            values = {name: number(found[name]) for name in names}
            bases = {skill: number(base) for skill, base in mapping(found, "bases").items()}
            difficulties = {
                item: (mean, abs(variance))
                for item, pair in mapping(found, "difficulties").items()
                for mean, variance in [numbers(pair, 2)]
            }
            pools = {skill: texts(pool) for skill, pool in mapping(found, "pools").items()}
        except ValueError as error:
            raise UsageError(f"parameters of the skill filter cannot be read: {error}") from error
        return cls(**values, bases=bases, difficulties=difficulties, pools=pools)


SHIPPED = Priors()
