"""The people of a room, in a process of their own: ``python -m bench.workshop.crowd TICKETS PORT SECONDS PACE CUT``.

It says READY when all are there, waits for a line, and prints what it measured as JSON. With a CUT in seconds, every
other phone loses the network for that long, a third of the way. TICKETS is a file; with a number instead, as many
people write in a shared document.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from bench.workshop.phone import Phone, Tally

SETTLED = 60.0  # seconds at most, at the end, for all to be delivered


async def main(tickets: str, port: int, seconds: float, pace: float, cut: float) -> dict[str, Any]:
    """Bring people in, have them write, and count."""
    tally = Tally()
    phones = _people(tickets, ("127.0.0.1", port), tally)
    await phones[0].come()  # alone: one of the servers makes the room when somebody comes, and not twice
    for start in range(1, len(phones), 50):
        await asyncio.gather(*(phone.come() for phone in phones[start : start + 50]))
    print("READY", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    tally.measuring = not cut
    begun, spent = time.perf_counter(), time.process_time()
    draw = random.Random(1)
    turns = [asyncio.create_task(_write(phone, pace, begun + seconds, draw)) for phone in phones]
    if cut:
        await _cut(phones[::2], seconds / 3, cut)
    await asyncio.gather(*turns)
    share = (time.process_time() - spent) / (time.perf_counter() - begun)
    await _settle(phones)
    return _told(phones, tally, share)


def _people(tickets: str, where: tuple[str, int], tally: Tally) -> list[Phone]:
    if tickets.isdigit():
        from bench.workshop.writer import Writer

        return [Writer(number, where, tally) for number in range(1, int(tickets) + 1)]
    words = json.loads(Path(tickets).read_text(encoding="utf-8"))
    return [Phone(number, ticket, where, tally) for number, ticket in enumerate(words, start=1)]


async def _write(phone: Phone, pace: float, until: float, draw: random.Random) -> None:
    wait = pace * draw.random()
    while time.perf_counter() + wait < until:
        await asyncio.sleep(wait)
        phone.say()
        wait = pace * (0.8 + 0.4 * draw.random())


async def _cut(phones: list[Phone], after: float, length: float) -> None:
    await asyncio.sleep(after)
    for phone in phones:
        phone.leave()
    await asyncio.sleep(length)
    for phone in phones:
        phone.cut = False
    await asyncio.gather(*(phone.come() for phone in phones))


async def _settle(phones: list[Phone]) -> None:
    """Wait until everything said is acknowledged and on every screen."""
    until = time.perf_counter() + SETTLED
    while time.perf_counter() < until:
        said = sum(phone.said for phone in phones)
        if all(not phone.waiting and len(phone.seen) == said for phone in phones):
            return
        await asyncio.sleep(0.2)


def _told(phones: list[Phone], tally: Tally, share: float) -> dict[str, Any]:
    said, delays = sum(phone.said for phone in phones), sorted(tally.delays)
    return {
        "said": said,
        "acknowledged": sorted(key for phone in phones for key in phone.acknowledged),
        "refused": tally.refused,
        "screens": sum(len(phone.seen) == said for phone in phones),
        "delivered": len(delays),
        **{f"p{part}": _at(delays, part / 100) for part in (50, 95, 99)},
        "cpu": share,
    }


def _at(delays: list[float], share: float) -> float | None:
    return delays[min(len(delays) - 1, int(share * len(delays)))] if delays else None


if __name__ == "__main__":
    print(
        json.dumps(asyncio.run(main(sys.argv[1], int(sys.argv[2]), *(float(one) for one in sys.argv[3:6]))))
    )
