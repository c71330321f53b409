"""The linker makes one module of a noun's modules."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from courseware.widgets.modules import linked, module, style

SOURCES = {
    each.name.removesuffix(".js"): each.read_text("utf-8")
    for each in files("courseware.widgets").iterdir()
    if each.name.endswith(".js")
}
NOUNS = sorted(name for name, source in SOURCES.items() if "export default" in source)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_linked_module_imports_nothing_and_exports_one_thing(noun: str) -> None:
    linked = module(noun)
    assert re.findall(r"^import\b.*", linked, re.MULTILINE) == []
    assert re.findall(r"^export\b.*?(?= )", linked, re.MULTILINE) == ["export"]
    assert "export default" in linked


def test_no_two_modules_declare_the_same_name() -> None:
    declared = re.compile(r"^(?:export )?(?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
    found = {name: declared.findall(source) for name, source in SOURCES.items()}
    names = [name for each in SOURCES.keys() - NOUNS for name in found[each]]
    for noun in NOUNS:
        assert len({*names, *found[noun]}) == len(names) + len(found[noun])


def test_a_module_of_another_package_takes_what_it_imports_out_of_a_scope_of_ours(
    tmp_path: Path,
) -> None:
    source = tmp_path / "face.js"
    source.write_text(
        "import { checkpoint as frame } from 'courseware/checkpoint.js';\n"
        'import {\n  make,\n  set as put,\n} from "courseware/element.js"\n'
        "import other from 'https://example.org/other.js';\n"
        "const STYLE = 1;\n"
        "export default frame(() => make('p', put, other, STYLE));\n"
    )
    scope, face = linked(source).split("\n})();\n")
    assert scope.startswith("const courseware = (() => {\n")
    assert scope.endswith("\nreturn { checkpoint, make, set };")
    assert "export " not in scope
    assert face == (
        "const { checkpoint: frame } = courseware;\n"
        "const { make, set: put } = courseware;\n"
        "import other from 'https://example.org/other.js';\n"
        "const STYLE = 1;\n"
        "export default frame(() => make('p', put, other, STYLE));\n"
    )


def test_a_module_that_takes_nothing_of_ours_stays_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "face.js"
    source.write_text("export default { render: () => {} };\n")
    assert linked(source) == source.read_text()


def test_a_style_sheet_keeps_its_rules_and_loses_its_comments() -> None:
    look = style("look.css")
    assert "/*" not in look
    assert "\n" not in look
    assert "max-inline-size:44rem;" in look
    assert look.count("{") == look.count("}")
