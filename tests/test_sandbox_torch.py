"""Students' torch: tensors in and out, training, threads, and what is refused."""

import numpy as np
import pytest

from grader.outcome import Raised, Returned
from grader.request import Call, Fetch
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.values import Array, Named

pytestmark = pytest.mark.sandbox

MATRIX = np.arange(6, dtype=np.float32).reshape(2, 3)

SOURCE = """
import logging
import sys
import warnings

import numpy as np
import torch
from torch import nn

warnings.warn("seen at import")
logging.warning("logged at import")
pools = [nn.MaxPool2d, nn.AvgPool2d]
drawn = torch.rand(2)


def double(x):
    assert type(x) is torch.Tensor and not x.requires_grad
    x *= 2
    return x


def kind(x):
    return str(x.dtype)


def gradient(x):
    x = x.requires_grad_()
    (x ** 2).sum().backward()
    return x.grad


def train():
    torch.manual_seed(0)
    x = torch.linspace(-1, 1, 64)[:, None]
    net = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1))
    optimiser = torch.optim.Adam(net.parameters(), lr=0.05)
    for _ in range(60):
        optimiser.zero_grad()
        loss = ((net(x) - x ** 2) ** 2).mean()
        loss.backward()
        optimiser.step()
    return loss.item()


def lazily_imported(work):
    before = set(sys.modules)
    globals()[work]()
    return sorted(name for name in set(sys.modules) - before)


def functional():
    return torch.func.vmap(torch.func.grad(torch.sin))(torch.zeros(3))


def threads():
    torch.set_num_threads(2)
    big = torch.rand(600, 600)
    return float((big @ big).sum()) > 0, float((np.ones((600, 600)) @ np.ones((600, 600)))[0, 0])


def load(workers):
    data = torch.utils.data.TensorDataset(torch.arange(4.0))
    loader = torch.utils.data.DataLoader(data, 2, num_workers=workers)
    return [float(batch[0].sum()) for batch in loader]


def exhaust():
    return torch.empty(1 << 34)


def compile():
    return torch.compile(lambda x: x + 1)(torch.ones(2))


def plot():
    import matplotlib.pyplot as plt
    plt.plot([1, 2])
    return True
"""


@pytest.fixture(scope="module", params=[Level.FULL, Level.KERNEL])
def session(request):
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    with (
        Worker(isolation=request.param, limits=Limits(memory_mib=512)) as worker,
        worker.open({"hw2.py": SOURCE.encode()}, "hw2.py", seed=3) as session,
    ):
        yield session


def ask(session, *requests):
    return session.ask([(request, 30.0) for request in requests])


def test_the_module_reads_and_its_warnings_show(session):
    assert session.incidents == ()
    assert "seen at import" in session.printed_at_import
    assert "logged at import" in session.printed_at_import


def test_tensors_go_in_and_come_out(session):
    tensor = Array.of(MATRIX, "torch")

    first, second = ask(session, Call("double", (tensor,)), Call("double", (tensor,)))

    assert first.value == second.value == Array.of(MATRIX * 2, "torch")


def test_bfloat16_goes_in_and_comes_out(session):
    half = Array(Array.of(MATRIX).data, "torch", bfloat16=True)

    kind, doubled = ask(session, Call("kind", (half,)), Call("double", (half,)))

    assert kind.value == "torch.bfloat16"
    assert doubled.value.bfloat16
    assert doubled.value.data.tolist() == (MATRIX * 2).tolist()


def test_classes_of_torch_cross_by_name(session):
    (pools,) = ask(session, Fetch("pools"))

    assert [(named.kind, named.qualname) for named in pools.value] == [
        ("class", "MaxPool2d"),
        ("class", "AvgPool2d"),
    ]
    assert all(isinstance(named, Named) for named in pools.value)


def test_gradients_training_and_transforms_work_after_the_fork(session):
    gradient, loss, functional = ask(
        session, Call("gradient", (Array.of(MATRIX, "torch"),)), Call("train"), Call("functional")
    )

    assert gradient.value == Array.of(2 * MATRIX, "torch")
    assert 0 < loss.value < 0.05
    assert functional.value.data.tolist() == [1, 1, 1]


@pytest.mark.parametrize("work", ["train", "functional", "threads"])
def test_what_torch_imports_on_first_use_is_there_already(session, work):
    (outcome,) = ask(session, Call("lazily_imported", (work,)))

    assert outcome.value == []


def test_threads_of_torch_and_numpy_work_after_the_fork(session):
    (outcome,) = ask(session, Call("threads"))

    assert outcome.value == (True, 600.0)


def test_a_loader_works_without_workers_and_says_why_not_with_them(session):
    alone, workers = ask(session, Call("load", (0,)), Call("load", (2,)))

    assert alone.value == [1.0, 5.0]
    assert isinstance(workers, Raised)
    assert workers.hint == "processes are not available in the grader"


def test_torch_running_out_of_memory_is_recognised(session):
    (outcome,) = ask(session, Call("exhaust"))

    assert isinstance(outcome, Raised)
    assert outcome.type_name == "RuntimeError"
    assert outcome.out_of_memory


def test_compiling_is_an_exception_and_not_a_crash(session):
    (outcome,) = ask(session, Call("compile"))

    assert isinstance(outcome, Raised | Returned)


def test_plotting_works_where_the_library_is_installed(session):
    (outcome,) = ask(session, Call("plot"))

    assert outcome.value is True


def test_nothing_is_left_of_the_draws_before(session):
    (outcome,) = ask(session, Fetch("drawn"))

    generator = __import__("torch").Generator().manual_seed(3)
    assert outcome.value.data.tolist() == __import__("torch").rand(2, generator=generator).tolist()
