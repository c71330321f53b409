"""Strategies for rules and for what may be known of a learner."""

from __future__ import annotations

from hypothesis import strategies as st

from courseware.gates.facts import Facts, Grasp, Work

IDS = ("one", "two", "three")
SKILLS = ("mean", "median")
BRANCHES = ("left", "right")
INTERESTS = ("music", "sport")

truths = st.sampled_from([True, False, None])
shares = st.sampled_from([None, 0.0, 0.25, 0.5, 1.0])


@st.composite
def works(draw: st.DrawFn) -> Work:
    """A checkpoint as it can be: nothing is known of one that was never answered."""
    attempts = draw(st.integers(0, 4))
    if attempts == 0:
        return Work()
    score = draw(shares)
    passed = None if score is None else score == 1
    stuck = draw(st.booleans()) and not passed
    return Work(
        passed,
        passed is not False or stuck,
        score,
        attempts,
        None if score is None else stuck,
        draw(st.frozensets(st.sampled_from(["a", "b"]), min_size=1)),
    )


facts = st.builds(
    Facts,
    checkpoints=st.dictionaries(st.sampled_from(IDS), works()),
    skills=st.dictionaries(st.sampled_from(SKILLS), st.builds(Grasp, shares, truths, truths)),
    interest=st.sampled_from([None, *INTERESTS]),
    asked=st.booleans(),
)

_numbers = st.sampled_from(["0", "0.5", "1", "2"])
_signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
_counts = st.one_of(
    st.builds('score("{}")'.format, st.sampled_from(IDS)),
    st.builds('attempts("{}")'.format, st.sampled_from(IDS)),
    st.builds('mastery("{}")'.format, st.sampled_from(SKILLS)),
)
_leaves = st.one_of(
    st.sampled_from(["True", "False"]),
    st.builds(
        '{}("{}")'.format, st.sampled_from(["passed", "done", "stuck"]), st.sampled_from(IDS)
    ),
    st.builds(
        '{}("{}")'.format, st.sampled_from(["mastered", "stuck_on"]), st.sampled_from(SKILLS)
    ),
    st.builds('chose("{}", "{}")'.format, st.sampled_from(IDS), st.sampled_from(["a", "b"])),
    st.builds('interest("{}")'.format, st.sampled_from(INTERESTS)),
    st.builds('opened("{}")'.format, st.sampled_from(BRANCHES)),
    st.builds("{} {} {}".format, _counts, _signs, _numbers),
    st.builds("{} {} {} {} {}".format, _numbers, _signs, _counts, _signs, _numbers),
)
rules = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=6,
)
