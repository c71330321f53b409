"""A lesson as a learner uses it in JupyterLab or Notebook 7, where it is a notebook to run."""

from typing import Literal, Self

from attrs import define
from playwright.sync_api import Locator, expect

from tests.browser.lesson_page import SOON, LessonPage
from tests.browser.serving import Served

FrontEnd = Literal["lab", "notebook"]
CONNECTED = """async () => {
  const sessions = await (await fetch("/api/sessions")).json();
  const kernel = sessions.find((each) => location.pathname.endsWith(each.path))?.kernel;
  return kernel?.execution_state === "idle" && kernel.connections > 0;
}"""
SAVED = """async (words) => {
  const path = location.pathname.replace(/^\\/(lab\\/tree|notebooks)/, "/api/contents");
  return (await (await fetch(path)).text()).includes(words);
}"""
PATHS: dict[FrontEnd, str] = {"lab": "lab/tree", "notebook": "notebooks"}


def address(served: Served, front_end: FrontEnd, path: str) -> str:
    """Where a notebook is, at a server of `courseware start --lab`."""
    return f"http://127.0.0.1:{served.port}/{PATHS[front_end]}/{path}?token={served.token}"


@define(slots=False)
class NotebookPage(LessonPage):
    """A notebook in a tab."""

    root = ".jp-Notebook"

    def open(self, address: str) -> Self:
        """Go to a notebook and run all of it."""
        return self.look(address).run_all().is_there()

    def look(self, address: str) -> Self:
        """Go to a notebook and wait until its kernel is ready."""
        self.page.goto(address, timeout=2 * SOON)
        return self.is_ready()

    def reload(self) -> Self:
        """Load the page again; the kernel goes on."""
        self.page.reload(timeout=2 * SOON)
        return self.is_ready()

    def is_ready(self) -> Self:
        """Wait until the notebook is there and its kernel has nothing to do."""
        expect(self.page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=2 * SOON)
        self.page.wait_for_function(CONNECTED, timeout=2 * SOON)
        idle = self.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
        expect(idle).to_be_visible(timeout=2 * SOON)
        # the numbers beside outputs are none of ours
        self.page.add_style_tag(content=".jp-OutputPrompt { display: none }")
        return self

    def run_all(self) -> Self:
        """Choose *Run All Cells* in the menu, and wait until all have run."""
        self._choose("Run", "Run All Cells")
        waiting = self.page.locator(".jp-InputPrompt", has_text="[*]")
        expect(waiting).to_have_count(0, timeout=2 * SOON)
        return self

    def restart_and_run_all(self) -> Self:
        """Choose *Restart Kernel and Run All Cells* in the menu, and say yes."""
        self._choose("Kernel", "Restart Kernel and Run All Cells…")
        self.page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        return self

    def save(self, *words: str) -> Self:
        """Save the notebook, and wait until the server's file holds these words."""
        self._choose("File", "Save Notebook")
        for each in words:
            self.page.wait_for_function(SAVED, arg=each, timeout=SOON)
        return self

    @property
    def outputs(self) -> Locator:
        """Where the outputs of the code cells stand, in their order in the notebook."""
        return self.page.locator(".jp-CodeCell .jp-Cell-outputArea")

    def opens(self, title: str) -> Self:
        """Wait until the card of a branch is gone: its text was always there."""
        expect(self.card(title)).to_be_hidden(timeout=SOON)
        return self

    def _choose(self, menu: str, entry: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.get_by_role("menuitem", name=entry).first.click()
