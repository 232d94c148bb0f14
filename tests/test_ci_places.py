import pytest
from sample_reports import answer, make_part, report_of

from grader.ci.places import find_sources
from grader.ci.service import Service, detect_service, find_root
from grader.exchange.remarks import Place
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


@pytest.mark.parametrize(
    "file", ["/etc/passwd", "../secret.py", "..", "", "hw2.py\x00", "other.py", "x" * 5000]
)
def test_what_is_not_in_the_submission_has_no_place(repository, file):
    (repository / "secret.py").write_text("x = 1\n")

    found = find_sources(report(file), repository / "src", "hw2", repository)

    assert set(found.files) == {"hw2.py"}


def test_a_link_leads_nowhere(repository):
    (repository / "src" / "link.py").symlink_to("/etc/passwd")

    assert (
        "link.py"
        not in find_sources(report("link.py"), repository / "src", "hw2", repository).files
    )


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
