"""What can be a rule is a test: layers, sizes, where torch may live, no dead predicates."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from grader.compare.kinds import KINDS
from grader.key.kinds import Key
from grader.spec.kinds import Answer
from grader.spec.kinds.called import Called

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "grader"

LAYERS = [
    {"record", "__init__"},
    {"errors", "language", "sentences", "sheet"},
    {"values", "formula", "visible"},
    {"request", "outcome"},
    {"spec", "submission", "key"},
    {"oracle", "sandbox", "compare"},
    {"diagnose"},
    {"score"},
    {"results"},
    {"exhibit", "report_json", "summary"},
    {"difference", "stops", "causes", "running"},
    {"feedback", "showing"},
    {"grade"},
    {"course"},
    {"audit"},
    {"report"},
    {"exchange"},
    {"handout"},
    {"check"},
    {"ci"},
    {"cli"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
TORCH_MAY_LIVE_IN = {"oracle"}
PREDICATES = re.compile(r"(?:array_equal|allclose|isclose|isfinite|any|all|is_\w+|has_\w+)$")


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def unit(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imports(path):
    """Yield every module a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def label(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(), ids=label)
def test_imports_point_to_earlier_layers(path):
    own = unit(path)
    for name in imports(path):
        root, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if root == "torch":
            in_child = path.is_relative_to(PACKAGE / "sandbox")
            assert own in TORCH_MAY_LIVE_IN or in_child, f"{own} imports torch"
        if root == "grader" and target not in {"", own}:
            assert LEVEL[target] < LEVEL[own], f"{own} imports {target}"


@pytest.mark.parametrize("package", ["compare", "diagnose", "grade", "check"])
def test_marking_knows_nothing_of_how_a_spec_is_written(package):
    found = {name for path in (PACKAGE / package).glob("*.py") for name in imports(path)}

    assert found
    assert not {name for name in found if name.startswith(("grader.spec", "pydantic"))}


@pytest.mark.parametrize("path", modules(), ids=label)
def test_a_module_says_its_job_and_stays_small(path):
    source = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source)), "no docstring"
    assert len(source.splitlines()) <= 300


def test_no_module_is_named_for_nothing():
    names = {path.stem for path in modules()} | {path.name for path in PACKAGE.rglob("*/")}

    assert not names & {"utils", "util", "helpers", "helper", "common", "base_", "misc", "core"}


@pytest.mark.parametrize("path", sorted((ROOT / "tests").glob("*.py")), ids=label)
def test_no_predicate_is_called_and_dropped(path):
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            function = node.value.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            assert not PREDICATES.match(name), f"line {node.lineno}: {name}(…) is not asserted"


def test_every_kind_of_key_is_asked_read_and_judged():
    assert set(KINDS) == set(get_args(Key))


def test_every_kind_of_answer_has_a_file_in_every_layer():
    kinds = {get_args(a.model_fields["kind"].annotation)[0] for a in get_args(get_args(Answer)[0])}

    called = {get_args(each.model_fields["kind"].annotation)[0] for each in Called.__subclasses__()}

    for kind in kinds:
        assert (PACKAGE / "spec" / "kinds" / f"{kind}.py").is_file()
        layer = "oracle/kinds" if kind in called else "compare"
        assert (PACKAGE / layer / f"{kind}.py").is_file()


def test_only_two_places_catch_everything_in_our_own_processes():
    """A fault of ours is caught where one mark or the command ends, and nowhere on the way."""
    found = {
        label(path)
        for path in modules()
        if unit(path) not in {"sandbox", "values", "oracle"}
        and re.search(r"except (Base)?Exception\b|except:", path.read_text(encoding="utf-8"))
    }

    assert found == {"grader/cli/__init__.py", "grader/course/marker.py", "grader/course/write.py"}


def test_templates_decide_nothing_and_escape_everything():
    for template in PACKAGE.rglob("templates/*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\{%-?\s*set\b|\|\s*safe\b|autoescape\s+false", text), template


def test_nothing_unpickles():
    for path in modules():
        assert not {"pickle", "dill", "marshal", "shelve"} & set(imports(path)), path


def test_what_runs_inside_the_walls_needs_the_standard_library_alone():
    """The inside may be an interpreter that has no package of ours, and each waits for it."""
    inside = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((PACKAGE / "sandbox" / "inside").glob("[!_]*.py"))
    ]
    told = f"""if True:
        import importlib, json, sys
        sys.path.insert(0, {str(ROOT)!r})
        for name in {["grader.sandbox.zygote", "grader.sandbox.probing", *inside]!r}:
            importlib.import_module(name)
        found = {{name.partition(".")[0] for name in sys.modules}}
        print(json.dumps(sorted(found - set(sys.stdlib_module_names))))
    """

    ran = subprocess.run(  # noqa: S603 - our own interpreter, without its packages
        [sys.executable, "-I", "-S", "-c", told], capture_output=True, text=True, check=False
    )

    assert ran.stderr == ""
    assert json.loads(ran.stdout) == ["__main__", "grader"]
