"""The branches that `%%lesson` names, with their rules, and whether they can ever open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import evolve, field, frozen

from courseware.checkpoints.protocol import Checkpoint
from courseware.checkpoints.reading import WRONG_KIND, Mapping_, Reader, Scalar, did_you_mean
from courseware.checkpoints.reflect import Reflect
from courseware.errors.diagnostics import Fault
from courseware.errors.diagnostics import Rule as Kind
from courseware.gates import rules
from courseware.gates.branches import Branch, check_circles, circles
from courseware.lesson.course import OUT_OF_RANGE
from courseware.lesson.names import check_id
from courseware.lesson.scalars import nfc

HOW_IT_OPENS = Kind("CW430", "how-it-opens")
NEVER_OPENS = Kind("CW431", "never-opens")
NEVER_KNOWN = Kind("CW437", "never-known", "warning")
JUDGED = frozenset({"passed", "score", "stuck"})
REFLECT = Reflect().name
UNKNOWN_BRANCH = rules.UNKNOWN_NAME["branch"]


@frozen
class Written:
    """Branches as they were read, and the lines on which they and their keys stand."""

    branches: Mapping[str, Branch] = field(factory=dict)
    lines: Mapping[tuple[str, str], int] = field(factory=dict)

    def line(self, name: str, key: str = "") -> int | None:
        """The line of a branch's key, or that of its name."""
        return self.lines.get((name, key), self.lines.get((name, "")))


def read_branches(head: Reader) -> Written:
    """`branches`: a rule for each name, or `open`, `offer`, `otherwise`, `within`, and so on."""
    node = head.node_of("branches")
    if node is None:
        return Written()
    if not isinstance(node, Mapping_):
        head.fault(WRONG_KIND, "`branches` should be lines `name: rule`.", "branches")
        return Written()
    branches, lines = {}, {}
    short = Reader(node, head.faults)
    for typed, each in node.items.items():
        name = nfc(typed.strip())
        head.faults += check_id(name, "a branch", node.lines[typed])
        lines[name, ""] = node.lines[typed]
        if isinstance(each, Mapping_):
            keys = Reader(each, head.faults)
            branches[name] = _branch(name, keys)
            lines |= {(name, key): line for key, line in each.lines.items()}
        else:
            if isinstance(each, Scalar) and not each.text.strip():
                help_ = f'For example: `{name}: done("warm-up")`'
                short.fault(HOW_IT_OPENS, f"`{name}` has no rule that opens it.", typed, help_)
            branches[name] = Branch(name, open=_rule(short, typed))
    return Written(branches, lines)


def _branch(name: str, keys: Reader) -> Branch:
    minutes = keys.number("minutes")
    if minutes is not None and minutes <= 0:
        keys.fault(OUT_OF_RANGE, "`minutes` is more than 0.", "minutes")
        minutes = None
    branch = Branch(
        name,
        title=keys.text("title"),
        open=_rule(keys, "open"),
        offer=_rule(keys, "offer"),
        otherwise=tuple(nfc(each.strip()) for each in keys.texts("otherwise")),
        within=nfc(keys.text("within").strip()) or None,
        minutes=minutes,
    )
    if keys.has("open") == keys.has("otherwise"):
        found = "both" if keys.has("open") else "neither"
        message = f"`{name}` has {found} of `open` and `otherwise`; a branch has one of them."
        keys.fault(HOW_IT_OPENS, message)
    keys.finish()
    return branch


def _rule(keys: Reader, key: str) -> rules.Rule | None:
    text = keys.text(key)
    found = rules.parse(text) if text else None
    if isinstance(found, tuple):
        keys.faults.extend(evolve(each, line=keys.line_of(key)) for each in found)
        return None
    return found


