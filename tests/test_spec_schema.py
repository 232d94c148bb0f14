"""What editors and authors are given: the JSON Schemas and the reference of every key."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from grader.cli.schema import schema
from grader.spec.document import read_document
from grader.spec.keys import KINDS
from grader.spec.reference_docs import render_reference
from grader.spec.scalar import as_data
from grader.spec.schema import MODELS, SpecFile, render_schema, schema_of

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "problems" / "dsga1008-hw2"
SPECS = sorted(each for each in SHIPPED.glob("*.yaml") if each.name != "audit.yaml")


def sort_of(file):
    return SpecFile.ASSIGNMENT if file.name == "assignment.yaml" else SpecFile.PROBLEM


def as_an_editor_reads(text):
    """Guess types before asking the fields, as YAML does."""
    return as_data(read_document(text.encode(), Path("one.yaml")).data)


def complaints(text, sort):
    validator = Draft7Validator(schema_of(sort))
    return sorted(error.json_path for error in validator.iter_errors(as_an_editor_reads(text)))


@pytest.mark.parametrize("sort", SpecFile)
def test_is_a_draft_7_schema(sort):
    Draft7Validator.check_schema(schema_of(sort))

    assert schema_of(sort)["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.name)
def test_shipped_specs_are_valid_to_an_editor(file):
    assert complaints(file.read_text(), sort_of(file)) == []


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.name)
def test_shipped_specs_tell_editors_where_their_schema_is(file):
    marker, _, path = file.read_text().partition("\n")[0].partition("$schema=")

    assert marker == "# yaml-language-server: "
    assert (file.parent / path).resolve() == ROOT / "problems" / "schema" / f"{sort_of(file)}.json"


@pytest.mark.parametrize("sort", SpecFile)
def test_the_committed_schemas_are_up_to_date(sort):
    committed = (ROOT / "problems" / "schema" / f"{sort}.json").read_text()

    assert committed == render_schema(sort), "run: grader schema -o problems/schema"


def test_the_committed_reference_is_up_to_date():
    committed = (ROOT / "docs" / "spec-reference.md").read_text()

    assert committed == render_reference(), "run: grader schema --docs -o docs"


def test_every_kind_is_chosen_by_if_and_then():
    definitions = schema_of(SpecFile.PROBLEM)["definitions"]
    answer = definitions["Part"]["properties"]["answer"]

    chosen = {rule["if"]["properties"]["kind"]["const"]: rule["then"] for rule in answer["allOf"]}
    assert chosen == {
        kind: {"$ref": f"#/definitions/{model.__name__}"} for kind, model in KINDS.items()
    }


def test_draft_7_has_no_newer_words_and_no_neighbours_of_a_reference():
    def walk(node):
        if isinstance(node, dict):
            yield node
        for child in node.values() if isinstance(node, dict) else node:
            if isinstance(child, dict | list):
                yield from walk(child)

    for sort in SpecFile:
        for node in walk(schema_of(sort)):
            assert not {"$defs", "discriminator", "prefixItems", "gt", "le"} & node.keys()
            assert "$ref" not in node or len(node) == 1


PROBLEM = """\
id: 1.10
title: 12
parts:
  - id: a
    title: Sum
    points: 2
    answer: {name: total, kind: number}
    oracle: 1
"""


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("points: 2", "points: two", "$.parts[0].points"),
        ("points: 2", "points: -1", "$.parts[0].points"),
        ("points: 2", "points: 2\n    colour: 3", "$.parts[0]"),
        ("    points: 2\n", "", "$.parts[0]"),
        ("kind: number", "kind: numbr", "$.parts[0].answer.kind"),
        ("kind: number", "kind: number, shape: 3x3", "$.parts[0].answer"),
        (", kind: number", "", "$.parts[0].answer"),
        ("id: 1.10", "id: a b", "$.id"),
        ("name: total", "name: 2x", "$.parts[0].answer.name"),
        ("kind: number", "kind: formula, variables: {I: 1-3}", "$.parts[0].answer.variables.I"),
        ("kind: number", "kind: formula, variables: {1I: 1..3}", "$.parts[0].answer.variables"),
        ("kind: number", "kind: array, shape: 3 by 3", "$.parts[0].answer.shape"),
        ("kind: number", "kind: array, marked: cell", "$.parts[0].answer.marked"),
        ("title: Sum", "title: [a]", "$.parts[0].title"),
        ("parts:", "given: {1x: 3}\nparts:", "$.given"),
    ],
)
def test_an_editor_marks_what_the_loader_refuses(old, new, path):
    assert complaints(PROBLEM, SpecFile.PROBLEM) == []

    assert complaints(PROBLEM.replace(old, new, 1), SpecFile.PROBLEM) == [path]


def test_the_reference_names_every_key_of_every_model():
    text = render_reference()

    for model in (*MODELS.values(), *KINDS.values()):
        for key in model.model_fields.keys() - {"kind"}:
            assert f"| `{key}` |" in text
    for kind in KINDS:
        assert f"### `kind: {kind}`" in text


@pytest.mark.parametrize("sort", SpecFile)
def test_the_command_prints_one_schema(sort):
    result = CliRunner().invoke(schema, [sort.value])

    assert (result.exit_code, json.loads(result.output)) == (0, schema_of(sort))


def test_the_command_prints_the_schema_of_problems_where_none_is_named():
    assert CliRunner().invoke(schema, []).output == render_schema(SpecFile.PROBLEM)


def test_the_command_writes_all_schemas_or_the_reference_into_a_folder(tmp_path):
    for options in ([], ["--docs"]):
        result = CliRunner().invoke(schema, ["-o", str(tmp_path / "new"), *options])
        assert (result.exit_code, result.output) == (0, "")

    written = {file.name: file.read_text() for file in (tmp_path / "new").iterdir()}
    assert written == {
        "assignment.json": render_schema(SpecFile.ASSIGNMENT),
        "problem.json": render_schema(SpecFile.PROBLEM),
        "spec-reference.md": render_reference(),
    }
