"""Letters in Dutch."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Bevestig uw adres: {event}",
        "Bevestig uw adres voor “{event}”.",
        "Daarna telt uw antwoord.",
    ),
    thanks=Wording("Uw adres is bevestigd: {event}", "Dank u: uw adres is bevestigd en uw antwoord op “{event}” telt."),
    accepted=Wording("U komt: {event}", "U komt naar “{event}”."),
    tentative=Wording("U komt misschien: {event}", "U komt misschien naar “{event}”."),
    declined=Wording("U komt niet: {event}", "U komt niet naar “{event}”."),
    waitlisted=Wording(
        "U staat op de wachtlijst: {event}",
        "U staat op de wachtlijst voor “{event}”.",
        "Zodra er een plaats voor u is, schrijven we u.",
    ),
    changed=Wording("Uw antwoord is gewijzigd: {event}", "Uw antwoord is gewijzigd."),
    event_revised=Wording(
        "Gewijzigd: {event}",
        "“{event}” is gewijzigd.",
        "Dit geldt nu:",
    ),
    personal_link=Wording(
        "Uw antwoord op {event}",
        "Dit is de weg naar uw antwoord op “{event}”.",
        "Wie deze link heeft, kan uw antwoord zien en wijzigen; houd hem voor uzelf.",
    ),
    answered_again=Wording(
        "U hebt al geantwoord: {event}",
        "Iemand, waarschijnlijk u, heeft zojuist met dit adres nog eens op “{event}” geantwoord.",
        "Het eerste antwoord geldt. U kunt het hieronder bekijken en wijzigen.",
    ),
    cancelled=Wording("Afgelast: {event}", "“{event}” gaat niet door."),
    promoted=Wording(
        "Er is een plaats voor u: {event}",
        "Er is een plaats vrijgekomen: u komt naar “{event}”.",
        "Als u toch niet kunt komen, laat het dan weten, dan kan iemand anders.",
    ),
    reminder=Wording("Herinnering: {event}", "Een herinnering aan “{event}”: {when}."),
    attendance=Wording("Wie komt er naar {event}?", "Noteer alstublieft wie er naar “{event}” komt."),
    invitation=Wording(
        "Uitnodiging: {event}",
        "U bent uitgenodigd voor “{event}”.",
        "U kunt antwoorden in uw agendaprogramma, of hieronder.",
    ),
    webhook_off=Wording(
        "Webhook uitgeschakeld: {webhook}",
        "De webhook “{webhook}” is uitgeschakeld.",
        "Wat er gebeurt, wordt er niet meer aan gemeld tot u hem weer inschakelt.",
    ),
    webhook_gone="{host} antwoordde dat het adres niet meer bestaat (410).",
    webhook_failing="Al dagen kon er niets bij {host} worden bezorgd.",
    do_confirm="Mijn adres bevestigen",
    do_answer="Mijn antwoord bekijken of wijzigen",
    do_invited="Antwoorden",
    do_attendance="Noteren wie komt",
    do_page="De pagina van het evenement openen",
    before="Eerst",
    places={"one": "{n} plaats", "other": "{n} plaatsen"},
    until="Uw plaats wordt tot {time} vastgehouden.",
    not_you="Als u dit niet was, hoeft u niets te doen.",
    calendar="Het bijgevoegde bestand zet het in uw agenda.",
    replies="Een antwoord op deze mail bereikt {organizer}.",
    why_answer="U krijgt deze mail omdat dit adres is opgegeven voor een evenement van {site}.",
    why_subscribed="U krijgt deze mail omdat u meedoet met wat {site} doet.",
    stop=Stop(
        title="Geen mails zoals deze meer?",
        reminder="{site} stuurt dan geen herinneringen meer naar dit adres.",
        event_revised="{site} schrijft dan niet meer naar dit adres wanneer een evenement is gewijzigd.",
        attendance="{site} vraagt dit adres dan niet meer wie er was.",
        no_reminder="Geen herinneringen meer sturen",
        no_event_revised="Geen mails over gewijzigde evenementen meer sturen",
        no_attendance="Niet meer vragen wie er was",
        done_title="Er komen er geen meer",
        done=(
            "Dit adres krijgt geen mails van deze soort meer. Andere, "
            "zoals bevestigingen van antwoorden, komen nog steeds."
        ),
        bounced_title="Dit adres krijgt geen mails",
        bounced=(
            "Mails aan dit adres kwamen terug, daarom krijgt het er geen meer. Als het "
            "weer werkt, kan {site} dat veranderen."
        ),
    ),
)
