"""Send what people want by e-mail: at once, or in their one digest. Never twice; what fails is tried again."""

from __future__ import annotations

import datetime
import logging
from urllib.parse import urljoin

from django.core import signing

from maillage.text import Language, Text, fill, joined_by
from maillage_web.accounts.actions import addresses_from, post
from maillage_web.accounts.choices import Letter, LetterNotSent
from maillage_web.notices.models import Digest, Notice, Wish

STOP_SALT = "notices.stop"
EVERY = {
    Digest.Every.DAY: datetime.timedelta(days=1),
    Digest.Every.WEEK: datetime.timedelta(days=7),
    Digest.Every.MONTH: datetime.timedelta(days=30),
}
_SHOWN = 12
_STOP = Text(
    "Ce qui a été dit n’est jamais dans un e-mail. Pour ne plus recevoir ceux-ci : {stop}",
    "What was said is never in an e-mail. To receive no more of these: {stop}",
)
NOW = Letter(
    Text("Du nouveau sur Maillage", "Something new on Maillage"),
    (Text("{what}", "{what}"), _STOP),
    Text("Ouvrir la page", "Open the page"),
)
DIGEST = Letter(
    Text("Votre résumé · Maillage", "Your digest · Maillage"),
    (Text("Depuis le dernier résumé : {what}", "Since the last digest: {what}"), _STOP),
    Text("Voir mes nouvelles", "See my news"),
)
_log = logging.getLogger(__name__)


def send_digests(now: datetime.datetime) -> int:
    """Send what waits at `now`, and say how many letters left. May run as often as one wants.

    A person whose site address is not known (they never wrote here) is told on the site only.
    """
    known = Digest.objects.select_related("user").filter(user__is_active=True).exclude(origin="")
    return sum(_send_at_once(one, now) + _send_digest(one, now) for one in known.order_by("pk"))


def _waiting(digest: Digest, way: str) -> list[Notice]:
    return list(
        Notice.objects.filter(user=digest.user_id, way=way, sent_at=None, read_at=None).order_by("at", "pk")
    )


def _send_at_once(digest: Digest, now: datetime.datetime) -> int:
    sent = 0
    for one in _waiting(digest, Wish.Way.NOW):
        if not Notice.objects.filter(pk=one.pk, sent_at=None).update(sent_at=now):
            continue  # another worker has it
        if _post(NOW, digest, one.kind, _words(one), one.address):
            sent += 1
        else:
            Notice.objects.filter(pk=one.pk).update(sent_at=None)
    return sent


def _send_digest(digest: Digest, now: datetime.datetime) -> int:
    every = EVERY.get(Digest.Every(digest.every))
    if every is None or (digest.last_at is not None and now - digest.last_at < every):
        return 0
    waiting = _waiting(digest, Wish.Way.DIGEST)
    if not waiting or not _claim(digest, now):
        return 0
    told = Notice.objects.filter(pk__in=[one.pk for one in waiting])
    told.update(sent_at=now)
    if _post(DIGEST, digest, "digest", _several(waiting), ""):
        return 1
    told.update(sent_at=None)
    Digest.objects.filter(pk=digest.pk).update(last_at=digest.last_at)
    return 0


def _claim(digest: Digest, now: datetime.datetime) -> bool:
    """Whether this digest is ours to send: two workers at once, and only one sends it."""
    return bool(Digest.objects.filter(pk=digest.pk, last_at=digest.last_at).update(last_at=now))


def _words(one: Notice) -> Text:
    return Text(one.text.get("fr", ""), one.text.get("en", ""))


def _several(waiting: list[Notice]) -> Text:
    """The sentences, each once with how many times; past a dozen, how many more."""
    counts: dict[Text, int] = {}
    for one in waiting:
        counts[_words(one)] = counts.get(_words(one), 0) + 1
    parts = [
        fill(Text("{what} ({n} fois)", "{what} ({n} times)"), what=words, n=count) if count > 1 else words
        for words, count in list(counts.items())[:_SHOWN]
    ]
    if len(counts) > _SHOWN:
        parts.append(fill(Text("et {n} autres", "and {n} more"), n=len(counts) - _SHOWN))
    return joined_by(" · ", parts)


def _post(letter: Letter, digest: Digest, kind: str, what: Text, address: str) -> bool:
    language: Language = "en" if digest.user.language == "en" else "fr"
    token = signing.dumps([digest.user_id, kind], salt=STOP_SALT)
    stop = addresses_from(digest.origin, "news-stop", token).in_(language)
    page = Text(*(urljoin(digest.origin, address),) * 2) if address else addresses_from(digest.origin, "news")
    try:
        post(letter, to=digest.user.email, language=language, values={"what": what, "stop": stop}, link=page)
    except LetterNotSent:
        _log.warning("news were not sent; the next run tries again")
        return False
    return True
