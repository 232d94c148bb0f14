"""`grader check` on small homeworks: each state with its words, in the terminal and beyond."""

import json
import os
import signal
import subprocess
import sys
import time

import click
import pytest
from sample_handouts import SHIPPED, bundle, forms, part, solve, tiny

from grader.check.find import Target
from grader.check.page import render_check_page
from grader.check.run import check_submission, read_target
from grader.check.standing import Standing
from grader.check.terminal import render_check
from grader.cli import run
from grader.handout.file import save_bundle
from grader.handout.starter import write_starter
from grader.record import replace
from grader.sandbox.level import Level
from grader.score import Verdict

pytestmark = pytest.mark.sandbox

RIGHT_FORM = """
import numpy as np
a = np.zeros((2, 3))
def g(x):
    return 4711.5
c = 0
"""
RIGHT = """
a = [[4711, 4712, 4713], [4721, 4722, 4723]]
def g(x):
    return 4711.5
n = 4711.25
"""
NEGATED = RIGHT.replace("return 4711.5", "return -4711.5")


@pytest.fixture
def home(tmp_path, monkeypatch):
    save_bundle(tiny(), tmp_path / "tiny.bundle")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(home, source, bundle=None):
    (home / "tiny.py").write_text(source)
    homework = bundle or tiny()
    return check_submission(homework, read_target(homework.head, Target(home, "tiny.py")))


def say(capfd, *arguments):
    """Run the command; gives its exit code and what it prints, colours aside."""
    code = run(["check", *arguments])
    out, err = capfd.readouterr()
    return code, click.unstyle(out), err


@pytest.mark.parametrize(
    ("source", "standings"),
    [
        pytest.param(RIGHT, ["ready", "ready", "right"], id="right"),
        pytest.param(
            RIGHT.replace("4711,", "0,"), ["ready", "ready", "right"], id="a hidden value is off"
        ),
        pytest.param(NEGATED, ["ready", "failing", "right"], id="a public case fails"),
        pytest.param(RIGHT.replace(".25", ""), ["ready", "ready", "failing"], id="wrong, and told"),
        pytest.param("a = [[1, 2]]", ["wrong-form", "missing", "missing"], id="wrong shape"),
        pytest.param("a = 'much'", ["wrong-form", "missing", "missing"], id="unreadable"),
        pytest.param(
            "a = [[float('nan')] * 3] * 2", ["wrong-form", "missing", "missing"], id="no numbers"
        ),
        pytest.param("def g(x): return x[9]", ["missing", "stopped", "missing"], id="raises"),
        pytest.param("def g(x):\n while True: pass", ["missing", "stopped", "missing"], id="loops"),
        pytest.param("import os; os._exit(3)", ["missing"] * 3, id="leaves"),
        pytest.param("", ["missing"] * 3, id="empty"),
    ],
)
def test_every_part_stands_where_it_does(home, source, standings):
    found = checked(home, source)

    assert list(found.standings) == standings


def test_nothing_of_a_check_is_a_mark(home):
    report = checked(home, RIGHT).report

    assert report.earned is None
    assert {part.earned for part in report.parts} == {None}
    assert {each.earned for part in report.parts for each in part.answers} == {None}
    assert [part.verdict for part in report.parts] == [
        Verdict.AWAITING_MARKER,
        Verdict.AWAITING_MARKER,
        Verdict.RIGHT,
    ]


def test_a_public_case_is_diagnosed_as_in_the_report(home):
    answer = checked(home, NEGATED).report.parts[1].answers[0]

    assert answer.misconception == "negated"
    assert answer.feedback.cause == "The sign is the other one."
    assert answer.example.code == "g(np.array([1.0, 2.0, 3.0]))"
    assert answer.excerpt.lines == ("def g(x):", "    return -4711.5")


