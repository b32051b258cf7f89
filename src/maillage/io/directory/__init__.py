"""Ask the official directory of organisations (recherche-entreprises): politely, with a memory, without a traceback."""

from maillage.io.directory.answer import Answer, DirectoryProblem
from maillage.io.directory.directory import OFFICIAL, Directory

__all__ = ["OFFICIAL", "Answer", "Directory", "DirectoryProblem"]
