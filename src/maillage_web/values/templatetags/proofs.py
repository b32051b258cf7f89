"""What a figure rests on, made once for all the figures of a page that rest on the same row."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maillage_web.values.queries.proofs import Proof
from maillage_web.values.queries.statement import Effect

register = template.Library()


@register.simple_tag(takes_context=True)
def proof_lines(context: Context, proof: Proof, between: str = "") -> SafeString:
    """The lines of a row. The page holds those already made in ``told``, a dictionary.

    `between` stands between what the row says and what it rests on; it is told once only.
    """
    if between:
        return _told(context, proof, between)
    told: dict[tuple[str, str], SafeString] = context["told"]
    if proof.key not in told:
        told[proof.key] = _told(context, proof, "")
    return told[proof.key]


def _told(context: Context, proof: Proof, between: str) -> SafeString:
    return render_to_string(
        "values/proof.html", {"proof": proof, "state": context["state"], "between": between}
    )


@register.simple_tag(takes_context=True)
def effect_line(context: Context, effect: Effect) -> SafeString:
    """For whom an effect is, and thanks to whom."""
    return render_to_string("values/effect.html", {"one": effect, "state": context["state"]})
