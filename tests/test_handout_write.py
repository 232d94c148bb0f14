"""What students get: a starter that answers nothing, a statement that tells nothing, a scaffold."""

import ast
import re
import shlex
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_handouts import HOMEWORK, KINDS, bundle, forms, part, solve, tiny

from grader.cli import run
from grader.errors import UsageError
from grader.handout.blank import blank_key
from grader.handout.bundle import BundledProblem
from grader.handout.file import load_bundle
from grader.handout.new import list_steps, write_scaffold
from grader.handout.probes import solve_probes
from grader.handout.starter import write_starter
from grader.handout.statement import render_statement, write_statement
from grader.handout.write import write_handout
from grader.language import say
from grader.oracle.cache import load_answer_key
from grader.record import replace
from grader.spec.load import load_assignment

NAMES = {
    name
    for key in KINDS.values()
    for name in ([each.name for each in getattr(key, "unknowns", ())] or [key.name])
}


def defined(source):
    """Name what a module's source defines."""
    tree = ast.parse(source)
    stubs = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
    values = (each.targets[0].id for each in tree.body if isinstance(each, ast.Assign))
    return stubs | set(values)


def test_the_starter_has_every_name_and_no_value():
    source = write_starter(forms())

    assert defined(source) == NAMES
    values = [each.value.value for each in ast.parse(source).body if isinstance(each, ast.Assign)]
    assert set(values) == {None, ""}


def test_a_stub_says_what_it_is_called_with():
    source = write_starter(tiny())

    assert "def g(x: np.ndarray):\n    raise NotImplementedError" in source
    assert "import numpy as np" in source
    assert "import torch" not in source


def test_the_starter_tells_no_shape_that_is_not_promised():
    key = KINDS["array"]

    source = write_starter(bundle(part("a", "array", blank_key(key, key, None))))

    assert "a = None  # nested lists, a NumPy array or a tensor" in source


_NASTY = st.text(st.sampled_from(["\\", '"', "'", "\n", "\r", "#", "{", "$", "x", " ", "\x00"]))


@given(prompt=_NASTY, title=_NASTY)
def test_no_prompt_breaks_out_of_the_starter(prompt, title):
    whole = forms()
    parts = tuple(replace(each, prompt=prompt, title=title) for each in whole.parts)

    source = write_starter(replace(whole, parts=parts, title=title))

    assert defined(source) == NAMES
    assert len(ast.parse(source).body) == len(defined(source)) + source.count("\nimport ") + 1


@pytest.mark.parametrize("render", [render_statement, write_statement])
def test_the_statement_asks_everything(render):
    _, _, _, shipped = solve(HOMEWORK)

    text = render(shipped)

    for each in shipped.parts:
        assert each.title in text
        assert f"{each.problem} ({each.id})" in text
    assert "max_pool_p" in text
    assert "15" in text or "points" in text


def test_a_statement_escapes_what_an_author_writes():
    nasty = replace(
        tiny(),
        title="<script>alert(1)</script>",
        problems=(BundledProblem("1", "<b>", "<script>alert(2)</script>"),),
    )

    page = render_statement(nasty)

    assert "<script" not in page
    assert "<b>" not in page


def test_a_handout_is_written_whole_and_again(tmp_path):
    for _ in range(2):
        files = write_handout(tiny(), tmp_path / "out")

    assert sorted(path.name for path in files) == [
        "README.md",
        "statement.html",
        "statement.md",
        "tiny.bundle",
        "tiny.py",
    ]
    assert load_bundle(tmp_path / "out" / "tiny.bundle").module == "tiny"


@pytest.mark.parametrize(
    "place", ["tiny.py", "README.md", "statement.html", "statement.md", "data/w.txt"]
)
def test_what_no_handout_wrote_is_not_written_over(tmp_path, place):
    shipped = replace(tiny(), support={"data/w.txt": "d2VpZ2h0cw=="})
    write_handout(shipped, tmp_path)
    (tmp_path / place).write_text("mine\n")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}

    with pytest.raises(UsageError, match=rf"found {place} written or changed by somebody else"):
        write_handout(replace(shipped, title="Another"), tmp_path)

    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_what_is_in_the_way_of_a_first_handout_is_named_before_anything_is_written(tmp_path):
    (tmp_path / "README.md").write_text("# Course\n")
    (tmp_path / "statement.md").mkdir()

    with pytest.raises(UsageError, match=r"found statement\.md, README\.md written or changed"):
        write_handout(tiny(), tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "statement.md"]


def test_what_an_earlier_handout_wrote_is_written_anew(tmp_path):
    earlier = replace(tiny(), support={"data/w.txt": "d2VpZ2h0cw=="})
    write_handout(earlier, tmp_path)

    write_handout(replace(earlier, title="Another", support={"data/w.txt": "bmV3"}), tmp_path)

    assert (tmp_path / "README.md").read_text().startswith("# Another\n")
    assert "Another" in (tmp_path / "tiny.py").read_text()
    assert (tmp_path / "data" / "w.txt").read_text() == "new"


def test_no_handout_goes_to_where_an_assignment_is(tmp_path, capsys):
    folder = tmp_path / "hw"
    write_scaffold(folder, with_ci=False)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    code = run(["handout", str(folder), "-o", str(folder)])

    assert code == 2
    assert "found an assignment in it, with its answers" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_handout_ends_with_what_to_do_with_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_scaffold(tmp_path / "hw", with_ci=False)

    assert run(["handout", "hw", "-o", "to publish"]) == 0

    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("Publish the whole folder.")
    assert last.endswith("cd 'to publish' && grader check")


