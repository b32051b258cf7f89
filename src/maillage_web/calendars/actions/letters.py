"""The e-mails of the app: what each says, in both languages."""

from __future__ import annotations

from maillage.text import Text
from maillage_web.accounts.choices import Letter

_LESS = Text(
    "Ce qui est confidentiel n’est jamais dans un e-mail. Pour ne plus rien recevoir de ce dossier : {stop}",
    "What is confidential is never in an e-mail. To receive nothing more about this dossier: {stop}",
)

REMINDER = Letter(
    Text("{what} · {title}", "{what} · {title}"),
    (
        Text("{when} : {what}", "{when}: {what}"),
        Text("Dossier « {title} ».", "Dossier “{title}”."),
        _LESS,
    ),
    Text("Voir ce qui vient", "See what is coming"),
)
DIGEST = Letter(
    Text("Ce qui a bougé · {title}", "What moved · {title}"),
    (
        Text("Depuis le {since} dans « {title} » : {moved}", "Since {since} in “{title}”: {moved}"),
        Text("À venir : {coming}", "Coming: {coming}"),
        Text("À revoir, en retard : {late}", "To review, late: {late}"),
        _LESS,
    ),
    Text("Ouvrir le dossier", "Open the dossier"),
)
NOTHING = Text("rien d’inscrit", "nothing written")
NOTHING_MOVED = Text("rien n’a été écrit", "nothing was written")
NOTHING_LATE = Text("rien", "nothing")
TODAY = Text("Aujourd’hui", "Today")
