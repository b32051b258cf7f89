"""Addresses of programmes and their projects."""

from __future__ import annotations

from django.urls import URLPattern, path

from maillage_web.programmes.views import portfolio, programme, projects

_ONE = "programmes/<slug:slug>/"
_PROJECT = f"{_ONE}projets/<str:token>/"

urlpatterns: list[URLPattern] = [
    path("programmes/", programme.programmes, name="programmes"),
    path("programmes-nouveau/", programme.programme_new, name="programme-new"),
    path(_ONE, programme.programme, name="programme"),
    path(f"{_ONE}reglages/", programme.programme_settings, name="programme-settings"),
    path(f"{_ONE}personnes/", programme.programme_people, name="programme-people"),
    path(f"{_ONE}projets/", projects.project_add, name="programme-project-add"),
    path(_PROJECT, projects.project, name="programme-project"),
    path(f"{_PROJECT}partage/", projects.sharing, name="programme-sharing"),
    path(f"{_ONE}portefeuille/", portfolio.portfolio_page, name="programme-portfolio"),
    path(f"{_ONE}portefeuille/lignes.csv", portfolio.portfolio_file, name="programme-portfolio-csv"),
    path(f"{_ONE}recherche/", portfolio.research_page, name="programme-research"),
    path(f"{_ONE}recherche/export.zip", portfolio.research_file, name="programme-research-file"),
    path(f"{_ONE}temps/", portfolio.efforts, name="programme-efforts"),
]
