"""How people enter: a password, a code sent by e-mail, an identity provider; and a second factor (docs/adr/0010)."""

from __future__ import annotations

from typing import Any

from maillage_web.config import environment

_ACCOUNTS = "maillage_web.accounts"
_FORMS = f"{_ACCOUNTS}.forms.entering"
PROVIDER_ID = "oidc"  # in the address that the provider sends people back to


def passwords() -> dict[str, Any]:
    """Settings of passwords: how they are kept, what they must be."""
    validators = "django.contrib.auth.password_validation"
    return {
        "PASSWORD_HASHERS": [
            "django.contrib.auth.hashers.ScryptPasswordHasher",
            "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": f"{validators}.CommonPasswordValidator"},
            {"NAME": f"{validators}.NumericPasswordValidator"},
            {
                "NAME": f"{validators}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("email", "name")},
            },
        ],
    }


def accounts() -> dict[str, Any]:
    """Settings of accounts: entering by the address, pages that do not say who has an account."""
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "dossiers",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_signed_out",
        "ACCOUNT_ADAPTER": f"{_ACCOUNTS}.actions.adapters.Accounts",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,  # in the browser that signed up: one goes on where one was
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 15 * 60,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_SESSION_REMEMBER": False,  # the session ends with the browser, or after SESSION_HOURS
        "ACCOUNT_RATE_LIMITS": RATE_LIMITS,
        "ACCOUNT_FORMS": {
            "login": f"{_FORMS}.SignInForm",
            "signup": f"{_FORMS}.SignUpForm",
            "add_email": f"{_FORMS}.NewAddressForm",
            "change_password": f"{_FORMS}.ChangePasswordForm",
            "set_password": f"{_FORMS}.SetPasswordForm",
            "reset_password": f"{_FORMS}.ForgottenPasswordForm",
            "reset_password_from_key": f"{_FORMS}.NewPasswordForm",
            "reauthenticate": f"{_FORMS}.PasswordAgainForm",
            "request_login_code": f"{_FORMS}.RequestCodeForm",
            "confirm_login_code": f"{_FORMS}.CodeForm",
        },
        "ALLAUTH_TRUSTED_PROXY_COUNT": environment.proxies(),
    }


# A whole room may stand behind one address: limits per address are generous, limits per account are not.
RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "signup": "30/m/ip",
    "request_login_code": "40/m/ip,3/m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/1m/key",
    "letter": "12/1h/key",  # of any kind, to one address
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "erase": "5/10m/user",
}


def second_factor() -> dict[str, Any]:
    """Settings of the second factor: an application, a security key, codes to keep."""
    return {
        "MFA_ADAPTER": f"{_ACCOUNTS}.actions.adapters.SecondFactor",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Maillage",
        "MFA_TOTP_TOLERANCE": 1,  # a telephone whose clock is half a minute off
        "MFA_WEBAUTHN_USER_VERIFICATION": "discouraged",  # a second factor: the password was asked already
        "MFA_FORMS": {
            "authenticate": f"{_FORMS}.SecondCodeForm",
            "reauthenticate": f"{_FORMS}.SecondCodeAgainForm",
            "activate_totp": f"{_FORMS}.ActivateApplicationForm",
            "add_webauthn": f"{_FORMS}.AddKeyForm",
            "edit_webauthn": f"{_FORMS}.RenameKeyForm",
        },
    }


def identity_provider() -> dict[str, Any]:
    """Settings of the OpenID Connect provider, if there is one."""
    return {
        "SOCIALACCOUNT_ADAPTER": f"{_ACCOUNTS}.actions.adapters.Identities",
        "SOCIALACCOUNT_FORMS": {"signup": f"{_FORMS}.CompleteIdentityForm"},
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_PROVIDERS": {
            "openid_connect": {
                "APPS": provider_apps(environment.identity_provider()),
                "provider_class": f"{_ACCOUNTS}.actions.provider.IdentityProvider",
            }
        },
    }


def provider_apps(provider: environment.IdentityProvider | None) -> list[dict[str, Any]]:
    """The provider as allauth describes it; an account is joined by an address only if the provider verified it."""
    if provider is None:
        return []
    return [
        {
            "provider_id": PROVIDER_ID,
            "name": provider.name,
            "client_id": provider.client_id,
            "secret": provider.secret,
            "settings": {
                "server_url": provider.issuer,
                "scope": provider.scopes,
                "auth_params": {"acr_values": provider.acr} if provider.acr else {},
                "oauth_pkce_enabled": True,
                "email_authentication": True,
            },
        }
    ]


def mail(server: environment.MailServer | None) -> dict[str, Any]:
    """Settings of e-mails: a server, or the terminal."""
    if server is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": server.port,
        "EMAIL_HOST_USER": server.user,
        "EMAIL_HOST_PASSWORD": server.password,
        "EMAIL_USE_TLS": server.scheme == "smtp+tls",
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


SETTINGS = {
    **passwords(),
    **accounts(),
    **second_factor(),
    **identity_provider(),
    **mail(environment.mail_server()),
    "DEFAULT_FROM_EMAIL": environment.mail_sender(),
    "SERVER_EMAIL": environment.mail_sender(),
}
