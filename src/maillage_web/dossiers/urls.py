"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.dossiers.views import (
    adding,
    answering,
    api,
    beginning,
    carrying,
    downloads,
    editing,
    exporting,
    grid,
    history,
    importing,
    linking,
    listing,
    pages,
    people,
    pickers,
    searching,
    settling,
    territory,
    uploads,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("dossiers/", listing.dossiers, name="dossiers"),
    # people
    path("dossiers/archives/", listing.archives, name="archived"),
    path("dossiers/nouveau/", beginning.begin, name="begin"),
    path("dossiers/porter/", carrying.carry, name="carry"),
    path("dossiers/<slug:slug>/garder/", beginning.keep, name="keep"),
    path("dossiers/<slug:slug>/et-ensuite/", beginning.begun, name="begun"),
    path("dossiers/<slug:slug>/membres/", people.people_page, name="people"),
    path("dossiers/<slug:slug>/membres/inviter/", people.invite, name="invite"),
    path(
        "dossiers/<slug:slug>/membres/invitations/<int:invitation>/renvoyer/",
        people.invite_again,
        name="invite-again",
    ),
    path(
        "dossiers/<slug:slug>/membres/invitations/<int:invitation>/retirer/", people.withdraw, name="withdraw"
    ),
    path("dossiers/<slug:slug>/membres/<int:member>/role/", people.change_role, name="change-role"),
    path("dossiers/<slug:slug>/membres/<int:member>/retirer/", people.remove, name="remove-member"),
    path("dossiers/<slug:slug>/membres/quitter/", people.leave, name="leave"),
    path("dossiers/<slug:slug>/membres/confiance/", people.trust, name="trust"),
    path(
        "dossiers/<slug:slug>/membres/<int:member>/confiance/<str:actor>/retirer/",
        people.distrust,
        name="distrust",
    ),
    path("dossiers/<slug:slug>/reglages/", settling.settings, name="settings"),
    path("dossiers/<slug:slug>/reglages/archiver/", settling.archive, name="archive"),
    path("invitations/<str:secret>/", answering.invitation, name="invitation"),
    path("invitations/recue/<int:key>/", answering.received, name="invitation-received"),
    # end of people
    path("dossiers/<slug:slug>/", pages.overview_page, name="overview"),
    path("dossiers/<slug:slug>/articulation/", pages.articulation_page, name="articulation"),
    path("dossiers/<slug:slug>/acteurs/", pages.actors_page, name="actors"),
    path("dossiers/<slug:slug>/territoire/", territory.territory_of, name="territory-of"),
    path("dossiers/<slug:slug>/constats/", pages.findings_page, name="findings"),
    path("dossiers/<slug:slug>/tables/", pages.tables_page, name="tables"),
    path("dossiers/<slug:slug>/tables/<slug:table>/", pages.table_page, name="table"),
    path("dossiers/<slug:slug>/rapport.html", downloads.report_html, name="report-html"),
    path("dossiers/<slug:slug>/rapport.pdf", downloads.report_pdf, name="report-pdf"),
    path("dossiers/<slug:slug>/<slug:name>.xlsx", downloads.dossier_xlsx, name="dossier-xlsx"),
    path("dossiers/<slug:slug>/<slug:name>.zip", downloads.dossier_zip, name="dossier-zip"),
    path("dossiers/<slug:slug>/supprimer/", uploads.delete, name="delete"),
    # editing
    path("dossiers/<slug:slug>/tables/<slug:table>/ajouter/", editing.row_add, name="row-add"),
    path("dossiers/<slug:slug>/tables/<slug:table>/grille/", grid.grid, name="grid"),
    path("dossiers/<slug:slug>/tables/<slug:table>/lignes/<int:row>/", editing.row, name="row"),
    path(
        "dossiers/<slug:slug>/tables/<slug:table>/lignes/<int:row>/archiver/",
        editing.row_archive,
        name="row-archive",
    ),
    path(
        "dossiers/<slug:slug>/tables/<slug:table>/lignes/<int:row>/reprendre/",
        editing.row_restore,
        name="row-restore",
    ),
    path(
        "dossiers/<slug:slug>/tables/<slug:table>/lignes/<int:row>/constats/",
        editing.row_findings,
        name="row-findings",
    ),
    path("dossiers/<slug:slug>/acteurs/ajouter/", adding.actor_add, name="actor-add"),
    path("dossiers/<slug:slug>/relier/", linking.link, name="link"),
    path("dossiers/<slug:slug>/reprendre/<int:number>/", editing.take_back, name="take-back"),
    path("dossiers/<slug:slug>/choix/communes/", pickers.pick_communes, name="pick-communes"),
    path("dossiers/<slug:slug>/choix/organisations/", pickers.pick_organisations, name="pick-organisations"),
    # end of editing
    # searching and programs
    path("dossiers/<slug:slug>/chercher/", searching.search_page, name="search"),
    path("api/dossiers/", api.dossiers, name="api-dossiers"),
    path("api/dossiers/<slug:slug>/", api.dossier, name="api-dossier"),
    path("api/dossiers/<slug:slug>/tables/<slug:table>/", api.table, name="api-table"),
    # history
    path("dossiers/<slug:slug>/historique/", history.history_page, name="history"),
    path("dossiers/<slug:slug>/historique/piste.<slug:form>", history.trail_file, name="trail"),
    path("dossiers/<slug:slug>/historique/<int:number>/", history.act_page, name="act"),
    path("dossiers/<slug:slug>/historique/<int:number>/annuler/", history.undo_act, name="undo"),
    path("dossiers/<slug:slug>/etats/", history.states_page, name="states"),
    path("dossiers/<slug:slug>/comparer/", history.compare_page, name="compare"),
    path("dossiers/<slug:slug>/comparer/changements.csv", history.compare_csv, name="compare-csv"),
    # end of history
    # exchange
    path("dossiers/<slug:slug>/exporter/", exporting.export_page, name="export"),
    path("dossiers/<slug:slug>/exporter/pret/<str:token>/", exporting.prepared_file, name="prepared-file"),
    path("dossiers/<slug:slug>/importer/", importing.import_page, name="import"),
    path("dossiers/<slug:slug>/importations/<str:token>/", importing.preview, name="import-preview"),
    path(
        "dossiers/<slug:slug>/importations/<str:token>/abandonner/", importing.discard, name="import-discard"
    ),
    # end of exchange
    path("verifications/", pages.checks, name="checks"),
    path("verifications/<slug:code>/", pages.check, name="check"),
    path("essayer/", uploads.try_yours, name="try"),
    path("modele.xlsx", downloads.empty_workbook, name="template"),
]
