"""Addresses of the pages of a dossier on the day looked at, and sentences whose names lead to their rows."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.queries.findings import Line
from maillage_web.dossiers.queries.state import Link, State

register = template.Library()


@register.simple_tag
def dossier_url(state: State, name: str, *arguments: str) -> str:
    """The address of a page of the dossier that stays on the same day."""
    return state.address(name, *arguments)


@register.simple_tag
def linked(line: Line, tongue: str) -> SafeString:
    """The sentence of a finding, in which the first mention of each row concerned leads to it."""
    left = {said(row.words): row for row in line.rows if said(row.words)}
    if not left:
        return conditional_escape(said(line.message))
    longest_first = sorted(left, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", said(line.message))
    return format_html_join("", "{}", ((_part(words, left.pop(words, None), tongue),) for words in parts))


def _part(words: str, row: Link | None, tongue: str) -> str:
    if row is None:
        return words
    if not row.href:
        return format_html('<span lang="{}">{}</span>', tongue, words)
    return format_html('<a href="{}" lang="{}">{}</a>', row.href, tongue, words)


@register.simple_tag
def rows_unnamed(line: Line) -> list[Link]:
    """The rows that a finding concerns and that its sentence does not name."""
    return [row for row in line.rows if said(row.words) not in said(line.message)]
