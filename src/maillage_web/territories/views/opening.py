"""What the views of a territory begin with: which one, or what to say when there is none; and what caches may keep."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable
from functools import wraps

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maillage import __version__
from maillage.territory.perimeters import Perimeter
from maillage_web.territories.choices import PAGES_CACHE
from maillage_web.territories.queries import outlines, places
from maillage_web.territories.queries.stores import stamp

_MAKING = threading.Lock()
View = Callable[[HttpRequest, Perimeter], HttpResponse]


def territory_view(page: str, *, kept: bool = True) -> Callable[[View], Callable[..., HttpResponse]]:
    """A view of the territory that the address names; `page` is the name of the address, `kept` that of `remembered`.

    The code of a former commune leads to the commune of today; an unknown code gets a page of near names.
    """

    def decorated(view: View) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(view)
        def opened(request: HttpRequest, kind: str, code: str) -> HttpResponse:
            place = places.find(kind, code, request.GET.get("nom", ""))
            if place is not None and place.code != code:  # a free perimeter written otherwise
                return HttpResponseRedirect(places.address(place, page))
            if place is not None:
                return remembered(request, lambda: view(request, place), kept=kept)
            today = places.carried(kind, code)
            if today is not None:
                return HttpResponseRedirect(places.address(today, page, ancien=code))
            return nowhere(request, code)

        return opened

    return decorated


def nowhere(request: HttpRequest, words: str) -> HttpResponse:
    """The page that says that no territory has this code, and offers those that may be meant."""
    context = {"words": words[:40], "found": places.offers(words[:40])}
    return render(request, "territories/nowhere.html", context, status=404)


def remembered(
    request: HttpRequest, answer: Callable[[], HttpResponse], *, kept: bool = True
) -> HttpResponse:
    """The answer, that browsers keep and ask about until something is loaded; this process keeps it too when `kept`.

    Nothing is kept for those who have entered: the top of their pages is theirs.
    """
    if request.user.is_authenticated:
        return answer()
    etag = quote_etag(f"{marks()}-{get_language() or ''}")
    made = (lambda: _kept(request, etag, answer)) if kept else answer
    response = get_conditional_response(request, etag=etag) or made()
    if response.status_code in (200, 304):
        response.headers["ETag"] = f"W/{etag}"
        patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def _kept(request: HttpRequest, etag: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The page from the memory of this process, compressed; made and put there the first time."""
    key = hashlib.blake2b(f"{etag} {request.get_full_path()}".encode(), digest_size=20).hexdigest()
    cache = caches[PAGES_CACHE]
    content = cache.get(key)
    if content is None:
        with _MAKING:  # readers of the same new page wait for it rather than make it too
            content = cache.get(key)
            if content is None:
                made = answer()
                if made.status_code != 200:
                    return made
                content = gzip.compress(made.content, 4, mtime=0)
                cache.set(key, content, timeout=None)
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(gzip.decompress(content))
    return HttpResponse(content, headers={"Content-Encoding": "gzip"})


def marks() -> str:
    """What changes as soon as figures or outlines are loaded, or when the site itself changes."""
    return f"{stamp()}-{outlines.mark()}-{__version__}"
