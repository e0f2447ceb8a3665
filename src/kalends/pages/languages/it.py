"""Italian."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
)  # fmt: skip
_MONTHS_SHORT = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")
_WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")

LANGUAGE = Language(
    tag="it",
    name="Italiano",
    plural=plural.one,
    group=".",
    listing=(", ", " e "),
    text=Text(
        add_all_dates="Aggiungi tutte le date al calendario",
        add_next_date="Aggiungi solo la prossima data",
        add_to_calendar="Aggiungi al calendario",
        all_dates="Tutte le date",
        all_dates_of_event="Tutte le date di questo evento",
        answer="La tua risposta",
        answer_this_event="Rispondi a questo invito",
        are_you_coming="Ci sarai?",
        calendar_file="File di calendario (.ics)",
        closed="Le iscrizioni sono chiuse. Puoi ancora dire che non verrai.",
        coming_events="Prossimi eventi",
        further_dates="Mostra altre date",
        language="Lingua",
        leave_empty="Lascia vuoto questo campo",
        mail="Il tuo indirizzo e-mail",
        mail_hint="Lo vede solo chi organizza.",
        map="Mostra su una mappa",
        members_get_address="I membri del gruppo ricevono l’indirizzo.",
        moved="Spostato",
        name="Il tuo nome",
        next_date="Prossima data",
        next_dates="Prossime date",
        nothing_past="Finora non c’è stato nulla.",
        nothing_planned="Al momento non è previsto nulla.",
        online="Online",
        optional="(facoltativo)",
        organizer="Organizza",
        other_calendars="Altri calendari",
        past_events="Eventi passati",
        paste="Oppure incolla questo indirizzo nel tuo programma di calendario:",
        problem="C’è un problema",
        qr="Codice QR con l’indirizzo di questa pagina",
        seats="Quanti posti, compreso il tuo",
        see_coming="Mostra i prossimi eventi",
        see_past="Mostra gli eventi passati",
        send="Invia la risposta",
        share="Condividi per e-mail",
        subscribe="Abbonati nel tuo calendario",
        subscribe_why="Gli eventi nuovi e modificati vi compaiono da soli.",
        when="Quando",
        where="Dove",
        which_date="Quale data",
        your_time="Da te:",
    ),
    states=States(
        cancelled="Questo evento è annullato.",
        cancelled_date="Questa data è annullata.",
        past="Questo evento è finito.",
        past_date="Questa data è passata.",
        running="È in corso.",
        today="È oggi.",
        tentative="Non è ancora sicuro.",
        full="Tutti i posti sono occupati.",
    ),
    tags=Tags(cancelled="Annullato", past="Finito", running="In corso", today="Oggi", tentative="Non ancora sicuro"),
    answers=Answers(
        yes="Sì, ci sarò",
        maybe="Forse",
        no="No, non posso",
        title="Se hai appena risposto",
        sent="La tua risposta «{answer}» è stata inviata a chi organizza.",
        not_yet="Non hai ancora risposto?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "Tutti i posti sono occupati. Con un sì entri in lista d’attesa: i posti vanno nell’ordine delle "
            "risposte, e ricevi un messaggio appena uno è tuo."
        ),
        next="Ricevi un messaggio con un link per vedere o cambiare la tua risposta.",
        again=(
            "Se il tuo indirizzo aveva già risposto, vale quella risposta, e ricevi un messaggio con il link per "
            "ritrovarla."
        ),
        confirm_text="Ti mandiamo un messaggio. La tua risposta vale appena apri il link e confermi.",
        kept_until="Il tuo posto è riservato fino alle {time}.",
        joined=(
            "Non c’erano abbastanza posti liberi, quindi la tua risposta è in lista d’attesa. Ricevi un messaggio "
            "appena un posto è tuo."
        ),
        link_title="Se hai appena chiesto il link",
        link_text="Se questo indirizzo ha risposto, un messaggio con il link a quella risposta è in arrivo.",
        answered_before="Hai già risposto?",
        send_link="Mandami il link alla mia risposta",
        coming="Ci sarai.",
        maybe_coming="Forse ci sarai.",
        not_coming="Non ci sarai.",
        waiting=(
            "Sei in lista d’attesa. Ricevi un messaggio appena un posto è tuo; chi è arrivato dopo non ti passa "
            "davanti."
        ),
        ahead="Prima di te nella lista: {n}",
        unconfirmed="La tua risposta non è ancora confermata, e nessun posto è riservato per te.",
        unanswered="Non hai risposto.",
        left="Posti liberi: {n}",
        places="Posti: {n}",
        confirm="Conferma la mia risposta",
        change="Cambia la tua risposta",
        save="Salva la risposta",
        saved="La tua risposta è salvata.",
        yours="Questo indirizzo è solo tuo. Chi lo possiede può cambiare la tua risposta.",
        missing="Rispondi a questa domanda.",
        number="Scrivi un numero, per esempio 3.",
        option="Scegli una delle possibilità.",
        too_long="Scrivi al massimo {most} caratteri, senza caratteri di controllo.",
        quick="È stato molto veloce. Premi il pulsante ancora una volta.",
        form_changed=(
            "Questo modulo è cambiato da quando hai aperto la pagina. Rileggilo e premi il pulsante ancora una volta."
        ),
    ),
    errors=Errors(
        mail="Scrivi un indirizzo e-mail, per esempio nome@example.org.",
        name="Scrivi il tuo nome in una riga di al massimo 300 caratteri.",
        answer="Scegli una delle risposte.",
        amount="Scegli da 1 a {most} posti.",
        occurrence="Scegli una delle date.",
        closed="Le iscrizioni sono chiuse. Puoi ancora dire che non verrai.",
        full="Non ci sono più tanti posti. Puoi chiederne di meno o dare un’altra risposta.",
        anew="Questa risposta è stata inviata di nuovo dopo che hai aperto la pagina. Rileggila prima di confermarla.",
        other="Non è stato possibile registrare questa risposta. Riprova.",
    ),
    failures={
        400: ("Non si è potuto leggere", "La richiesta non era come la manda un browser."),
        403: ("Non da qui", "Si risponde solo dalla pagina dell’evento. Apri quella pagina e riprova."),
        404: ("Qui non c’è nulla", "A questo indirizzo non c’è alcun evento o gruppo, oppure non è pubblico."),
        405: ("Non così", "Questo indirizzo serve ad altro."),
        413: ("Troppo in una volta", "Il modulo era troppo grande."),
        429: ("Un momento", "Dalla tua rete sono arrivate troppe richieste. Riprova tra un minuto."),
        500: ("Qualcosa è andato storto", "È colpa nostra ed è stato annotato. Riprova."),
        503: ("Torniamo subito", "In questo momento il server non raggiunge i suoi dati. Riprova tra un minuto."),
    },
    feeds=Feeds(
        link="Quali calendari lo seguono?",
        title="Chi segue questo calendario",
        why=(
            "I programmi di calendario tornano quando vogliono, alcuni solo una volta al giorno. "
            "Una modifica si vede lì dopo la loro prossima visita."
        ),
        nobody="Nessun programma di calendario lo ha ancora scaricato.",
        program="Programma",
        last="Ultima visita",
        newest="Ha l’ultima versione",
        yes="sì",
        not_yet="non ancora",
        browser="un browser",
        other="un altro programma",
    ),
    start=Start(
        here=(
            "Questo è un server Kalends. Se qualcuno ti ha mandato l’indirizzo di un evento, "
            "finisce con un lungo codice."
        ),
        topics=(
            (
                "Eventi, pagine e calendari",
                "Ogni evento ha una pagina e un file per qualsiasi calendario, ogni gruppo un abbonamento.",
            ),
            (
                "Tre interfacce, un solo archivio",
                "I programmi raggiungono gli stessi eventi sotto /v1, /v3 e /groups/v2.",
            ),
            (
                "Gestione",
                "Come avviare, configurare, salvare e aggiornare questo server è spiegato nel README e in "
                "docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=_MONTHS_SHORT,
        months_tile=_MONTHS_SHORT,
        weekdays=_WEEKDAYS,
        weekdays_short=("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
        long_day="{weekday} {day} {month} {year}",
        short_day="{weekday} {day} {month} {year}",
        date="{day} {month} {year}",
        at="{day}, ore {start}",
        span="{day}, ore {start}–{end}",
        span_midnight="{day}, dalle {start} a mezzanotte",
        span_next_day="{day}, ore {start}–{end}, finisce il giorno dopo",
        span_days="{day}, ore {start}, fino a {last}, ore {end}",
        all_day="{day}, tutto il giorno",
        all_days="{day} – {last}, tutto il giorno",
        moved_from="Spostato, prima era {time}",
        zone="ora di {name}",
        usual_zone="Gli orari sono in {zone}, se non è indicato altro.",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Ogni giorno", "other": "Ogni {n} giorni"},
            "WEEKLY": {"=1": "Ogni settimana", "other": "Ogni {n} settimane"},
            "MONTHLY": {"=1": "Ogni mese", "other": "Ogni {n} mesi"},
            "YEARLY": {"=1": "Ogni anno", "other": "Ogni {n} anni"},
        },
        weekly="{days}",
        weekly_days=(*(f"il {day}" for day in _WEEKDAYS[:6]), "la domenica"),
        monthly="{days}",
        monthly_days=_WEEKDAYS,
        genders="mmmmmmf",
        nth={
            "m": {
                0: "ogni {day}",
                1: "il primo {day}",
                2: "il secondo {day}",
                3: "il terzo {day}",
                4: "il quarto {day}",
                5: "il quinto {day}",
                -1: "l’ultimo {day}",
                -2: "il penultimo {day}",
            },
            "f": {
                0: "ogni {day}",
                1: "la prima {day}",
                2: "la seconda {day}",
                3: "la terza {day}",
                4: "la quarta {day}",
                5: "la quinta {day}",
                -1: "l’ultima {day}",
                -2: "la penultima {day}",
            },
        },
        month_day="il giorno {nth}",
        month_days={-1: "l’ultimo giorno", -2: "il penultimo giorno"},
        month_day_back="il {nth}º giorno a partire dalla fine",
        in_months="in {months}",
        months=_MONTHS,
        times={"=1": ", una volta", "=2": ", due volte", "other": ", {n} volte"},
        until=", ultimo giorno {date}",
    ),
)
