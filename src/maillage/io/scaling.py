"""One door for computing many things at once: many dossiers, many scenarios. The results do not depend on where.

By default the items are shared among processes of this machine; one setting, `workers`, sends them to a Dask scheduler
instead, which gives them to machines that have the same Maillage. The function must be one that can be imported, and
pure: it is called once for each item, whose result comes back in the place of the item.

A scheduler runs whatever it is sent: keep it on a network of your own, or give it the ``tls://`` protocol.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import maillage
from maillage.data.wording import Messages
from maillage.text import Text, fill, same

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

INLINE, PROCESSES = "inline", "processes"
SETTING = "MAILLAGE_WORKERS"
"""The environment variable in which a command looks for `workers`; only a shell reads it."""

_PROTOCOLS = ("tcp://", "tls://", "ws://", "wss://", "inproc://")
_MESSAGES = Messages("messages/value_outcomes.toml")


class ScalingError(ValueError):
    """The place where to compute cannot be used. `text` says why and what to do, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.fr)
        self.text = said


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What became of one item: its `value`, or what went wrong. `error` is the exception, when there was one."""

    value: Result | None = None
    failed: Text | None = None
    error: Exception | None = None

    @property
    def worked(self) -> bool:
        """Whether there is a value."""
        return self.failed is None


def run_all(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    workers: str = PROCESSES,
    progress: Progress | None = None,
    stop: Stop | None = None,
    patience: float = 10.0,
) -> tuple[Done[Result], ...]:
    """What `function` gives for each item, in the order of the items, wherever it was computed.

    `workers`: ``"processes"`` (one per core), ``"processes:2"`` or ``"2"``, ``"inline"`` (in this process) or the
    address of a Dask scheduler. An item that fails does not lose the others. `progress` is told how many are done of
    how many; once `stop` says so, what is not begun is not computed. A scheduler has `patience` seconds to answer.
    Raises `ScalingError` when the place cannot be used.

    >>> [one.value for one in run_all(abs, [-1, 2], workers="inline")]
    [1, 2]
    """
    found: list[Done[Result]] = [Done(failed=_text("cancelled"))] * len(items)
    told, stopped = progress or _silent, stop or _never
    task = partial(_attempt, function)
    for count, (place, done) in enumerate(_places(workers, patience)(task, items, stopped), start=1):
        found[place] = done
        told(count, len(items))
    return tuple(found)


Places = Callable[[Callable[[Any], Done[Any]], Sequence[Any], Stop], Iterator[tuple[int, Done[Any]]]]


def _places(workers: str, patience: float) -> Places:
    """How to compute in the place that `workers` names. Raises `ScalingError`."""
    name, _, count = workers.partition(":")
    if workers == INLINE:
        return _inline
    if workers.isdecimal():  # a bare number: so many processes
        name, count = PROCESSES, workers
    if name == PROCESSES and (not count or (count.isdecimal() and int(count) > 0)):
        return partial(_processes, int(count) if count else _cores())
    if workers.startswith(_PROTOCOLS) and _names_a_place(workers):
        return partial(_dask, workers, patience)
    raise ScalingError(fill(_text("setting"), found=workers))


def _names_a_place(address: str) -> bool:
    """Whether an address names a machine and a port; one inside this process (inproc) has no port."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.scheme == "inproc" or parts.port is not None)
    except ValueError:  # no port, or one that is no number
        return False


def _attempt(function: Callable[[Item], Result], item: Item) -> Done[Result]:
    """The result of one item, or what it raised: made where it is computed, so that it can travel."""
    try:
        return Done(function(item))
    except Exception as error:  # noqa: BLE001 - whatever one item raises must not lose the others
        return Done(failed=_said(error), error=_carried(error))


def _said(error: Exception) -> Text:
    said = getattr(error, "text", None)
    return said if isinstance(said, Text) else same(f"{type(error).__name__}: {error}")


