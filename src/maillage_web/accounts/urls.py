"""Addresses of accounts: French words in both languages, the names that allauth gives to its pages."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as identity
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from maillage_web.accounts.views import entering, mine, openid

_mine = [
    path("", mine.account, name="account"),
    path("mes-donnees/", mine.my_data, name="account_data"),
    path("mes-donnees/telecharger/", mine.download, name="account_download"),
    path("mes-donnees/effacer/", mine.erase, name="account_erase"),
    path("mes-donnees/effacer/code/", mine.send_code, name="account_erase_code"),
    path("efface/", mine.erased, name="account_erased"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
_entrance = [
    path("entrer/", account.login, name="account_login"),
    path("entrer/code/", account.request_login_code, name="account_request_login_code"),
    path("entrer/code/saisir/", entering.confirm_code, name="account_confirm_login_code"),
    path("entrer/second-facteur/", second.authenticate, name="mfa_authenticate"),
    path("sortir/", entering.sign_out, name="account_logout"),
    path("sorti/", entering.signed_out, name="account_signed_out"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("creer/", account.signup, name="account_signup"),
    path("reconfirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("reconfirmer/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("reconfirmer/cle/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
_address_and_password = [
    path("adresse/", account.email, name="account_email"),
    path("adresse/envoyee/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^adresse/confirmer/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "mot-de-passe/oublie/fait/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mot-de-passe/oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
_second_factor = [
    path("second-facteur/", second.index, name="mfa_index"),
    path("second-facteur/application/activer/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-facteur/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-facteur/codes/creer/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "second-facteur/codes/telecharger/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("second-facteur/cles/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("second-facteur/cles/ajouter/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("second-facteur/cles/<int:pk>/retirer/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("second-facteur/cles/<int:pk>/renommer/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
_identity = [
    path("identite/", identity.connections, name="socialaccount_connections"),
    path("identite/completer/", identity.signup, name="socialaccount_signup"),
    path("identite/renonce/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("identite/<slug:provider_id>/", openid.ask, name="openid_connect_login"),
    path("identite/<slug:provider_id>/retour/", openid.answer, name="openid_connect_callback"),
]
urlpatterns = [*_mine, *_entrance, *_address_and_password, *_second_factor, *_identity]
