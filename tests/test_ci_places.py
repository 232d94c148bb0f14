import os

import pytest
from sample_reports import answer, make_part, report_of

from grader.ci.places import find_sources
from grader.ci.service import Service, detect_service, find_root
from grader.exchange.remarks import Place, place_answer
from grader.results import Excerpt, Spot
from grader.score import Verdict

SOURCE = "import numpy as np\n\ndef f(x):\n    return x\n\nA = [\n    1,\n]\nf = f(2)\nAB = 1\n"


def report(*files, names=("f", "A", "missing")):
    spots = tuple(Spot(file=file, line=1) for file in files)
    answers = tuple(
        answer(name, "number", 1, Verdict.CRASHED, spots=spots, excerpt=None) for name in names
    )
    return report_of("mia", (make_part("1.a", "1 (a)", "Sum", answers),))


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "src" / "deep").mkdir(parents=True)
    (tmp_path / "src" / "hw2.py").write_text(SOURCE)
    (tmp_path / "src" / "deep" / "layers.py").write_text("x = 1\n")
    return tmp_path


def test_files_are_called_as_the_repository_calls_them(repository):
    found = find_sources(report("hw2.py", "deep/layers.py"), repository / "src", "hw2", repository)

    assert found.files == {"hw2.py": "src/hw2.py", "deep/layers.py": "src/deep/layers.py"}
    assert found.entry == "src/hw2.py"


def test_a_module_further_down_is_found_with_what_stands_beside_it(repository):
    found = find_sources(report("layers.py"), repository, "hw2", repository)

    assert found.files == {"hw2.py": "src/hw2.py", "layers.py": "src/deep/layers.py"}


def test_a_single_file_is_the_module_whatever_it_is_called(repository):
    file = repository / "src" / "deep" / "layers.py"

    assert find_sources(report("hw2.py"), file, "hw2", repository).files == {
        "hw2.py": "src/deep/layers.py"
    }


def test_a_name_stands_where_it_is_defined_last(repository):
    found = find_sources(report(), repository / "src", "hw2", repository)

    assert found.names == {"f": Place("src/hw2.py", 9, 9), "A": Place("src/hw2.py", 6, 6)}


@pytest.mark.parametrize("name", ["HW2.PY", "hw2-final.py", "homework.py"])
def test_a_module_of_another_name_stands_in_where_it_is_the_only_one(tmp_path, name):
    (tmp_path / name).write_text(SOURCE)
    (tmp_path / "data.txt").write_text("1\n")

    found = find_sources(report("hw2.py"), tmp_path, "hw2", tmp_path)

    assert found.entry == name
    assert found.files == {"hw2.py": name}
    assert found.names["A"] == Place(name, 6, 6)


def test_a_cell_is_a_place_in_its_notebook_without_a_line(tmp_path):
    (tmp_path / "hw2.ipynb").write_text("{}")

    found = find_sources(report("hw2.ipynb, cell 3"), tmp_path, "hw2", tmp_path)

    assert found.files["hw2.ipynb, cell 3"] == "hw2.ipynb"
    answer = report("hw2.ipynb, cell 3").parts[0].answers[0]
    assert place_answer(answer, found) == Place("hw2.ipynb")


def test_an_archive_has_no_places(tmp_path):
    (tmp_path / "mia.zip").write_bytes(b"PK")

    assert find_sources(report("hw2.py"), tmp_path / "mia.zip", "hw2", tmp_path).files == {}


@pytest.mark.parametrize(
    "file", ["/etc/passwd", "../secret.py", "..", "", "hw2.py\x00", "other.py", "x" * 5000]
)
def test_what_is_not_in_the_submission_has_no_place(repository, file):
    (repository / "secret.py").write_text("x = 1\n")

    found = find_sources(report(file), repository / "src", "hw2", repository)

    assert set(found.files) == {"hw2.py"}


def test_a_link_leads_nowhere(repository):
    (repository / "notes.txt").write_text("not handed in\n")
    (repository / "src" / "link.py").symlink_to(repository / "notes.txt")

    assert (
        "link.py"
        not in find_sources(report("link.py"), repository / "src", "hw2", repository).files
    )


def test_a_path_too_long_to_be_asked_about_is_no_place(repository):
    opened = [os.open(repository / "src", os.O_RDONLY)]
    for _ in range(18):  # by steps: the path as a whole is refused
        os.mkdir("d" * 250, dir_fd=opened[-1])
        opened.append(os.open("d" * 250, os.O_RDONLY, dir_fd=opened[-1]))
        os.close(os.open("x" * 250, os.O_CREAT | os.O_WRONLY, dir_fd=opened[-1]))
    for each in opened:
        os.close(each)

    found = find_sources(report("hw2.py", "deep.py"), repository / "src", "hw2", repository)

    assert found.files == {"hw2.py": "src/hw2.py"}


def test_a_submission_outside_the_repository_has_no_place(repository, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    assert find_sources(report("hw2.py"), repository / "src", "hw2", elsewhere).files == {}


def test_two_files_of_one_name_have_no_place(repository):
    (repository / "src" / "layers.py").write_text("x = 2\n")

    found = find_sources(report("layers.py"), repository, "hw2", repository)

    assert "layers.py" not in found.files


def test_a_file_whose_name_hides_has_no_place(repository):
    name = "a\n::error::x.py"
    (repository / "src" / name).write_text("x = 1\n")

    assert name not in find_sources(report(name), repository / "src", "hw2", repository).files


def test_an_excerpt_names_a_file_too(repository):
    excerpt = Excerpt(file="deep/layers.py", first=1, lines=("x = 1",))
    one = answer("x", "number", 1, Verdict.WRONG, excerpt=excerpt)
    shown = report_of("mia", (make_part("1.a", "1 (a)", "Sum", (one,)),))

    assert "deep/layers.py" in find_sources(shown, repository / "src", "hw2", repository).files


@pytest.mark.parametrize(
    ("environment", "service", "root"),
    [
        ({"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": "/w"}, Service.GITHUB, "/w"),
        ({"GITLAB_CI": "true", "CI_PROJECT_DIR": "/p"}, Service.GITLAB, "/p"),
        ({"CI": "true"}, Service.PLAIN, "/here"),
        ({"GITHUB_ACTIONS": "true"}, Service.GITHUB, "/here"),
        ({"GITHUB_ACTIONS": ""}, Service.PLAIN, "/here"),
    ],
)
def test_a_service_is_known_by_its_environment(environment, service, root, tmp_path):
    here = tmp_path / "here"

    assert detect_service(environment) is service
    assert str(find_root(service, environment, here)).endswith(root)
