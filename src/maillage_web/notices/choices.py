"""The kinds of things that people are told, in words."""

from __future__ import annotations

from maillage.text import Text

KINDS = {
    "thread": Text("Une réponse dans un échange que vous suivez", "An answer in a thread that you follow"),
    "clinic": Text("Une étude de cas où vous êtes", "A case clinic that you are in"),
    "moderation": Text("Ce que la modération décide", "What moderators decide"),
    "programme": Text("Ce qui arrive dans un programme", "What happens in a programme"),
    "commons": Text(
        "Ce qui arrive à ce que vous avez mis en commun", "What happens to what you put in common"
    ),
    "community": Text("Une mise en relation", "An introduction"),
}


def kind_words(kind: str) -> Text:
    """A kind in words; of one that is not known here, its code."""
    return KINDS.get(kind, Text(kind, kind))
