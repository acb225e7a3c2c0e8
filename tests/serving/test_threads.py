"""The thread that became idle last gets the next job, and jobs wait in their order."""

from __future__ import annotations

import threading

import pytest

from school.serving.threads import ThreadPool, TooManyWaiting
from tests.patience import wait_until


def name_of_thread(pool: ThreadPool) -> str:
    names: list[str] = []
    pool.run(lambda: names.append(threading.current_thread().name + str(threading.get_ident())))
    wait_until(lambda: names)
    wait_until(lambda: pool.idle_threads == 3)
    return names[0]


def test_one_thread_serves_a_school_that_is_not_busy():
    pool = ThreadPool(3, 10)
    assert len({name_of_thread(pool) for _ in range(20)}) == 1


def test_jobs_that_find_no_idle_thread_are_done_in_their_order():
    pool = ThreadPool(1, 10)
    gate = threading.Event()
    done: list[int] = []
    pool.run(gate.wait)
    for number in range(5):
        pool.run(lambda number=number: done.append(number))
    assert done == []
    gate.set()
    wait_until(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]


def test_threads_work_at_the_same_time():
    pool = ThreadPool(3, 0)
    together = threading.Barrier(4, timeout=30)
    for _ in range(3):
        pool.run(together.wait)
    together.wait()


def test_only_so_many_jobs_wait():
    pool = ThreadPool(1, 2)
    gate = threading.Event()
    for _ in range(3):
        pool.run(gate.wait)
    with pytest.raises(TooManyWaiting):
        pool.run(gate.wait)
    gate.set()
    wait_until(lambda: pool.idle_threads == 1)
    pool.run(gate.wait)
