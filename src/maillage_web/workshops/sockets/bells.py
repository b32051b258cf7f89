"""Where the bell is heard: a datagram on this machine, or a channel of Redis when several processes serve."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from django.conf import settings

from maillage_web.workshops.actions.bell import CHANNEL
from maillage_web.workshops.sockets.house import House

_AGAIN = 2.0  # seconds before asking again a Redis that is away; the house looks every second meanwhile
_LONGEST = 20  # digits
logger = logging.getLogger(__name__)


class Bells(asyncio.DatagramProtocol):
    """Tells the house which workshop to look at. What is heard carries a number and nothing else."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def listen(self) -> None:
        """Listen for as long as the process lives."""
        if settings.MAILLAGE_REDIS:
            await self._listen_to_all()
        else:
            await self._listen_here()

    def datagram_received(self, data: bytes, _sender: object) -> None:
        """A page of this machine rang."""
        self._heard(data)

    def _heard(self, data: bytes) -> None:
        if len(data) <= _LONGEST and data.isdigit():
            self._house.hear(int(data))

    async def _listen_here(self) -> None:
        loop = asyncio.get_running_loop()
        where = ("127.0.0.1", settings.MAILLAGE_LIVE_PORT)
        try:
            transport, _protocol = await loop.create_datagram_endpoint(lambda: self, local_addr=where)
        except OSError as error:
            logger.warning("the bell is not heard: %s", type(error).__name__)
            return
        try:
            await loop.create_future()  # until the process ends
        finally:
            transport.close()

    async def _listen_to_all(self) -> None:
        import redis.asyncio

        while True:
            try:
                await self._follow(redis.asyncio.Redis.from_url(settings.MAILLAGE_REDIS))
            except (redis.exceptions.RedisError, OSError) as error:
                logger.warning("the bell is not heard: %s", type(error).__name__)
            await asyncio.sleep(_AGAIN)

    async def _follow(self, client: Any) -> None:
        async with client, client.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.subscribe(CHANNEL)
            async for message in channel.listen():
                self._heard(message["data"])