def test_the_starter_is_missing_in_every_part(home):
    for homework in (tiny(), forms()):
        found = checked(home, write_starter(homework), homework)

        assert set(found.standings) == {Standing.MISSING}


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_the_starter_of_every_homework_is_missing_in_every_part(home, folder):
    homework = solve(folder)[3]
    (home / f"{homework.module}.py").write_text(write_starter(homework))

    found = check_submission(homework, read_target(homework.head, Target(home, "")))

    assert set(found.standings) == {Standing.MISSING}
    assert found.report.mishaps == ()


def test_the_terminal_says_what_and_why(home, capfd):
    (home / "tiny.py").write_text(NEGATED)

    code, out, err = say(capfd)

    assert (code, err) == (0, "")
    assert "1 (a) A  ✓ ready" in out
    assert "1 (b) B  ✗ fails a public case" in out
    assert "Likely cause. The sign is the other one." in out
    assert "Next step. Look at the sign." in out
    assert "You gave: ≠ −4711.5" in out
    assert "2 of 3 parts are ready." in out
    assert "3 checks are hidden" in " ".join(out.split())
    assert "Ready does not mean full marks." in " ".join(out.split())
    assert out.rstrip().endswith(f"Isolation: {checked(home, NEGATED).level.value}.")


def test_a_matrix_is_laid_out(home, capfd):
    (home / "tiny.py").write_text("a = [[1, 2, float('nan')], [4, 5, 6]]")

    _, out, _ = say(capfd, "--part", "1.a")

    assert "       1     2  ≠nan\n" in out
    assert "1 (b)" not in out


def test_a_name_that_is_nearly_right_is_suggested(home, capfd):
    (home / "tiny.py").write_text("def G(x): return 1\n")

    _, out, _ = say(capfd)

    assert "g is not defined. Did you mean G?" in out


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(
            "import no_such_package_of_ours", "-m pip install no_such_package_of_ours", id="package"
        ),
        pytest.param("import cv2", "-m pip install opencv-python", id="other name"),
        pytest.param("def g(x:\n return 1", "This check runs Python 3.", id="version"),
    ],
)
def test_what_is_wrong_with_the_machine_is_told(home, capfd, source, said):
    (home / "tiny.py").write_text(source)

    assert said in " ".join(say(capfd)[1].split())


def test_what_the_student_wrote_cannot_steer_the_terminal(home, capfd):
    (home / "tiny.py").write_text(
        "print('\\x1b[2J\\x1b]0;title\\x07')\ndef g(x):\n print('\\x1b[31m\\u202e')\n"
        " raise ValueError('\\x1b[2J::error::')\n"
    )

    run(["check"])
    out = capfd.readouterr().out

    assert "\x1b[2J" not in out
    assert "\x1b]0" not in out
    assert "\u202e" not in out
    assert "\n::error" not in out


@pytest.mark.parametrize("colour", [True, False])
def test_colour_only_adds(home, capfd, colour):
    (home / "tiny.py").write_text(NEGATED)
    say(capfd)
    done = subprocess.run(
        [sys.executable, "-m", "grader", "check"],
        capture_output=True,
        check=True,
        env=os.environ | ({"FORCE_COLOR": "1"} if colour else {}),
    )

    assert click.unstyle(done.stdout.decode()) == say(capfd)[1]


def test_what_made_a_part_ready_stands_beside_it(home, capfd):
    (home / "tiny.py").write_text(RIGHT)

    lines = say(capfd)[1].split("\n")

    assert "  1 (a) A  ✓ ready   form only" in lines
    assert "  1 (b) B  ✓ ready   1 public case passes" in lines
    assert "  1 (c) C  ✓ right" in lines


