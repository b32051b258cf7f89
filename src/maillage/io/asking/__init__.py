"""Ask a public service without wearing it out: one pace for all processes, so much patience, one name given."""

from maillage.io.asking.agent import USER_AGENT
from maillage.io.asking.pace import NotYetError, PacedMixin, PaceError, SharedBucket, limiter_of
from maillage.io.asking.patience import Patience, PatientRetry, seconds_asked

__all__ = [
    "USER_AGENT",
    "NotYetError",
    "PaceError",
    "PacedMixin",
    "Patience",
    "PatientRetry",
    "SharedBucket",
    "limiter_of",
    "seconds_asked",
]