def _carried(error: Exception) -> Exception:
    """The exception, or its words alone when it could not be read again elsewhere."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - what was written on the line before
    except Exception:  # noqa: BLE001 - anything may go wrong while an unknown exception is written or read
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


# --- here -------------------------------------------------------------------------------------------------------------


def _inline(
    task: Callable[[Any], Done[Any]], items: Sequence[Any], stopped: Stop
) -> Iterator[tuple[int, Done[Any]]]:
    for place, item in enumerate(items):
        if stopped():
            return
        yield place, task(item)


def _processes(
    count: int, task: Callable[[Any], Done[Any]], items: Sequence[Any], stopped: Stop
) -> Iterator[tuple[int, Done[Any]]]:
    """Processes begun anew, that share nothing with this one. Items lost with a process are tried again, each alone."""
    if stopped() or not items:
        return
    lost: list[int] = []
    with _pool(min(count, len(items))) as pool, _leaving_at_once(pool):
        waiting = {pool.submit(task, item): place for place, item in enumerate(items)}
        for future in as_completed(list(waiting)):
            if future.cancelled():
                continue
            try:
                yield waiting[future], future.result()
            except BrokenProcessPool:
                lost.append(waiting[future])
            if stopped():
                _cancel(waiting)
    for place in sorted(lost):
        if stopped():
            return
        yield place, _alone(task, items[place])


def _alone(task: Callable[[Any], Done[Any]], item: Any) -> Done[Any]:
    with _pool(1) as pool:
        try:
            return pool.submit(task, item).result()
        except BrokenProcessPool as error:
            return Done(failed=_text("died"), error=error)


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("spawn"), initializer=_stop_in_silence
    )


def _stop_in_silence() -> None:
    """An interruption from the keyboard reaches every process: these stop at once, and the first one says so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _leaving_at_once(pool: ProcessPoolExecutor) -> Iterator[None]:
    """When interrupted, what is not begun is not computed."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _cancel(waiting: dict[Future[Any], int]) -> None:
    for future in waiting:
        future.cancel()


def _cores() -> int:
    """The cores that this process may use, where the system says it."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- elsewhere --------------------------------------------------------------------------------------------------------


def _dask(
    address: str, patience: float, task: Callable[[Any], Done[Any]], items: Sequence[Any], stopped: Stop
) -> Iterator[tuple[int, Done[Any]]]:
    """The machines of a Dask scheduler. A machine that goes away gives its items back; three times, and they failed."""
    if stopped() or not items:
        return
    with _client(address, patience) as client:
        _check(client, address)
        waiting = {
            future.key: (place, future)
            for place, future in enumerate(client.map(task, items, pure=False, batch_size=1000))
        }
        for future in _completed([future for _, future in waiting.values()], client.loop):
            if future.cancelled():
                continue
            yield waiting[future.key][0], _result_of(future)
            if stopped():
                client.cancel([one for _, one in waiting.values() if not one.done()])
                return


def _client(address: str, patience: float) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ScalingError(_text("missing")) from error
    client: Any = distributed.Client
    try:
        return client(address, timeout=patience, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ScalingError(fill(_text("unreached"), found=address)) from error


def _check(client: Any, address: str) -> None:
    """Refuse a scheduler without machine, or whose machines would compute something else."""
    versions = set(client.run(_version).values())
    if not versions:
        raise ScalingError(fill(_text("no-worker"), found=address))
    if versions != {_version()}:
        there = ", ".join(sorted(versions))
        raise ScalingError(fill(_text("version"), found=address, there=there, here=_version()))


def _version() -> str:
    return maillage.__version__


def _completed(futures: list[Any], loop: Any) -> Iterator[Any]:
    import distributed

    completed: Any = distributed.as_completed
    yield from completed(futures, loop=loop)


def _result_of(future: Any) -> Done[Any]:
    error = future.exception()
    if error is None:
        done: Done[Any] = future.result()
        return done
    return Done(failed=_text("died"), error=error if isinstance(error, Exception) else None)


def _silent(done: int, of: int) -> None:
    """Nobody is told."""


def _never() -> bool:
    return False


def _text(name: str) -> Text:
    return _MESSAGES.text(f"scaling.{name}")
