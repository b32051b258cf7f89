"""What one person, one workshop and one address may ask of the live process: docs/operations/live.md says why."""

from __future__ import annotations

from dataclasses import dataclass

MESSAGE_BYTES = 16 * 1024
HELLO_SECONDS = 5.0
WRITE_SECONDS = 10.0  # a phone that takes nothing for that long is let go: it comes back where it stood
PING_SECONDS = 20.0
PER_PARTICIPANT = 3  # connections: a phone, a computer, and the one that the network has not given back yet
PER_SHARED_ROLE = 12  # those of the facilitators together, of the screens together
PER_WORKSHOP = 1_000
WAITING_PER_ADDRESS = 200  # not yet greeted; a whole room may stand behind one address
MALFORMED = 5  # frames that cannot be read, before it ends
HASTY = 60  # frames refused as too fast, one after the other, before it ends
BURST = 20
PER_SECOND = 4.0


@dataclass(slots=True)
class Bucket:
    """Tokens that come back with time: `BURST` at once, then `PER_SECOND`. `now` is in seconds, of any clock.

    >>> bucket = Bucket(now=0.0, tokens=1.0)
    >>> bucket.take(0.0), bucket.take(0.0)
    (0.0, 0.25)
    """

    now: float
    tokens: float = float(BURST)

    def take(self, now: float) -> float:
        """Take a token; 0 when there was one, otherwise in how many seconds there will be."""
        self.tokens = min(float(BURST), self.tokens + (now - self.now) * PER_SECOND)
        self.now = now
        if self.tokens >= 1.0:
            self.tokens -= 1.0
            return 0.0
        return (1.0 - self.tokens) / PER_SECOND
