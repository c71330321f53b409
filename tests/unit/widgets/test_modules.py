"""The linker makes one module of a noun's modules."""

import re
from importlib.resources import files

import pytest

from courseware.widgets.modules import module, style

NOUNS = ["choice", "code", "gate", "header", "numeric", "text"]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_linked_module_imports_nothing_and_exports_one_thing(noun: str) -> None:
    linked = module(noun)
    assert re.findall(r"^import\b.*", linked, re.MULTILINE) == []
    assert re.findall(r"^export\b.*?(?= )", linked, re.MULTILINE) == ["export"]
    assert "export default" in linked


def test_no_two_modules_declare_the_same_name() -> None:
    declared = re.compile(r"^(?:export )?(?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
    sources = [each for each in files("courseware.widgets").iterdir() if each.name.endswith(".js")]
    shared = [each for each in sources if each.name.removesuffix(".js") not in NOUNS]
    names = [name for each in shared for name in declared.findall(each.read_text("utf-8"))]
    for noun in NOUNS:
        own = declared.findall((files("courseware.widgets") / f"{noun}.js").read_text("utf-8"))
        assert len({*names, *own}) == len(names) + len(own)


def test_a_style_sheet_keeps_its_rules_and_loses_its_comments() -> None:
    look = style("look.css")
    assert "/*" not in look
    assert "\n" not in look
    assert "max-inline-size:44rem;" in look
    assert look.count("{") == look.count("}")
