"""The bell: it tells the live processes that something was said, not what. One that does not ring loses nothing."""

from __future__ import annotations

import functools
import logging
import socket
import time
from typing import Any

from django.conf import settings

CHANNEL = "maillage:workshops"
_QUIET = 5.0  # seconds without ringing, after a Redis that does not answer
_PATIENCE = 0.5
logger = logging.getLogger(__name__)
_silent_until = 0.0


def ring(workshop: int) -> None:
    """Say to whoever listens that this workshop moved; they look by themselves every second anyway."""
    if settings.MAILLAGE_REDIS:
        _ring_all(workshop)
    else:
        _ring_here(workshop)


def _ring_here(workshop: int) -> None:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
            bell.setblocking(False)
            bell.sendto(str(workshop).encode("ascii"), ("127.0.0.1", settings.MAILLAGE_LIVE_PORT))
    except OSError:
        return  # nobody listens, or the machine is busy: the live process looks every second


def _ring_all(workshop: int) -> None:
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        _redis(settings.MAILLAGE_REDIS).publish(CHANNEL, str(workshop))
    except Exception as error:
        _silent_until = time.monotonic() + _QUIET
        logger.warning("the bell does not ring: %s", type(error).__name__)


@functools.lru_cache(maxsize=2)
def _redis(address: str) -> Any:
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    once = Retry(NoBackoff(), 0)  # whoever said something does not wait for the bell
    return redis.Redis.from_url(
        address, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, retry=once
    )
