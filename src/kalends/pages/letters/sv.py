"""Letters in Swedish."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Bekräfta din adress: {event}",
        "Bekräfta din adress för ”{event}”.",
        "Sedan räknas ditt svar.",
    ),
    thanks=Wording(
        "Din adress är bekräftad: {event}", "Tack: din adress är bekräftad och ditt svar på ”{event}” räknas."
    ),
    accepted=Wording("Du kommer: {event}", "Du kommer till ”{event}”."),
    tentative=Wording("Du kommer kanske: {event}", "Du kommer kanske till ”{event}”."),
    declined=Wording("Du kommer inte: {event}", "Du kommer inte till ”{event}”."),
    waitlisted=Wording(
        "Du står på väntelistan: {event}",
        "Du står på väntelistan till ”{event}”.",
        "Så snart det finns en plats för dig skriver vi till dig.",
    ),
    changed=Wording("Ditt svar har ändrats: {event}", "Ditt svar har ändrats."),
    event_revised=Wording(
        "Ändrat: {event}",
        "”{event}” har ändrats.",
        "Detta gäller nu:",
    ),
    personal_link=Wording(
        "Ditt svar på {event}",
        "Här är vägen till ditt svar på ”{event}”.",
        "Den som har länken kan se och ändra ditt svar, så behåll den för dig själv.",
    ),
    answered_again=Wording(
        "Du har redan svarat: {event}",
        "Någon, troligen du, har just svarat en gång till på ”{event}” med den här adressen.",
        "Det första svaret gäller. Du kan se och ändra det nedan.",
    ),
    cancelled=Wording("Inställt: {event}", "”{event}” är inställt."),
    promoted=Wording(
        "Det finns en plats för dig: {event}",
        "En plats har blivit ledig: du kommer till ”{event}”.",
        "Om du inte längre kan komma, säg till, så kan någon annan.",
    ),
    reminder=Wording("Påminnelse: {event}", "En påminnelse om ”{event}”: {when}."),
    attendance=Wording("Vem kommer till {event}?", "Anteckna vem som kommer till ”{event}”."),
    invitation=Wording(
        "Inbjudan: {event}",
        "Du är inbjuden till ”{event}”.",
        "Du kan svara i ditt kalenderprogram, eller nedan.",
    ),
    webhook_off=Wording(
        "Webhook avstängd: {webhook}",
        "Webhooken ”{webhook}” har stängts av.",
        "Den får inte veta något mer förrän du slår på den igen.",
    ),
    webhook_gone="{host} svarade att adressen inte längre finns (410).",
    webhook_failing="På flera dagar har ingenting kunnat levereras till {host}.",
    do_confirm="Bekräfta min adress",
    do_answer="Se eller ändra mitt svar",
    do_invited="Svara",
    do_attendance="Anteckna vem som kommer",
    do_page="Öppna evenemangets sida",
    before="Tidigare",
    places={"one": "{n} plats", "other": "{n} platser"},
    until="Din plats hålls till {time}.",
    not_you="Om det inte var du behöver du inte göra något.",
    calendar="Den bifogade filen lägger in det i din kalender.",
    replies="Ett svar på det här mejlet når {organizer}.",
    why_answer="Du får det här mejlet eftersom adressen angavs för ett evenemang hos {site}.",
    why_subscribed="Du får det här mejlet eftersom du är med i det som {site} gör.",
    stop=Stop(
        title="Inga fler sådana mejl?",
        reminder="{site} skickar då inga fler påminnelser till den här adressen.",
        event_revised="{site} skriver då inte längre till den här adressen när ett evenemang har ändrats.",
        attendance="{site} frågar då inte längre den här adressen vem som kom.",
        no_reminder="Skicka inga fler påminnelser",
        no_event_revised="Skicka inga fler mejl om ändrade evenemang",
        no_attendance="Fråga inte längre vem som kom",
        done_title="Det kommer inga fler",
        done=(
            "Den här adressen får inga fler mejl av det här slaget. Andra, "
            "som bekräftelser på svar, kommer fortfarande."
        ),
        bounced_title="Den här adressen får inga mejl",
        bounced=(
            "Mejl till den här adressen kom tillbaka, så inga fler skickas dit. Om den "
            "fungerar igen kan {site} ändra det."
        ),
    ),
)
