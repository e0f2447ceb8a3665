"""Letters in Spanish."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Confirme su dirección: {event}",
        "Confirme su dirección para «{event}».",
        "Su respuesta contará en cuanto lo haga.",
    ),
    thanks=Wording(
        "Su dirección está confirmada: {event}",
        "Gracias: su dirección está confirmada y su respuesta a «{event}» cuenta.",
    ),
    accepted=Wording("Usted viene: {event}", "Usted viene a «{event}»."),
    tentative=Wording("Usted quizá venga: {event}", "Usted quizá venga a «{event}»."),
    declined=Wording("Usted no viene: {event}", "Usted no viene a «{event}»."),
    waitlisted=Wording(
        "Está en la lista de espera: {event}",
        "Está en la lista de espera para «{event}».",
        "En cuanto haya una plaza para usted, le escribimos.",
    ),
    changed=Wording("Su respuesta ha cambiado: {event}", "Su respuesta ha cambiado."),
    event_revised=Wording(
        "Cambio: {event}",
        "«{event}» ha cambiado.",
        "Esto es lo que vale ahora:",
    ),
    personal_link=Wording(
        "Su respuesta a {event}",
        "Este es el acceso a su respuesta a «{event}».",
        "Quien tenga este enlace puede ver y cambiar su respuesta; no lo comparta.",
    ),
    answered_again=Wording(
        "Ya ha respondido: {event}",
        "Alguien, probablemente usted, acaba de responder otra vez a «{event}» con esta dirección.",
        "Vale la primera respuesta. Puede verla y cambiarla más abajo.",
    ),
    cancelled=Wording("Cancelado: {event}", "«{event}» está cancelado."),
    promoted=Wording(
        "Hay una plaza para usted: {event}",
        "Ha quedado libre una plaza: usted viene a «{event}».",
        "Si ya no puede venir, dígalo, por favor, y podrá venir otra persona.",
    ),
    reminder=Wording("Recordatorio: {event}", "Un recordatorio de «{event}»: {when}."),
    attendance=Wording("¿Quién viene a {event}?", "Anote, por favor, quién viene a «{event}»."),
    invitation=Wording(
        "Invitación: {event}",
        "Está invitado a «{event}».",
        "Puede responder en su programa de calendario o más abajo.",
    ),
    webhook_off=Wording(
        "Webhook desactivado: {webhook}",
        "El webhook «{webhook}» se ha desactivado.",
        "Ya no se le avisa de lo que ocurre hasta que usted lo active de nuevo.",
    ),
    webhook_gone="{host} respondió que la dirección ya no existe (410).",
    webhook_failing="Desde hace días no se ha podido entregar nada a {host}.",
    do_confirm="Confirmar mi dirección",
    do_answer="Ver o cambiar mi respuesta",
    do_invited="Responder",
    do_attendance="Anotar quién viene",
    do_page="Abrir la página del evento",
    before="Antes",
    places={"one": "{n} plaza", "other": "{n} plazas"},
    until="Su plaza está reservada hasta las {time}.",
    not_you="Si no ha sido usted, no tiene que hacer nada.",
    calendar="El archivo adjunto lo añade a su calendario.",
    replies="Una respuesta a este correo llega a {organizer}.",
    why_answer="Recibe este correo porque esta dirección se indicó para un evento de {site}.",
    why_subscribed="Recibe este correo porque participa en lo que hace {site}.",
    stop=Stop(
        title="¿No recibir más correos así?",
        reminder="{site} ya no enviará recordatorios a esta dirección.",
        event_revised="{site} ya no escribirá a esta dirección cuando cambie un evento.",
        attendance="{site} ya no preguntará a esta dirección quién ha venido.",
        no_reminder="No enviar más recordatorios",
        no_event_revised="No enviar más correos sobre eventos modificados",
        no_attendance="No preguntar más quién ha venido",
        done_title="No recibirá más",
        done=(
            "Esta dirección ya no recibe correos de este tipo. Otros, "
            "como las confirmaciones de respuestas, siguen llegando."
        ),
        bounced_title="Esta dirección no recibe correos",
        bounced=(
            "Los correos a esta dirección fueron devueltos, por eso ya no se le envía "
            "ninguno. Si vuelve a funcionar, {site} puede cambiarlo."
        ),
    ),
)