def test_every_form_says_what_was_looked_at_within_the_width(home):
    both = (*forms().parts[0].answers, *tiny().parts[1].answers)
    title = "x" * 60
    homework = bundle(
        part("h", "text", forms().parts[8].answers[0].key, public=0),
        replace(tiny().parts[1], title=title, answers=both),
    )
    found = checked(home, f"n = 4\n{RIGHT_FORM}\nt = 'Words.'\n", homework)

    lines = click.unstyle(render_check(found)).split("\n")

    assert lines[2].endswith("✓ ready   a person marks it")
    assert lines[3].endswith("✓ ready   form, 1 public case passes")
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("label", ["1.b", "1 (b)", "1b", "1(B)"])
def test_only_the_part_that_is_asked_for_is_shown_and_counted(home, capfd, label):
    (home / "tiny.py").write_text(NEGATED)

    out = say(capfd, "--part", label)[1]
    record = json.loads(say(capfd, "--part", label, "--json")[1])
    say(capfd, "--part", label, "--html")
    page = (home / "tiny-check.html").read_text()

    assert "0 of 1 part is ready." in out
    assert "2 checks are hidden" in out
    assert "1 (a)" not in out
    assert [each["id"] for each in record["parts"]] == ["1.b"]
    assert record["hidden"] == 2
    assert "1 (b)" in page
    assert "1 (a)" not in page


def test_a_problem_stands_for_all_its_parts(home, capfd):
    (home / "tiny.py").write_text(NEGATED)

    assert "2 of 3 parts are ready." in say(capfd, "--part", "1")[1]


def test_json_says_the_same_to_programs(home, capfd):
    (home / "tiny.py").write_text(NEGATED)

    _, out, _ = say(capfd, "--json")

    found = json.loads(out)
    assert found["version"] == 1
    assert found["hidden"] == 3
    assert [part["standing"] for part in found["parts"]] == ["ready", "failing", "right"]
    assert found["parts"][1]["answers"][0]["misconception"] == "negated"


def test_the_page_claims_no_more_than_was_looked_at(home):
    page = render_check_page(checked(home, NEGATED))

    assert "of 3 parts ready" in page
    assert "Ready does not mean full marks." in page
    assert "fails a public case" in page
    assert " of 2 points" not in page
    assert "0.5" not in page.partition("</style>")[2]


def test_the_page_says_of_a_part_once_how_it_stopped_and_draws_no_share(home):
    page = render_check_page(checked(home, "a = [[1] * 3] * 2\ndef g(x):\n while True: pass"))
    body = page.partition("</style>")[2]
    tiles, cards = body.split("</nav>")

    assert 'class="bar"' not in body
    assert "stopped" not in tiles
    assert "ran out of time" in tiles
    assert "ran out of time" in cards
    assert '<a href="#p1.a" class="ready"' in tiles
    assert '<p class="verdict ready">' in cards
    assert ".ready { color:" in page


def test_the_page_is_written_where_the_student_is(home, capfd):
    (home / "tiny.py").write_text(RIGHT)

    code, _, err = say(capfd, "--html")

    assert code == 0
    assert err == f"Page: {home / 'tiny-check.html'}\n"
    assert "<!doctype html>" in (home / "tiny-check.html").read_text()


def test_an_unknown_part_is_named(home, capfd):
    (home / "tiny.py").write_text(RIGHT)

    code, _, err = say(capfd, "--part", "9.z")

    assert code == 2
    assert err == "--part: wanted one of 1.a, 1.b, 1.c, found '9.z'\n"


def test_torch_is_not_imported_unless_it_is_asked_for(home):
    source = RIGHT + "import sys\na[0][0] = float('torch' in sys.modules)\n"
    source += "if 'torch' in sys.modules: raise SystemExit\n"

    found = checked(home, source)

    assert found.report.mishaps == ()
    script = (
        "import sys; from grader.cli import run; run(['check']); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def test_a_module_that_wants_torch_gets_it(home):
    found = checked(
        home, "import torch\na = torch.zeros(2, 3)\ndef g(x): return torch.tensor(4711.5)"
    )

    assert list(found.standings[:2]) == ["ready", "ready"]


def notebook(source):
    cell = {"cell_type": "code", "source": source, "execution_count": 1}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4})


