"""What a page could send to the kernel if it were hostile, or a learner's slip."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenLesson
from tests.browser.forging import EVERY_KIND, Forger, forging
from tests.browser.lesson_page import LessonPage
from tests.browser.mixed_course import answers, recorded, write_copy
from tests.browser.serving import Served, serving

pytestmark = pytest.mark.timeout(300)

LESSONS = ("01-malformed", "02-forged", "03-flooded", "04-closed")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A lesson for each test, served."""
    place = tmp_path_factory.mktemp("forged")
    with serving(write_copy(place, *LESSONS), place / "home") as served:
        yield served


def test_a_malformed_answer_is_told_in_a_sentence_and_not_recorded(
    server: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(server, "01-malformed")
    lesson.question("colour").check().says("One moment.", "Choose one of the options first.")
    for typed in ("", "a lot", "1,2,3", "12 apples", "9" * 500):
        lesson.question("sum").type(typed).check().says("One moment.")
        expect(lesson.question("sum").card.get_by_role("button", name="Check")).to_be_visible()
    assert [each["kind"] for each in recorded(server, "01-malformed")] == ["opened"]
    lesson.question("colour").pick("Green").check().says("Right.")
    lesson.opens("More of it").question("word").check().says("Type an answer first.")
    lesson.question("twice").type("def twice(x)\n    return 2 * x").check().says("Line 1")
    lesson.question("twice").type("").check().says("There is no code yet.")
    assert answers(server, "01-malformed") == [("colour", "green", "right")]
    expect(lesson.page.get_by_text("1st try")).to_have_count(0)


def test_forged_messages_change_nothing_and_break_nothing(
    server: Served, open_lesson: OpenLesson
) -> None:
    """Foreign widgets, every synced trait with every kind of value, messages of any shape."""
    lesson = open_lesson(server, "02-forged")
    lesson.question("sum").type("13").check().says("Not yet.")
    lesson.question("colour").pick("Green").check().says("Right.")
    lesson.opens("More of it").says("counted 21")
    before = recorded(server, "02-forged")
    with forging(server, lesson.kernel) as forger:
        forger.settle()
        states = forger.ours()
        assert len(states) > 5
        make_foreign_widgets(forger, list(states))
        set_every_trait(forger, states)
        assert forger.ours() == states
        send_any_shape(forger, list(states))
        shown = {model: state.get("outputs") for model, state in forger.ours().items()}
        assert shown == {model: state.get("outputs") for model, state in states.items()}
    assert recorded(server, "02-forged") == before
    works_on(lesson, server)


def make_foreign_widgets(forger: Forger, models: list[str]) -> None:
    """Open comms of widget classes that exist, do not exist, and pretend to be ours."""
    names = [
        ("@jupyter-widgets/controls", "2.0.0", "ButtonModel"),
        ("@jupyter-widgets/output", "1.0.0", "OutputModel"),
        ("anywidget", "0.11.0", "AnyModel"),
        ("courseware", "1.0.0", "CheckpointWidget"),
        ("courseware.widgets.choice", "*", "ChoiceWidget"),
        ("os", "", "system"),
    ]
    for number, (module, version, name) in enumerate(names):
        state = {"_model_module": module, "_model_module_version": version, "_model_name": name}
        view = {"_view_module": module, "_view_module_version": version, "_view_name": name}
        more = {"view": {"id": "sum"}, "outputs": [], "_anywidget_id": "x", "comm": models[0]}
        for each in (state, state | view, state | view | more, {}, None, 5):
            comm = {"comm_id": f"foreign-{number}", "target_name": "jupyter.widget"}
            forger.send("comm_open", {**comm, "data": {"state": each, "buffer_paths": []}})
        forger.comm(f"foreign-{number}", {"method": "update", "state": {"outputs": [1]}})
        forger.send("comm_close", {"comm_id": f"foreign-{number}", "data": {}})
    for target in ("jupyter.widget.version", "courseware", "nobody", None, 5):
        forger.send("comm_open", {"comm_id": "other", "target_name": target, "data": {}})
    forger.send("comm_open", {})
    forger.settle()


def set_every_trait(forger: Forger, states: dict[str, dict[str, object]]) -> None:
    """Set all of a widget's traits at once, to one kind of value after the other."""
    for value in EVERY_KIND:
        for model, state in states.items():
            forger.comm(model, {"method": "update", "state": dict.fromkeys(state, value)})
        forger.settle()
    for model, state in states.items():
        paths = [[name] for name in state]
        forger.comm(model, {"method": "update", "state": {}, "buffer_paths": paths})
        forger.comm(model, {"method": "update", "state": {"comm": None, "close": 1, "log": 2}})
    forger.settle()


def send_any_shape(forger: Forger, models: list[str]) -> None:
    """Messages that no page of ours sends; none of them is an answer that could be typed."""
    kinds = ("answer", "open", "skip", "reveal", "interest", "again", "restore", "nonsense", "")
    for value in EVERY_KIND:
        for model in models:
            forger.comm(model, value)
            forger.custom(model, value)
            forger.comm(model, {"method": value})
            forger.custom(model, {"kind": value, "n": value})
        forger.comm(value, {"method": "custom", "content": {"kind": "hello", "n": 1}})
        forger.send("comm_msg", value)
        forger.settle()
        for kind in kinds:
            typed = isinstance(value, str | float) or type(value) is int
            response = [value] if typed else value
            content = {"kind": kind, "n": value, "response": response, "interest": ["sport"]}
            for model in models:
                forger.custom(model, content)
        forger.settle()


def works_on(lesson: LessonPage, served: Served) -> None:
    """See that the page answers as if nothing had been, and that only its answer is recorded."""
    before = answers(served, lesson.name)
    lesson.question("sum").type("12").check().says("Right.")
    assert answers(served, lesson.name) == [*before, ("sum", "12", "right")]
    lesson.reload().opens("More of it").question("sum").holds("12").says("Right.")


def test_floods_are_not_heard_and_the_page_works_on(
    server: Served, open_lesson: OpenLesson
) -> None:
    """Of a thousand forged answers few are recorded, each as if it had been typed."""
    lesson = open_lesson(server, "03-flooded")
    lesson.question("colour").pick("Green").check().says("Right.")
    lesson.opens("More of it")
    with forging(server, lesson.kernel) as forger:
        states = forger.ours()
        answered = {
            state["view"].get("id"): model for model, state in states.items() if "view" in state
        }
        heard = forger.customs
        for number in range(1000):
            forger.custom(answered["sum"], {"kind": "ping", "n": number})
        forger.settle()
        assert forger.customs - heard < 500
        for number in range(1000):
            forger.comm(answered["colour"], {"method": "update", "state": {"view": {}}})
            forger.custom(answered["word"], {"kind": "answer", "response": "mode", "n": number})
        forger.settle()
        # while the flood is not heard, a state that is asked for is not sent; what is, is ours
        sent = forger.ours().get(answered["colour"], {})
        assert sent.items() <= states[answered["colour"]].items()
    typed = answers(server, "03-flooded")
    assert 0 < len(typed) < 500
    assert set(typed) == {("colour", "green", "right"), ("word", "mode", "wrong")}
    works_on(lesson, server)


def test_widgets_that_a_page_closes_are_there_again_after_a_reload(
    server: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(server, "04-closed")
    lesson.question("colour").pick("Green").check().says("Right.")
    lesson.opens("More of it")
    with forging(server, lesson.kernel) as forger:
        first, *others = forger.ours()
        forger.send("comm_open", {"comm_id": first, "target_name": "jupyter.widget", "data": {}})
        for model in others:
            forger.send("comm_close", {"comm_id": model, "data": {}})
        forger.settle()
    lesson.reload()
    works_on(lesson, server)
