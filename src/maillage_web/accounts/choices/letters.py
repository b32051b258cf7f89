"""The e-mails: what each says, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail: its subject, its paragraphs, the words of its link and the name of the value that holds the address.

    ``{names}`` in the texts are filled when it is sent.
    """

    subject: Text
    lines: tuple[Text, ...]
    link: Text | None = None
    link_to: str = ""


_NOT_YOU = Text(
    "Si vous n’avez rien demandé, vous pouvez ignorer cet e-mail : rien ne sera fait.",
    "If you asked for nothing, you can ignore this e-mail: nothing will be done.",
)
_SAME_BROWSER = Text(
    "Le lien s’ouvre dans le navigateur où vous l’avez demandé. Ailleurs, recopiez le code.",
    "The link opens in the browser where you asked for it. Elsewhere, copy the code.",
)
_WATCH = Text(
    "Si ce n’est pas vous, changez tout de suite votre mot de passe et quittez les autres sessions.",
    "If it was not you, change your password at once and leave the other sessions.",
)
_WHERE = Text("Fait le {when}, depuis {ip} ({user_agent}).", "Done on {when}, from {ip} ({user_agent}).")
_SEE_ACCOUNT = Text("Voir mon compte", "See my account")


def _notice(subject: Text, said: Text) -> Letter:
    """The e-mail that tells a person what has just been done in their account."""
    return Letter(subject, (said, _WHERE, _WATCH), _SEE_ACCOUNT, "account_url")


_CONFIRM = Letter(
    Text("Confirmez votre adresse", "Confirm your address"),
    (
        Text(
            "Cette adresse a été donnée pour un compte sur Maillage. Pour la confirmer, suivez ce lien puis appuyez"
            " sur le bouton :",
            "This address was given for an account on Maillage. To confirm it, follow this link and press the button:",
        ),
        Text("Le lien vaut trois jours.", "The link works for three days."),
        _NOT_YOU,
    ),
    Text("Confirmer l’adresse", "Confirm the address"),
    "activate_url",
)
_RESET_CODE = Letter(
    Text("Votre code pour changer de mot de passe", "Your code to change your password"),
    (Text("Le code est : {code}", "The code is: {code}"), _NOT_YOU),
)

