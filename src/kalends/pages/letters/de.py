"""Letters in German."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Bitte bestätigen Sie Ihre Adresse: {event}",
        "Bitte bestätigen Sie Ihre Adresse für „{event}“.",
        "Dann zählt Ihre Antwort.",
    ),
    thanks=Wording(
        "Ihre Adresse ist bestätigt: {event}", "Danke: Ihre Adresse ist bestätigt, und Ihre Antwort zu „{event}“ zählt."
    ),
    accepted=Wording("Sie kommen: {event}", "Sie kommen zu „{event}“."),
    tentative=Wording("Sie kommen vielleicht: {event}", "Sie kommen vielleicht zu „{event}“."),
    declined=Wording("Sie kommen nicht: {event}", "Sie kommen nicht zu „{event}“."),
    waitlisted=Wording(
        "Sie stehen auf der Warteliste: {event}",
        "Sie stehen auf der Warteliste für „{event}“.",
        "Sobald ein Platz für Sie da ist, schreiben wir Ihnen.",
    ),
    changed=Wording("Ihre Antwort wurde geändert: {event}", "Ihre Antwort wurde geändert."),
    event_revised=Wording(
        "Geändert: {event}",
        "„{event}“ hat sich geändert.",
        "Jetzt gilt:",
    ),
    personal_link=Wording(
        "Ihre Antwort zu {event}",
        "Hier geht es zu Ihrer Antwort zu „{event}“.",
        "Wer diesen Link hat, kann Ihre Antwort sehen und ändern; behalten Sie ihn für sich.",
    ),
    answered_again=Wording(
        "Sie haben schon geantwortet: {event}",
        "Jemand, wahrscheinlich Sie, hat mit dieser Adresse noch einmal auf „{event}“ geantwortet.",
        "Die erste Antwort gilt. Unten können Sie sie ansehen und ändern.",
    ),
    cancelled=Wording("Abgesagt: {event}", "„{event}“ ist abgesagt."),
    promoted=Wording(
        "Ein Platz für Sie ist frei: {event}",
        "Ein Platz ist frei geworden: Sie kommen zu „{event}“.",
        "Wenn Sie doch nicht kommen können, sagen Sie bitte ab, damit jemand anders kann.",
    ),
    reminder=Wording("Erinnerung: {event}", "Eine Erinnerung an „{event}“: {when}."),
    attendance=Wording("Wer kommt zu {event}?", "Bitte tragen Sie ein, wer zu „{event}“ kommt."),
    invitation=Wording(
        "Einladung: {event}",
        "Sie sind zu „{event}“ eingeladen.",
        "Antworten können Sie in Ihrem Kalenderprogramm oder unten.",
    ),
    webhook_off=Wording(
        "Webhook abgeschaltet: {webhook}",
        "Der Webhook „{webhook}“ wurde abgeschaltet.",
        "Was geschieht, wird ihm nicht mehr gemeldet, bis Sie ihn wieder einschalten.",
    ),
    webhook_gone="{host} hat geantwortet, dass es die Adresse nicht mehr gibt (410).",
    webhook_failing="Seit Tagen konnte an {host} nichts zugestellt werden.",
    do_confirm="Meine Adresse bestätigen",
    do_answer="Meine Antwort ansehen oder ändern",
    do_invited="Antworten",
    do_attendance="Eintragen, wer kommt",
    do_page="Seite der Veranstaltung öffnen",
    before="Vorher",
    places={"one": "{n} Platz", "other": "{n} Plätze"},
    until="Ihr Platz ist bis {time} Uhr für Sie reserviert.",
    not_you="Wenn Sie das nicht waren, brauchen Sie nichts zu tun.",
    calendar="Die angehängte Datei trägt die Veranstaltung in Ihren Kalender ein.",
    replies="Eine Antwort auf diese Mail erreicht {organizer}.",
    why_answer="Sie bekommen diese Mail, weil diese Adresse für eine Veranstaltung von {site} angegeben wurde.",
    why_subscribed="Sie bekommen diese Mail, weil Sie bei {site} mitmachen.",
    stop=Stop(
        title="Keine solchen Mails mehr?",
        reminder="{site} schickt dann keine Erinnerungen mehr an diese Adresse.",
        event_revised="{site} schreibt dann nicht mehr an diese Adresse, wenn sich eine Veranstaltung geändert hat.",
        attendance="{site} fragt diese Adresse dann nicht mehr, wer gekommen ist.",
        no_reminder="Keine Erinnerungen mehr schicken",
        no_event_revised="Keine Mails über geänderte Veranstaltungen mehr schicken",
        no_attendance="Nicht mehr fragen, wer gekommen ist",
        done_title="Es kommen keine mehr",
        done=(
            "Diese Adresse bekommt keine Mails dieser Art mehr. Andere, "
            "etwa Bestätigungen von Antworten, kommen weiterhin."
        ),
        bounced_title="Diese Adresse bekommt keine Mails",
        bounced=(
            "Mails an diese Adresse kamen zurück, deshalb bekommt sie gar keine mehr. "
            "Wenn sie wieder erreichbar ist, kann {site} das ändern."
        ),
    ),
)
