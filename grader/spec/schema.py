"""JSON Schemas of the spec files, for editors: completion, hover texts and marks while typing.

Rule: generated from the models, so that a key has one definition. Draft-07 and nothing newer,
which is what yaml-language-server reads. Looser than the models where an editor knows less: it
guesses types before anyone asks the field, and so text may look like a number to it.
"""

import inspect
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from grader.spec.keys import KINDS, Model
from grader.spec.model import AssignmentFile, Problem

DIALECT: Final = "http://json-schema.org/draft-07/schema#"


class SpecFile(StrEnum):
    """The two sorts of spec file."""

    ASSIGNMENT = "assignment"
    PROBLEM = "problem"


MODELS: Final[Mapping[SpecFile, Model]] = {
    SpecFile.ASSIGNMENT: AssignmentFile,
    SpecFile.PROBLEM: Problem,
}


def schema_of(file: SpecFile) -> dict[str, Any]:
    """Build the JSON Schema of a sort of spec file."""
    schema = MODELS[file].model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Draft07
    )
    definitions = schema.pop("$defs", {})
    mended: dict[str, Any] = _mended({"$schema": DIALECT, **schema, "definitions": definitions})
    return mended


def render_schema(file: SpecFile) -> str:
    """Write the JSON Schema of a sort of spec file as text."""
    return json.dumps(schema_of(file), indent=2, ensure_ascii=False) + "\n"


def summary_of(model: Model) -> str:
    """The first line of a model's docstring."""
    return (inspect.getdoc(model) or "").partition("\n")[0]


class _Draft07(GenerateJsonSchema):
    """Writes what editors understand: if/then by kind, no nulls, no invented titles."""

    schema_dialect = DIALECT

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Choose by `kind` with if/then; editors ignore the newer `discriminator`."""
        rules = [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": self.generate_inner(choice),
            }
            for kind, choice in schema["choices"].items()
        ]
        meaning = "\n".join(f"{kind}: {summary_of(model)}" for kind, model in KINDS.items())
        return {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"enum": list(schema["choices"]), "description": meaning}},
            "allOf": rules,
        }

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key that is not given is left out; nobody writes null."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """State a default unless it says no more than that the key may be left out."""
        described = super().default_schema(schema)
        if described.get("default") in (None, "", [], {}):
            described.pop("default", None)
        return described

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Keep what values are called, which pydantic drops."""
        described = super().dict_schema(schema)
        values = self.generate_inner(schema["values_schema"]) if "values_schema" in schema else {}
        if "patternProperties" in described:
            described["patternProperties"] = dict.fromkeys(described["patternProperties"], values)
        else:
            described["additionalProperties"] = values
        return described

    def field_title_should_be_set(self, schema: object) -> bool:
        """A key needs no title that repeats it."""
        del schema
        return False


def _mended(node: Any) -> Any:
    """Make draft-07 say what was meant.

    A ``$ref`` with neighbours moves into an ``allOf``, since draft-07 ignores the neighbours; a
    mapping whose keys have a pattern takes no others.
    """
    if isinstance(node, list):
        return [_mended(item) for item in node]
    if not isinstance(node, dict):
        return node
    inner = {key: _mended(value) for key, value in node.items()}
    if "$ref" in inner and len(inner) > 1:
        return {"allOf": [{"$ref": inner.pop("$ref")}], **inner}
    if "patternProperties" in inner:
        return {**inner, "additionalProperties": False}
    return inner
