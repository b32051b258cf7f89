"""The server of shared documents of pycrdt-websocket, as its documentation runs it: ``python -m … PORT``."""

from __future__ import annotations

import asyncio
import sys

import uvicorn
from pycrdt.websocket import ASGIServer, WebsocketServer


async def main(port: int) -> None:
    """Serve until told to stop."""
    async with WebsocketServer() as server:
        config = uvicorn.Config(ASGIServer(server), port=port, log_level="error", ws="websockets-sansio")
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
