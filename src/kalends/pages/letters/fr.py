"""Letters in French."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Merci de confirmer votre adresse : {event}",
        "Merci de confirmer votre adresse pour « {event} ».",
        "Votre réponse comptera dès que ce sera fait.",
    ),
    thanks=Wording(
        "Votre adresse est confirmée : {event}",
        "Merci : votre adresse est confirmée et votre réponse à « {event} » compte.",
    ),
    accepted=Wording("Vous venez : {event}", "Vous venez à « {event} »."),
    tentative=Wording("Vous venez peut-être : {event}", "Vous venez peut-être à « {event} »."),
    declined=Wording("Vous ne venez pas : {event}", "Vous ne venez pas à « {event} »."),
    waitlisted=Wording(
        "Vous êtes sur la liste d’attente : {event}",
        "Vous êtes sur la liste d’attente pour « {event} ».",
        "Dès qu’une place est libre pour vous, nous vous écrivons.",
    ),
    changed=Wording("Votre réponse a été modifiée : {event}", "Votre réponse a été modifiée."),
    event_revised=Wording(
        "Modifié : {event}",
        "« {event} » a été modifié.",
        "Voici ce qui vaut maintenant :",
    ),
    personal_link=Wording(
        "Votre réponse à {event}",
        "Voici l’accès à votre réponse à « {event} ».",
        "Toute personne qui a ce lien peut voir et modifier votre réponse ; gardez-le pour vous.",
    ),
    answered_again=Wording(
        "Vous avez déjà répondu : {event}",
        "Quelqu’un, sans doute vous, vient de répondre encore une fois à « {event} » avec cette adresse.",
        "La première réponse reste valable. Vous pouvez la voir et la modifier ci-dessous.",
    ),
    cancelled=Wording("Annulé : {event}", "« {event} » est annulé."),
    promoted=Wording(
        "Il y a une place pour vous : {event}",
        "Une place s’est libérée : vous venez à « {event} ».",
        "Si vous ne pouvez plus venir, dites-le, et quelqu’un d’autre le pourra.",
    ),
    reminder=Wording("Rappel : {event}", "Un rappel de « {event} » : {when}."),
    attendance=Wording("Qui vient à {event} ?", "Merci de noter qui vient à « {event} »."),
    invitation=Wording(
        "Invitation : {event}",
        "Vous êtes invité à « {event} ».",
        "Vous pouvez répondre dans votre agenda, ou ci-dessous.",
    ),
    webhook_off=Wording(
        "Webhook désactivé : {webhook}",
        "Le webhook « {webhook} » a été désactivé.",
        "Il n’est plus informé de rien tant que vous ne le réactivez pas.",
    ),
    webhook_gone="{host} a répondu que l’adresse n’existe plus (410).",
    webhook_failing="Depuis des jours, rien n’a pu être livré à {host}.",
    do_confirm="Confirmer mon adresse",
    do_answer="Voir ou modifier ma réponse",
    do_invited="Répondre",
    do_attendance="Noter qui vient",
    do_page="Ouvrir la page de l’événement",
    before="Avant",
    places={"one": "{n} place", "other": "{n} places"},
    until="Votre place est gardée jusqu’à {time}.",
    not_you="Si ce n’était pas vous, vous n’avez rien à faire.",
    calendar="Le fichier joint l’ajoute à votre agenda.",
    replies="Une réponse à ce message parvient à {organizer}.",
    why_answer="Vous recevez ce message parce que cette adresse a été indiquée pour un événement de {site}.",
    why_subscribed="Vous recevez ce message parce que vous participez aux activités de {site}.",
    stop=Stop(
        title="Ne plus recevoir de tels messages ?",
        reminder="{site} n’enverra alors plus de rappels à cette adresse.",
        event_revised="{site} n’écrira alors plus à cette adresse quand un événement est modifié.",
        attendance="{site} ne demandera alors plus à cette adresse qui est venu.",
        no_reminder="Ne plus envoyer de rappels",
        no_event_revised="Ne plus envoyer de messages sur les événements modifiés",
        no_attendance="Ne plus demander qui est venu",
        done_title="Vous n’en recevrez plus",
        done=(
            "Cette adresse ne reçoit plus de messages de ce genre. Les autres, "
            "comme les confirmations de réponses, arrivent toujours."
        ),
        bounced_title="Cette adresse ne reçoit aucun message",
        bounced=(
            "Des messages envoyés à cette adresse sont revenus, donc plus aucun n’y est "
            "envoyé. Si elle fonctionne de nouveau, {site} peut changer cela."
        ),
    ),
)
