"""A lesson as a learner uses it in JupyterLab or Notebook 7, where it is a notebook to run."""

from typing import Literal, Self
from urllib.parse import quote

from attrs import define
from playwright.sync_api import Dialog, Locator, Response, expect

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
# JupyterLab would open what was open before as well
PATHS: dict[FrontEnd, str] = {"lab": "lab/tree/{}?reset&", "notebook": "notebooks/{}?"}


def address(served: Served, front_end: FrontEnd, path: str) -> str:
    """Where a notebook is, at a server of `courseware start --lab`."""
    place = PATHS[front_end].format(quote(path))
    return f"http://127.0.0.1:{served.port}/{place}token={served.token}"


@define(slots=False)
class NotebookPage(LessonPage):
    """A notebook in a tab."""

    root = ".jp-Notebook"
    ours = ".cw"

    def open(self, address: str) -> Self:
        """Go to a notebook and run all of it."""
        return self.look(address).run_all().is_there()

    def look(self, address: str) -> Self:
        """Go to a notebook and wait until its kernel is ready."""
        self.page.goto(address, timeout=2 * SOON)
        self.is_ready()
        # on a narrow screen the list of files takes all the room there is
        files = self.page.get_by_role("tab", name="File Browser")
        if files.count() and self.page.evaluate("innerWidth < 600"):
            files.click()
        return self

    def reload(self) -> Self:
        """Load the page again; the kernel goes on."""
        self.page.reload(timeout=2 * SOON)
        return self.is_ready()

    def is_ready(self) -> Self:
        """Wait until the notebook is there and its kernel has nothing to do."""
        expect(self.page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=2 * SOON)
        self.page.wait_for_function(CONNECTED, timeout=2 * SOON)
        expect(self.page.locator(".jp-KernelName")).not_to_have_text("No Kernel", timeout=2 * SOON)
        idle = self.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
        expect(idle).to_be_attached(timeout=2 * SOON)
        # the numbers beside outputs are none of ours
        self.page.add_style_tag(content=".jp-OutputPrompt { visibility: hidden }")
        return self

    def run_all(self) -> Self:
        """Choose *Run All Cells* in the menu, and wait until all have run."""
        return self.run_on().has_run()

    def has_run(self) -> Self:
        """Wait until no cell is running or waits for its turn."""
        expect(self.running).to_have_count(0, timeout=2 * SOON)
        return self

    @property
    def running(self) -> Locator:
        """The cells that are running or wait for their turn, as their prompts say."""
        return self.page.locator(".jp-InputPrompt", has_text="[*]")

    def run_on(self) -> Self:
        """Choose *Run All Cells* in the menu, and wait for nothing."""
        self._choose("Run", "Run All Cells")
        return self

    def restart(self) -> Self:
        """Choose *Restart Kernel* in the menu, and say yes."""
        self._choose("Kernel", "Restart Kernel…")
        return self._say("Confirm Kernel Restart").is_ready()

    def restart_and_run_all(self) -> Self:
        """Choose *Restart Kernel and Run All Cells* in the menu, and say yes."""
        self._choose("Kernel", "Restart Kernel and Run All Cells…")
        return self._say("Confirm Kernel Restart")

    def clear(self) -> Self:
        """Choose *Clear Outputs of All Cells* in the menu, and wait until none is left."""
        self._choose("Edit", "Clear Outputs of All Cells")
        expect(self.page.locator(".jp-OutputArea-output")).to_have_count(0)
        return self

    def rename(self, name: str) -> Self:
        """Choose *Rename* in the menu, and give the notebook another name."""
        self._choose("File", "Rename")
        self.page.get_by_role("dialog").get_by_role("textbox").fill(name)
        return self._say("Rename")

    def save(self, *words: str) -> Self:
        """Save the notebook, and wait until the server's file holds these words."""
        with self.page.expect_response(_is_saving, timeout=SOON):
            self._choose("File", "Save Notebook")
        for each in words:
            self.page.wait_for_function(SAVED, arg=each, timeout=SOON)
        return self

    def theme(self, scheme: Literal["light", "dark"]) -> Self:
        """Choose JupyterLab's light or dark theme in the menu, and wait until it is there."""
        self.page.get_by_role("menuitem", name="Settings", exact=True).click()
        for entry in ("Theme", f"JupyterLab {scheme.title()}"):
            self.page.locator(".lm-Menu").get_by_text(entry, exact=True).click()
        body = self.page.locator("body")
        is_light = "true" if scheme == "light" else "false"
        expect(body).to_have_attribute("data-jp-theme-light", is_light, timeout=SOON)
        return self

    def violations(self) -> list[str]:
        """What axe-core finds wrong in our widgets; all else is JupyterLab's."""
        # what JupyterLab could scroll into view axe takes for hidden, and looks no further
        self.page.add_style_tag(content=":not(.cw, .cw *) { overflow: visible !important }")
        return super().violations()

    @property
    def outputs(self) -> Locator:
        """Where the outputs of the code cells stand, in their order in the notebook."""
        return self.page.locator(".jp-CodeCell .jp-Cell-outputArea")

    def opens(self, title: str) -> Self:
        """Wait until the card of a branch is gone: its text was always there."""
        expect(self.card(title)).to_be_hidden(timeout=SOON)
        return self

    def _say(self, button: str) -> Self:
        """Press a button of the dialog, which then goes."""
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("button", name=button).click()
        expect(dialog).to_have_count(0)
        return self

    def _dismiss(self, dialog: Dialog) -> None:
        """Leave the page where JupyterLab asks whether to."""
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            super()._dismiss(dialog)

    def _choose(self, menu: str, entry: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.get_by_role("menuitem", name=entry).first.click()


def _is_saving(response: Response) -> bool:
    return response.request.method == "PUT" and "/api/contents/" in response.url
