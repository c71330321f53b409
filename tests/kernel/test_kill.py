"""A kernel that is killed at any moment loses at most the answer in flight, never a shown one."""

import json
import random
from pathlib import Path

import pytest

from tests.kernel.running import Gone, RunningKernel
from tests.notebooks import code, write_notebook

TIMES = 50
LONGEST = 0.12  # seconds until the kill: some answers are through by then, one is in flight
QUESTION = "%%checkpoint sum\ntype: numeric\nanswer: 4\ntries: 1000\n---\nWhat is 2 + 2?\n"
LESSON = "%%lesson\ntitle: Small\n"


@pytest.mark.timeout(400)  # fifty kernels
def test_what_was_shown_is_kept_whenever_the_kernel_is_killed(tmp_path: Path) -> None:
    folder, home, chance = tmp_path / "small", tmp_path / "home", random.Random(7)  # noqa: S311  moments, not secrets
    write_notebook(
        folder / "small.ipynb", code("%load_ext courseware"), code(LESSON), code(QUESTION)
    )
    shown, answered = 0, 0
    for number in range(TIMES):
        first = 1000 * number
        last_sent, last_shown = _answer_until_killed(folder, home, chance, first)
        kept = [int(each) for each in _answers(home) if first <= int(each) < first + 1000]
        assert kept in (list(range(first, last_shown)), list(range(first, last_sent)))
        shown, answered = shown + last_shown - first, answered + last_sent - first
    assert 0 < shown < answered  # kills came before and after feedback


def _answer_until_killed(
    folder: Path, home: Path, chance: random.Random, first: int
) -> tuple[int, int]:
    """Answer with one number after the other; the numbers after the last one sent and shown."""
    with RunningKernel(folder, home) as kernel:
        for cell in ("%load_ext courseware", LESSON, QUESTION):
            kernel.run(cell)
        model = next(key for key, each in kernel.models.items() if "id" in each.get("view", {}))
        kernel.kill_after(chance.uniform(0, LONGEST))
        answer = first
        try:
            while True:
                content = {"kind": "answer", "response": str(answer), "n": answer}
                kernel.send(model, content)
                kernel.wait_for(lambda: kernel.models[model]["view"]["n"] == answer)  # noqa: B023  called at once
                answer += 1
        except Gone:
            return answer + 1, answer


def _answers(home: Path) -> list[str]:
    """The answers on record, in their order; a line that was not finished is none."""
    found = []
    for path in (home / "record").rglob("*.jsonl"):
        for line in path.read_text().split("\n")[:-1]:
            event = json.loads(line)
            if event["kind"] == "answered":
                found.append((event["id"], event["response"]))
    return [response for _, response in sorted(found)]