def test_files_of_the_course_are_handed_out_as_well(tmp_path):
    write_handout(replace(tiny(), support={"data/w.txt": "d2VpZ2h0cw=="}), tmp_path)

    assert (tmp_path / "data" / "w.txt").read_text() == "weights"


def test_public_cases_need_something_that_has_cases(tmp_path, capsys):
    write_scaffold(tmp_path / "hw", with_ci=False)
    file = tmp_path / "hw" / "linear.yaml"
    file.write_text(
        file.read_text().replace("    points: 2\n", "    points: 2\n    check: public\n")
    )

    code = run(["handout", str(tmp_path / "hw"), "-o", str(tmp_path / "out")])

    assert code == 2
    said = capsys.readouterr().err
    assert re.search(r"linear\.yaml:\d+:\d+: parts\[0\]\.check: wanted an answer with cases", said)
    assert not (tmp_path / "out").exists()


def test_a_scaffold_is_handed_out_as_it_says(tmp_path):
    write_scaffold(tmp_path / "My Homework 3", with_ci=True)
    folder = tmp_path / "My Homework 3"

    assignment = load_assignment(folder)
    key, probes = load_answer_key(assignment, tmp_path / "cache"), solve_probes(assignment)
    found = solve.__wrapped__(folder)[3]

    assert assignment.head.id == "my-homework-3"
    assert len(key.parts) == len(probes.parts) == 2
    assert (folder / "starter.py").read_text() == write_starter(found)
    assert (folder / "ci" / ".github" / "workflows" / "grader.yml").is_file()


@pytest.mark.sandbox
def test_a_scaffold_proves_itself_as_its_hints_say(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "my problems/homework-3"]) == 0
    said = capsys.readouterr().out
    commands = [line.strip() for line in said.splitlines() if line.startswith("   grader ")]

    codes = [run(shlex.split(command)[1:]) for command in commands]

    printed = capsys.readouterr().out
    assert [shlex.split(command)[1] for command in commands] == ["audit", "grade", "handout"]
    assert codes == [0, 0, 0]
    assert "Filed: 4 of 4 marks of 2 submissions are as filed" in printed
    assert "homework-3 proves itself." in printed
    report = (tmp_path / "reports/homework-3/example/report.json").read_text()
    assert '"misconception": "sum-not-mean"' in report
    assert '"earned": 3.5' in report
    assert (tmp_path / "handout/homework-3/homework-3.bundle").is_file()
    readme = (tmp_path / "my problems/homework-3/README.md").read_text()
    assert all(f"   {command}\n" in readme for command in commands)


def test_a_hint_names_what_is_missing_to_compute_right_answers(tmp_path, monkeypatch):
    assert "torch" not in list_steps(tmp_path, with_ci=False)[0].command
    monkeypatch.setitem(sys.modules, "torch", None)  # as Python marks what cannot be imported

    first = list_steps(tmp_path, with_ci=False)[0]

    python, *rest = shlex.split(first.command)
    assert Path(python).samefile(sys.executable)
    assert rest[:3] == ["-m", "pip", "install"]
    assert re.fullmatch(r"torch[<>=.,\d]+", rest[3])


def test_a_hint_can_be_pasted_whatever_the_folder_is_called():
    name = Path("-rf $HOME; 'x'")

    audit = shlex.split(list_steps(name, with_ci=False)[0].command)

    assert audit == ["grader", "audit", f"./{name}", "--submissions", f"./{name}/submissions"]


def test_ci_files_are_added_to_an_assignment_and_write_nothing_over(tmp_path, capsys):
    folder = tmp_path / "hw"
    write_scaffold(folder, with_ci=False)
    mine = folder / "ci" / ".gitlab-ci.yml"
    mine.parent.mkdir()
    mine.write_text("mine")
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    code = run(["new", str(folder), "--ci"])

    said = capsys.readouterr().out
    added = folder / "ci" / ".github" / "workflows" / "grader.yml"
    after = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert code == 0
    assert after == before | {added: added.read_bytes()}
    assert said.splitlines()[0] == str(added)
    assert "replace OWNER/grader@v1" in said
    assert "OWNER/grader@v1" in added.read_text()
    with pytest.raises(UsageError, match="found all of them there"):
        write_scaffold(folder, with_ci=True)


def test_a_scaffold_points_to_nothing_that_is_not_installed(tmp_path):
    for file in write_scaffold(tmp_path / "hw", with_ci=True):
        assert "docs/" not in file.read_text()


@pytest.mark.sandbox
def test_a_folder_of_submissions_without_what_must_come_of_them_is_told(tmp_path, capsys):
    write_scaffold(tmp_path / "hw", with_ci=False)
    filed = tmp_path / "hw" / "submissions"
    (filed / "expected.csv").unlink()

    code = run(["audit", str(tmp_path / "hw"), "--submissions", str(filed)])

    assert code == 2
    assert capsys.readouterr().err == (
        f"{filed}/expected.csv: wanted what must come of each submission, found no such file "
        "(write the columns student,part,points,verdict,misconception)\n"
    )


def test_nothing_that_is_there_is_written_over(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(UsageError, match="wanted a new folder"):
        write_scaffold(tmp_path, with_ci=False)


def test_sentences_in_an_authors_words_reach_the_check(tmp_path):
    write_scaffold(tmp_path / "hw", with_ci=False)
    head = tmp_path / "hw" / "assignment.yaml"
    head.write_text(head.read_text() + "says: {not-defined: 'Nothing is called {name} yet.'}\n")

    found = solve.__wrapped__(tmp_path / "hw")[3]

    assert dict(found.says) == {"not-defined": "Nothing is called {name} yet."}
    assert say("Define") == "Define"