def check_branches(
    written: Written,
    checkpoints: Mapping[str, Checkpoint | None],
    skills: Collection[str] | None,
    interests: Collection[str] | None,
) -> Iterator[Fault]:
    """Everything that branches name and the lesson does not have, and circles.

    `checkpoints` holds None for one whose head has faults; where `skills` or `interests` are None
    they are not known and not checked.
    """
    options: dict[str, Collection[str]] = {}
    named = {*checkpoints, *(each.counts_as for each in checkpoints.values() if each is not None)}
    for id_, checkpoint in checkpoints.items():
        forms = () if checkpoint is None else checkpoint.variants or (checkpoint,)
        choices = [each.public.get("options") for each in forms]
        if any(isinstance(each, Mapping) for each in choices):
            named_by = (name for each in choices if isinstance(each, Mapping) for name in each)
            options[id_] = [*dict.fromkeys(named_by)]
    for name, branch in written.branches.items():
        for key, rule in (("open", branch.open), ("offer", branch.offer)):
            if rule is None:
                continue
            for fault in rules.check_names(
                rule,
                checkpoints=named,
                skills=rule.named("skill") if skills is None else skills,
                branches=written.branches,
                interests=rule.named("interest") if interests is None else interests,
                options=options,
            ):
                yield evolve(fault, line=written.line(name, key))
            for fault in _never_known(rule, checkpoints):
                yield evolve(fault, line=written.line(name, key))
    yield from _check_named(written)
    for name, fault in check_circles(written.branches):
        yield evolve(fault, line=written.line(name))


def _never_known(rule: rules.Rule, checkpoints: Mapping[str, Checkpoint | None]) -> Iterator[Fault]:
    """A warning for each question about right and wrong where nothing is either."""
    for call in rule.calls:
        asked = checkpoints.get(str(call.args[0])) if call.name in JUDGED else None
        if asked is not None and asked.type == REFLECT:
            message = (
                f"`{call.name}` of `{asked.id}` is never known: no `reflect` is right or wrong."
            )
            help_ = f'Write `done("{asked.id}")`: it is true as soon as something was written.'
            yield Fault(NEVER_KNOWN, message, None, help_)


def _check_named(written: Written) -> Iterator[Fault]:
    """A fault for every unknown branch in `otherwise` and `within`."""
    for name, branch in written.branches.items():
        within = () if branch.within is None else (branch.within,)
        for key, names in (("otherwise", branch.otherwise), ("within", within)):
            for each in names:
                if each not in written.branches:
                    message = f"There is no branch `{each}`."
                    help_ = did_you_mean(each, written.branches)
                    yield Fault(UNKNOWN_BRANCH, message, written.line(name, key), help_)


def check_reach(written: Written, inside: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """A fault for every branch that waits for answers which only its own opening could bring.

    `inside` names for each checkpoint the branches it is in. A rule that names nothing but
    checkpoints needs one of them outside all branches, or in one that can open.
    """
    can = {branch.within for branch in written.branches.values() if branch.within is not None}
    can -= written.branches.keys()
    while True:
        reached = {id_ for id_, around in inside.items() if can.issuperset(around)}
        more = {
            name
            for name, branch in written.branches.items()
            if name not in can and _can_open(branch, reached, can)
        }
        if not more:
            break
        can |= more
    in_circles = circles(written.branches)
    for name, branch in written.branches.items():
        named = branch.open.named("checkpoint") if branch.open else ()
        waits = name not in can and name not in in_circles and named
        if waits and set(named) <= set(inside) and reached.isdisjoint(named):
            yield Fault(
                NEVER_OPENS,
                f"`{name}` can never open: what its rule names stands where only it leads.",
                written.line(name, "open"),
                "Name a checkpoint that can be answered before.",
            )


def _can_open(branch: Branch, reached: set[str], can: set[str]) -> bool:
    if branch.within is not None and branch.within not in can:
        return False
    if branch.open is None:
        return True
    always = [call for call in branch.open.calls if "checkpoint" not in call.function.takes]
    untried = [call for call in branch.open.calls if call.function.name == "attempts"]
    named = branch.open.named("checkpoint")
    return bool(always or untried or not named) or not reached.isdisjoint(named)