# By the name that allauth gives to the e-mail.
LETTERS = {
    "account/email/email_confirmation": _CONFIRM,
    "account/email/email_confirmation_signup": _CONFIRM,
    "account/email/login_code": Letter(
        Text("Votre code pour entrer : {code}", "Your code to sign in: {code}"),
        (
            Text("Voici votre code : {code}", "Here is your code: {code}"),
            Text(
                "Recopiez-le dans la page restée ouverte, ou suivez le lien : le code y est déjà écrit, il reste à"
                " appuyer sur le bouton. Il vaut quinze minutes et ne sert qu’une fois.",
                "Copy it into the page left open, or follow the link: the code is already written there, pressing the"
                " button is all that remains. It works for fifteen minutes, once.",
            ),
            _SAME_BROWSER,
            _NOT_YOU,
        ),
        Text("Entrer", "Sign in"),
        "code_url",
    ),
    "account/email/password_reset_key": Letter(
        Text("Choisissez un nouveau mot de passe", "Choose a new password"),
        (
            Text(
                "Quelqu’un, sans doute vous, a demandé à changer le mot de passe de votre compte. Pour en choisir un"
                " autre :",
                "Someone, no doubt you, asked to change the password of your account. To choose another one:",
            ),
            _NOT_YOU,
        ),
        Text("Choisir un mot de passe", "Choose a password"),
        "password_reset_url",
    ),
    "account/email/password_reset_code": _RESET_CODE,
    "account/email/unknown_account": Letter(
        Text("Aucun compte à cette adresse", "No account has this address"),
        (
            Text(
                "Quelqu’un, peut-être vous, a voulu entrer sur Maillage avec cette adresse. Aucun compte ne la porte."
                " Si c’était vous, vous pouvez créer un compte, ou essayer une autre de vos adresses.",
                "Someone, perhaps you, tried to sign in to Maillage with this address. No account has it. If it was"
                " you, you can create an account, or try another of your addresses.",
            ),
            _NOT_YOU,
        ),
        Text("Créer un compte", "Create an account"),
        "signup_url",
    ),
    "account/email/account_already_exists": Letter(
        Text("Vous avez déjà un compte", "You already have an account"),
        (
            Text(
                "Quelqu’un, sans doute vous, a voulu créer un compte sur Maillage avec cette adresse, qui en a déjà"
                " un. Entrez avec votre mot de passe, ou demandez un code par e-mail.",
                "Someone, no doubt you, tried to create an account on Maillage with this address, which already has"
                " one. Sign in with your password, or ask for a code by e-mail.",
            ),
            _NOT_YOU,
        ),
        Text("Entrer", "Sign in"),
        "login_url",
    ),
    "account/email/email_changed": _notice(
        Text("Votre adresse a changé", "Your address has changed"),
        Text(
            "L’adresse de votre compte était {from_email} ; c’est maintenant {to_email}.",
            "The address of your account was {from_email}; it is now {to_email}.",
        ),
    ),
    "account/email/email_confirm": _notice(
        Text("Votre adresse est confirmée", "Your address is confirmed"),
        Text("L’adresse de votre compte est confirmée.", "The address of your account is confirmed."),
    ),
    "account/email/email_deleted": _notice(
        Text("Une adresse est retirée", "An address is removed"),
        Text(
            "L’adresse {deleted_email} n’est plus celle de votre compte.",
            "The address {deleted_email} is no longer that of your account.",
        ),
    ),
    "account/email/password_changed": _notice(
        Text("Votre mot de passe a changé", "Your password has changed"),
        Text("Le mot de passe de votre compte a changé.", "The password of your account has changed."),
    ),
    "account/email/password_reset": _notice(
        Text("Votre mot de passe a changé", "Your password has changed"),
        Text("Un nouveau mot de passe a été choisi.", "A new password was chosen."),
    ),
    "account/email/password_set": _notice(
        Text("Votre compte a un mot de passe", "Your account has a password"),
        Text("Un mot de passe a été choisi pour votre compte.", "A password was chosen for your account."),
    ),
    "mfa/email/recovery_codes_generated": _notice(
        Text("Nouveaux codes de secours", "New recovery codes"),
        Text(
            "De nouveaux codes de secours ont été créés ; les anciens ne servent plus.",
            "New recovery codes were made; the former ones no longer work.",
        ),
    ),
    "mfa/email/totp_activated": _notice(
        Text("Second facteur activé", "Second factor set"),
        Text(
            "Une application demande désormais un code à l’entrée de votre compte.",
            "An application now asks for a code at the entrance of your account.",
        ),
    ),
    "mfa/email/totp_deactivated": _notice(
        Text("Second facteur retiré", "Second factor removed"),
        Text(
            "L’application qui protégeait l’entrée de votre compte a été retirée.",
            "The application that protected the entrance of your account was removed.",
        ),
    ),
    "mfa/email/webauthn_added": _notice(
        Text("Clé de sécurité ajoutée", "Security key added"),
        Text(
            "Une clé de sécurité a été ajoutée à votre compte.", "A security key was added to your account."
        ),
    ),
    "mfa/email/webauthn_removed": _notice(
        Text("Clé de sécurité retirée", "Security key removed"),
        Text(
            "Une clé de sécurité a été retirée de votre compte.",
            "A security key was removed from your account.",
        ),
    ),
    "socialaccount/email/account_connected": _notice(
        Text("Identité reliée à votre compte", "Identity linked to your account"),
        Text("On peut entrer dans votre compte avec {provider}.", "{provider} now opens your account."),
    ),
    "socialaccount/email/account_disconnected": _notice(
        Text("Identité détachée de votre compte", "Identity detached from your account"),
        Text(
            "On n’entre plus dans votre compte avec {provider}.", "{provider} no longer opens your account."
        ),
    ),
}

ERASURE_CODE = Letter(
    Text("Votre code pour effacer votre compte : {code}", "Your code to erase your account: {code}"),
    (
        Text("Voici le code demandé : {code}", "Here is the code you asked for: {code}"),
        Text(
            "Recopiez-le dans la page restée ouverte. L’effacement ne peut pas être défait.",
            "Copy it into the page left open. Erasing cannot be undone.",
        ),
        _NOT_YOU,
    ),
)
ERASED = Letter(
    Text("Votre compte est effacé", "Your account is erased"),
    (
        Text(
            "Comme vous l’avez demandé, votre compte sur Maillage est effacé : votre nom, votre adresse et vos"
            " moyens d’entrer n’y sont plus. Ce que vous avez affirmé dans des dossiers y reste, signé"
            " « Personne effacée ».",
            "As you asked, your account on Maillage is erased: your name, your address and your ways to enter are"
            " gone. What you asserted in dossiers stays there, signed “Erased person”.",
        ),
    ),
)
