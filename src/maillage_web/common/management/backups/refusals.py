"""Why a backup is not made, or not restored: what, why, what to do, in both languages."""

from __future__ import annotations

from django.db import OperationalError, connections

from maillage.text import Text, fill


class Refusal(Exception):
    """Nothing was changed; `words` says why and what to do."""

    def __init__(self, words: Text, **values: object) -> None:
        self.words = fill(words, **values)
        super().__init__(f"{self.words.en}\n{self.words.fr}")


def reachable(using: str) -> None:
    """Raise `Refusal` when the database does not answer."""
    try:
        connections[using].ensure_connection()
    except OperationalError as error:
        raise Refusal(NO_DATABASE, reason=str(error).strip()) from error


EXISTS = Text(
    "{path} existe déjà. Choisissez un autre nom, ou ajoutez --replace pour le remplacer.",
    "{path} already exists. Choose another name, or add --replace to replace it.",
)
NO_FOLDER = Text(
    "Le dossier {path} n’existe pas. Créez-le, puis recommencez.",
    "The folder {path} does not exist. Make it, then try again.",
)
NO_DATABASE = Text(
    "La base ne répond pas : {reason}. Vérifiez qu’elle existe et que DATABASE_URL donne son adresse.",
    "The database does not answer: {reason}. Check that it exists and that DATABASE_URL gives its address.",
)
NO_FILE = Text(
    "{path} n’existe pas ou ne peut pas être lu. Vérifiez son nom et ses droits.",
    "{path} does not exist or cannot be read. Check its name and its permissions.",
)
NOT_A_BACKUP = Text(
    "{path} n’est pas une sauvegarde de Maillage, ou il en manque la fin. Vérifiez qu’il a été copié en entier.",
    "{path} is not a Maillage backup, or its end is missing. Check that all of it was copied.",
)
OTHER_FORMAT = Text(
    "{path} est une sauvegarde de format {found} ; cette version de Maillage lit le format {known}. "
    "Restaurez-la avec la version {version}, qui l’a faite.",
    "{path} is a backup of format {found}; this version of Maillage reads format {known}. "
    "Restore it with version {version}, which made it.",
)
ALTERED = Text(
    "{path} est abîmé ou a été modifié : {member} n’est pas ce qui fut sauvegardé. Prenez une autre copie.",
    "{path} is damaged or was altered: {member} is not what was saved. Take another copy.",
)
NEWER = Text(
    "La sauvegarde vient de Maillage {version}, plus récent : cette version-ci ne connaît pas {names}. "
    "Mettez Maillage à jour, puis recommencez.",
    "The backup comes from Maillage {version}, which is newer: this version does not know {names}. "
    "Update Maillage, then try again.",
)
OLDER = Text(
    "La sauvegarde vient de Maillage {version}, plus ancien : la base a déjà reçu {names}. "
    "Restaurez-la avec cette version-là dans une base vide, puis mettez à jour : « manage migrate » fera le reste.",
    "The backup comes from Maillage {version}, which is older: the database already has {names}. "
    "Restore it with that version into an empty database, then update: “manage migrate” does the rest.",
)
NOT_MIGRATED = Text(
    "La base n’est pas à jour : il lui manque {names}. Lancez « manage migrate », puis recommencez.",
    "The database is not up to date: it lacks {names}. Run “manage migrate”, then try again.",
)
NOT_EMPTY = Text(
    "La base n’est pas vide : {tables}. Une sauvegarde se restaure dans une base vide : créez-en une, "
    "donnez son adresse par DATABASE_URL, puis recommencez.",
    "The database is not empty: {tables}. A backup is restored into an empty database: create one, "
    "give its address in DATABASE_URL, then try again.",
)
DOES_NOT_FIT = Text(
    "Les lignes {first} à {last} de {member} ne peuvent pas être écrites dans cette base : {reason}. "
    "Rien n’a été restauré.",
    "Lines {first} to {last} of {member} cannot be written to this database: {reason}. Nothing was restored.",
)
DANGLING = Text(
    "Des lignes de la sauvegarde en citent d’autres qui n’y sont pas : {reason}. Rien n’a été restauré.",
    "Rows of the backup refer to others that are not in it: {reason}. Nothing was restored.",
)
MISCOUNTED = Text(
    "Après la restauration, {model} a {found} lignes au lieu de {expected}. Rien n’a été restauré.",
    "After restoring, {model} has {found} rows instead of {expected}. Nothing was restored.",
)
