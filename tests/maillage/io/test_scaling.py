"""Many items at once: the same results in the same order wherever they are computed; one failure loses nothing else."""

import os
import threading

import pytest

from maillage.io.scaling import Done, ScalingError, run_all


def square(number: int) -> int:
    if number == 3:
        raise ValueError("three is refused")
    return number * number


def die_on_two(number: int) -> int:
    if number == 2:
        os._exit(1)  # as a process that the system stops
    return number


class StubbornError(Exception):
    """It holds something that stays where it is: it cannot be written."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.held = threading.Lock()


def refuse(number: int) -> int:
    raise StubbornError("one")


@pytest.mark.parametrize("workers", ["inline", "processes:2"])
def test_results_come_in_the_order_of_the_items_and_one_error_loses_no_other(workers: str) -> None:
    told = []
    found = run_all(square, [5, 3, 1, 4], workers=workers, progress=lambda done, of: told.append((done, of)))
    assert [one.value for one in found] == [25, None, 1, 16]
    assert [one.worked for one in found] == [True, False, True, True]
    assert isinstance(found[1].error, ValueError)
    assert found[1].failed is not None
    assert found[1].failed.fr == "ValueError: three is refused"
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_process_that_dies_takes_its_own_item_with_it_and_no_other() -> None:
    found = run_all(die_on_two, [1, 2, 3], workers="2")
    assert [one.value for one in found] == [1, None, 3]
    assert found[1].failed is not None
    assert "s’est arrêté net" in found[1].failed.fr


def test_a_stop_keeps_what_is_done_and_begins_nothing_more() -> None:
    done: list[int] = []
    found = run_all(
        square,
        [1, 2, 4],
        workers="inline",
        progress=lambda count, of: done.append(count),
        stop=lambda: bool(done),
    )
    assert [one.value for one in found] == [1, None, None]
    assert found[2].failed is not None
    assert found[2].failed.en.startswith("Not computed")


def test_an_exception_that_cannot_travel_is_told_in_its_words() -> None:
    (found,) = run_all(refuse, [1], workers="inline")
    assert isinstance(found.error, RuntimeError)
    assert str(found.error) == "StubbornError: one"


@pytest.mark.parametrize("workers", ["", "process", "processes:0", "processes:many", "host:8786"])
def test_a_place_that_means_nothing_is_refused_with_what_can_be_written(workers: str) -> None:
    with pytest.raises(ScalingError, match="tcp://serveur:8786") as refused:
        run_all(square, [1], workers=workers)
    assert "tcp://server:8786" in refused.value.text.en


def test_nothing_to_compute_gives_nothing() -> None:
    assert run_all(square, []) == ()


@pytest.mark.slow
def test_two_machines_of_a_dask_scheduler_give_what_one_process_gives() -> None:
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    )
    with cluster:
        cluster.wait_for_workers(2)
        told = []
        items = [*range(6), 3]
        there = run_all(
            square, items, workers=cluster.scheduler_address, progress=lambda done, of: told.append(done)
        )
    here = run_all(square, items, workers="inline")
    assert [(one.value, one.failed) for one in there] == [(one.value, one.failed) for one in here]
    assert told == list(range(1, 8))
    assert there[0] == Done(0)


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_said_with_its_address() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ScalingError, match=r"tcp://127\.0\.0\.1:9 ne répond pas"):
        run_all(square, [1], workers="tcp://127.0.0.1:9", patience=0.5)
