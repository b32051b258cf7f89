"""A perimeter of one's own, drawn from a list or from a map; its address holds it all."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage_web.territories.forms.free import FreeForm, read_list
from maillage_web.territories.queries import drawing, outlines, places
from maillage_web.territories.views.opening import remembered


@require_http_methods(["GET", "HEAD", "POST"])
def free_page(request: HttpRequest) -> HttpResponse:
    """The page where a perimeter is drawn. Nothing is written: posted only because lists are longer than addresses."""
    sent = request.POST if request.method == "POST" else request.GET
    form = FreeForm(sent)
    listed = read_list(form.text("liste"), sent.getlist("avec"))
    drawn = drawing.drawn_by(form.text("nom"), listed.codes)
    wrong = listed.wrong or drawn.unknown
    if sent.get("lire") and drawn.place is not None and not wrong:
        return HttpResponseRedirect(places.address(drawn.place))
    department = form.text("departement")
    boxes = drawing.boxes(department, listed.codes)
    context = {
        "form": form,
        "listed": listed,
        "drawn": drawn,
        "departments": drawing.departments_to_choose(),
        "department": department,
        "boxes": boxes,
        "lines": [*drawing.rest_of(listed.codes, boxes), *listed.unknown, *listed.unclear],
        "outlined": outlines.some_known([part.place for part in drawing.clickable(department)]),
        "outlines": f"{reverse('territory-free-outlines')}?{urlencode({'departement': department})}",
        "tiles": settings.MAILLAGE_TILES,
    }
    return render(request, "territories/free.html", context)


@require_safe
def outlines_file(request: HttpRequest) -> HttpResponse:
    """GeoJSON: the communes of a département, to be clicked on."""
    department = request.GET.get("departement", "")[:3]

    def answer() -> HttpResponse:
        content = outlines.collection(drawing.clickable(department))
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})

    return remembered(request, answer, kept=False)
