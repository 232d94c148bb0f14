"""Solve a `module`: the reference with drawn weights, its outputs and gradients.

The weights are drawn like any input and passed to both modules, so that nothing depends on how
either of them was initialised.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from torch import Tensor, nn

from grader.key.kinds import Way
from grader.oracle.asking import Asking
from grader.oracle.cases import draw_names
from grader.oracle.draw import Draw
from grader.oracle.expression import Names
from grader.oracle.kinds.called import plan_where
from grader.oracle.modules import list_buffers, list_weights
from grader.oracle.plan import Output, Plan
from grader.record import replace
from grader.sheet import UPSTREAM
from grader.spec.kinds import ModuleAnswer


def plan_module(answer: ModuleAnswer, asking: Asking) -> Plan:
    """Say how a module is made, filled, called and differentiated."""
    drawn = {
        name: asking.expression(text, "arguments", name) for name, text in answer.arguments.items()
    }
    first = draw_names(asking, drawn, Draw(asking.seed, asking.id, 0, 0))
    weights = _weights(asking, answer, first)
    run = _run(answer, answer.oracle or "", weights)
    inputs = [name for name in answer.inputs if _is_floating(first[name])]

    def draw(stream: Draw) -> list[dict[str, Any]]:
        found = draw_names(asking, drawn, stream)
        made = list_weights(_make(asking, answer, found))
        found |= {weights[name]: stream.normal(*shape) / 4 for name, shape in made.items()}
        output = asking.expression(run, "oracle")
        shape = asking.evaluate(output, {**asking.names, **found}).shape
        return [{**found, UPSTREAM: stream.normal(*shape)}]

    buffers = list_buffers(_make(asking, answer, first)) if "buffers" in answer.judged else ()
    outputs = tuple(
        Output(label, asking.expression(text, "oracle"))
        for label, text in _judged(answer, run, inputs, weights, buffers)
    )
    if len(outputs) == 1:
        outputs = (Output("", outputs[0].reference),)
    return Plan(
        _with_mistakes(
            asking,
            answer,
            lambda oracle: dict(
                _judged(answer, _run(answer, oracle, weights), inputs, weights, buffers)
            ),
        ),
        answer,
        (*answer.arguments, *weights.values(), UPSTREAM),
        outputs,
        draw,
        plan_where(answer, asking),
        tuple(
            Way(label, script or _script(answer, inputs, weights, buffers))
            for label, script in answer.ways.items()
        ),
        answer.cases,
    )


def _run(answer: ModuleAnswer, oracle: str, weights: Mapping[str, str]) -> str:
    """Write the call of a module, with the drawn weights, as an expression."""
    inputs = ", ".join(answer.inputs)
    return f"run_module({oracle}, {{{_pairs(weights)}}}, {inputs}, mode={answer.mode!r})"


def _with_mistakes(
    asking: Asking, answer: ModuleAnswer, judged: Callable[[str], dict[str, str]]
) -> Asking:
    """Turn every misconception, a module like the reference, into what it gives for each output."""
    found = []
    for each in answer.misconceptions:
        oracle: object = each.oracle
        if isinstance(each.oracle, str):
            values = judged(each.oracle)
            oracle = values if len(values) > 1 else next(iter(values.values()))
        found.append(each.model_copy(update={"oracle": oracle}))
    return replace(asking, answer=answer.model_copy(update={"misconceptions": tuple(found)}))


def _make(asking: Asking, answer: ModuleAnswer, names: Names) -> nn.Module:
    """Build the reference.

    Raises:
        SpecError: It is no module.
    """
    build = asking.expression(answer.oracle or "", "oracle")
    found = asking.evaluate(build, {**asking.names, **names})
    if not isinstance(found, nn.Module):
        raise build.fail(f"wanted a torch.nn.Module, found a {type(found).__name__}")
    return found


def _weights(asking: Asking, answer: ModuleAnswer, first: Names) -> dict[str, str]:
    """Name every weight of the reference as an argument: ``fc.weight`` becomes ``fc_weight``."""
    names = list(list_weights(_make(asking, answer, first)))
    found: dict[str, str] = {}
    for name in names:
        plain = name.replace(".", "_")
        plain = plain if not plain[0].isdigit() else f"layer_{plain}"
        while plain in {*answer.arguments, *found.values(), UPSTREAM}:
            plain += "_"
        found[name] = plain
    if isinstance(answer.weights, dict):
        for name in answer.weights.keys() ^ set(names):
            raise asking.fail(
                f"wanted a name for each of the reference's weights {', '.join(names)}, found "
                f"{'one' if name in answer.weights else 'none'} for {name!r}",
                "weights",
            )
    return found


def _pairs(weights: Mapping[str, str]) -> str:
    return ", ".join(f"{name!r}: {plain}" for name, plain in weights.items())


def _is_floating(value: object) -> bool:
    return isinstance(value, Tensor) and value.is_floating_point()


def _judged(
    answer: ModuleAnswer,
    run: str,
    inputs: list[str],
    weights: Mapping[str, str],
    buffers: tuple[str, ...],
) -> Iterator[tuple[str, str]]:
    """List what is compared: its label, and the reference's expression for it."""
    if "output" in answer.judged:
        yield "output", run
    if "input-gradients" in answer.judged:
        for name in inputs:
            yield f"d{name}", f"grad({run}, wrt={name}, upstream={UPSTREAM})"
    if "weight-gradients" in answer.judged:
        for name, plain in weights.items():
            yield f"d({name})", f"grad({run}, wrt={plain}, upstream={UPSTREAM})"
    for name in buffers:
        yield name, run.replace("run_module(", f"module_buffer({name!r}, ", 1)


def _script(
    answer: ModuleAnswer, inputs: list[str], weights: Mapping[str, str], buffers: tuple[str, ...]
) -> str:
    """Write the lines that do the same with the student's module."""
    if isinstance(answer.weights, dict):
        filled = ", ".join(f"{answer.weights[name]!r}: {plain}" for name, plain in weights.items())
        filled = f"{{{filled}}}"
    else:
        filled = f"[{', '.join(weights.values())}]"
    lines = [
        f"module = {answer.build or f'{answer.name}()'}",
        f"names = words.load(module, {filled})",
        f"words.set_mode(module, {answer.mode!r})",
        *(f"{name} = leaf({name})" for name in inputs),
        f"output = words.forward(module, {', '.join(answer.inputs)})",
    ]
    found = ["output"] if "output" in answer.judged else []
    if {"input-gradients", "weight-gradients"} & set(answer.judged):
        names = "names"
        if answer.gradients:
            names = repr([answer.gradients.get(name, name) for name in weights])
        given = f"[{', '.join(inputs)}]"
        lines.append(f"found = words.backward(module, output, {UPSTREAM}, {given}, {names})")
        if "input-gradients" in answer.judged:
            found.append(f"*found[:{len(inputs)}]")
        if "weight-gradients" in answer.judged:
            found.append(f"*found[{len(inputs)}:]")
    found += [f"words.read(module, {name!r})" for name in buffers]
    return "\n".join([*lines, found[0] if found == ["output"] else f"({', '.join(found)},)"])
