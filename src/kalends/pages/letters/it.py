"""Letters in Italian."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Confermi il Suo indirizzo: {event}",
        "Confermi il Suo indirizzo per «{event}».",
        "La Sua risposta conta appena lo avrà fatto.",
    ),
    thanks=Wording(
        "Il Suo indirizzo è confermato: {event}",
        "Grazie: il Suo indirizzo è confermato e la Sua risposta a «{event}» conta.",
    ),
    accepted=Wording("Lei viene: {event}", "Lei viene a «{event}»."),
    tentative=Wording("Lei forse viene: {event}", "Lei forse viene a «{event}»."),
    declined=Wording("Lei non viene: {event}", "Lei non viene a «{event}»."),
    waitlisted=Wording(
        "È in lista d’attesa: {event}",
        "È in lista d’attesa per «{event}».",
        "Appena c’è un posto per Lei, Le scriviamo.",
    ),
    changed=Wording("La Sua risposta è cambiata: {event}", "La Sua risposta è cambiata."),
    event_revised=Wording(
        "Modificato: {event}",
        "«{event}» è cambiato.",
        "Ora vale questo:",
    ),
    personal_link=Wording(
        "La Sua risposta a {event}",
        "Da qui arriva alla Sua risposta a «{event}».",
        "Chi ha questo link può vedere e cambiare la Sua risposta; lo tenga per sé.",
    ),
    answered_again=Wording(
        "Ha già risposto: {event}",
        "Qualcuno, probabilmente Lei, ha appena risposto un’altra volta a «{event}» con questo indirizzo.",
        "Vale la prima risposta. Può vederla e cambiarla qui sotto.",
    ),
    cancelled=Wording("Annullato: {event}", "«{event}» è annullato."),
    promoted=Wording(
        "C’è un posto per Lei: {event}",
        "Si è liberato un posto: Lei viene a «{event}».",
        "Se non può più venire, lo dica, così potrà venire qualcun altro.",
    ),
    reminder=Wording("Promemoria: {event}", "Un promemoria per «{event}»: {when}."),
    attendance=Wording("Chi viene a {event}?", "Annoti per favore chi viene a «{event}»."),
    invitation=Wording(
        "Invito: {event}",
        "Lei è invitato a «{event}».",
        "Può rispondere nel Suo programma di calendario o qui sotto.",
    ),
    webhook_off=Wording(
        "Webhook disattivato: {webhook}",
        "Il webhook «{webhook}» è stato disattivato.",
        "Non gli viene più comunicato nulla finché Lei non lo riattiva.",
    ),
    webhook_gone="{host} ha risposto che l’indirizzo non esiste più (410).",
    webhook_failing="Da giorni non è stato possibile consegnare nulla a {host}.",
    do_confirm="Confermare il mio indirizzo",
    do_answer="Vedere o cambiare la mia risposta",
    do_invited="Rispondere",
    do_attendance="Annotare chi viene",
    do_page="Aprire la pagina dell’evento",
    before="Prima",
    places={"one": "{n} posto", "other": "{n} posti"},
    until="Il Suo posto è tenuto fino alle {time}.",
    not_you="Se non è stato Lei, non deve fare nulla.",
    calendar="Il file allegato lo aggiunge al Suo calendario.",
    replies="Una risposta a questa mail arriva a {organizer}.",
    why_answer="Riceve questa mail perché questo indirizzo è stato indicato per un evento di {site}.",
    why_subscribed="Riceve questa mail perché partecipa a ciò che fa {site}.",
    stop=Stop(
        title="Niente più mail come questa?",
        reminder="{site} non manderà più promemoria a questo indirizzo.",
        event_revised="{site} non scriverà più a questo indirizzo quando un evento cambia.",
        attendance="{site} non chiederà più a questo indirizzo chi è venuto.",
        no_reminder="Non mandare più promemoria",
        no_event_revised="Non mandare più mail su eventi modificati",
        no_attendance="Non chiedere più chi è venuto",
        done_title="Non ne arriveranno più",
        done=(
            "Questo indirizzo non riceve più mail di questo tipo. Altre, "
            "come le conferme delle risposte, continuano ad arrivare."
        ),
        bounced_title="Questo indirizzo non riceve mail",
        bounced=(
            "Le mail a questo indirizzo sono tornate indietro, perciò non ne riceve più "
            "nessuna. Se funziona di nuovo, {site} può cambiarlo."
        ),
    ),
)