def test_the_file_that_is_named_is_the_one_that_is_checked(home, capfd):
    (home / "tiny.py").write_text(write_starter(tiny()))
    (home / "tiny.ipynb").write_text(notebook(RIGHT))
    (home / "half.py").write_text("n = 4711.25")

    def ready(*arguments):
        out = say(capfd, *arguments)[1]
        return out.partition(":")[0], out.partition(" parts are ready")[0].rpartition("\n")[2]

    assert ready("tiny.ipynb") == ready() == ready(".") == ("tiny.ipynb", "3 of 3")
    assert ready("tiny.py") == ("tiny.py", "0 of 3")
    assert ready("half.py") == ("half.py", "1 of 3")
    assert "tiny.py is not filled in, so tiny.ipynb was read" in say(capfd)[1]
    assert "Hand it in as tiny.py: 'half.py' is another name." in say(capfd, "half.py")[1]


@pytest.mark.parametrize("place", [".", "src", "../outside"])
@pytest.mark.parametrize("name", ["tiny.py", "draft.py"])
def test_however_a_file_is_named_it_has_what_lies_beside_it(home, capfd, place, name):
    folder = home / place
    folder.mkdir(exist_ok=True)
    (folder / "mine.py").write_text("value = 4711.25\n")
    (folder / name).write_text("from mine import value as n\nprint(open('mine.py').read())\n")

    out = say(capfd, str(folder / name), "--bundle", "tiny.bundle")[1]

    assert "1 (c) C  ✓ right" in out


def test_files_beside_the_module_can_be_imported(home):
    (home / "mine.py").write_text("value = 4711.25\n")

    assert checked(home, "from mine import value as n").standings[2] == "right"


@pytest.mark.parametrize("level", Level)
def test_every_level_gives_the_same(home, level):
    (home / "tiny.py").write_text(NEGATED)
    submission = read_target(tiny().head, Target(home, "tiny.py"))

    found = check_submission(tiny(), submission, most=level)

    assert list(found.standings) == ["ready", "failing", "right"]
    assert level.gives(found.level)


def test_watching_checks_again_and_ends_quietly(home):
    (home / "tiny.py").write_text(NEGATED)
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "check", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert "1 of 3" not in _read_until(process, "Ctrl-C ends it.")
            (home / "tiny.py").write_text("a = 5\n")
            assert "0 of 3 parts are ready." in _read_until(process, "Ctrl-C ends it.")
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
        finally:
            process.kill()

    assert (process.returncode, err) == (0, "")


def test_watching_outlives_a_file_that_is_being_replaced(home):
    (home / "tiny.py").write_text(NEGATED)
    (home / "else").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "check", "tiny.py", "--watch", "--html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert "2 of 3" in _read_until(process, "Ctrl-C ends it.")
            for name in ("tiny.bundle", "tiny.py"):
                (home / name).rename(home / "else" / name)
                assert f"{name}" in _read_until(process, "Ctrl-C ends it.")
                (home / "tiny-check.html").unlink(missing_ok=True)
                (home / "else" / name).rename(home / name)
                assert "2 of 3" in _read_until(process, "Ctrl-C ends it.")
                assert (home / "tiny-check.html").is_file()
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
        finally:
            process.kill()

    assert process.returncode == 0
    assert set(err.splitlines()) == {f"Page: {home / 'tiny-check.html'}"}


def _read_until(process, end):
    found = ""
    deadline = time.monotonic() + 60
    while end not in found and process.poll() is None and time.monotonic() < deadline:
        found += process.stdout.readline()
    return found


@pytest.mark.parametrize(("mib", "fits"), [(256, True), (2048, False)])
def test_a_check_gives_about_as_much_memory_as_the_marking(home, mib, fits):
    homework = replace(tiny(), memory_mib=512)

    found = checked(home, RIGHT + f"\nlarge = bytearray({mib} << 20)", homework)

    said = [mishap.text for mishap in found.report.mishaps]
    assert ["MemoryError" in each for each in said] == ([] if fits else [True])
