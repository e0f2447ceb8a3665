"""German."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def _nth(number: int) -> str:
    return f"{number}."


LANGUAGE = Language(
    tag="de",
    name="Deutsch",
    plural=plural.one,
    nth=_nth,
    group=".",
    listing=(", ", " und "),
    text=Text(
        add_all_dates="Alle Termine in den Kalender",
        add_next_date="Nur den nächsten Termin eintragen",
        add_to_calendar="In den Kalender",
        all_dates="Alle Termine",
        all_dates_of_event="Alle Termine dieser Veranstaltung",
        answer="Ihre Antwort",
        answer_this_event="Auf diese Einladung antworten",
        are_you_coming="Kommen Sie?",
        calendar_file="Kalenderdatei (.ics)",
        closed="Zusagen ist nicht mehr möglich. Absagen können Sie weiterhin.",
        coming_events="Kommende Veranstaltungen",
        further_dates="Weitere Termine zeigen",
        language="Sprache",
        leave_empty="Dieses Feld leer lassen",
        mail="Ihre E-Mail-Adresse",
        mail_hint="Nur die Veranstalter sehen sie.",
        map="Auf einer Karte zeigen",
        members_get_address="Mitglieder der Gruppe bekommen die Adresse.",
        moved="Verlegt",
        name="Ihr Name",
        next_date="Nächster Termin",
        next_dates="Nächste Termine",
        nothing_past="Noch hat nichts stattgefunden.",
        nothing_planned="Zurzeit ist nichts geplant.",
        online="Online",
        optional="(freiwillig)",
        organizer="Veranstalter",
        other_calendars="Andere Kalender",
        past_events="Vergangene Veranstaltungen",
        paste="Oder fügen Sie diese Adresse in Ihr Kalenderprogramm ein:",
        problem="Etwas stimmt noch nicht",
        qr="QR-Code mit der Adresse dieser Seite",
        seats="Wie viele Plätze, Ihren eingeschlossen",
        see_coming="Kommende Veranstaltungen zeigen",
        see_past="Vergangene Veranstaltungen zeigen",
        send="Antwort senden",
        share="Anderen per E-Mail davon erzählen",
        subscribe="Im Kalender abonnieren",
        subscribe_why="Neue und geänderte Termine erscheinen dort dann von selbst.",
        when="Wann",
        where="Wo",
        which_date="Welcher Termin",
        your_time="Bei Ihnen:",
    ),
    states=States(
        cancelled="Diese Veranstaltung ist abgesagt.",
        cancelled_date="Dieser Termin ist abgesagt.",
        past="Diese Veranstaltung ist vorbei.",
        past_date="Dieser Termin ist vorbei.",
        running="Das läuft gerade.",
        today="Das ist heute.",
        tentative="Das ist noch nicht sicher.",
        full="Alle Plätze sind vergeben.",
    ),
    tags=Tags(cancelled="Abgesagt", past="Vorbei", running="Jetzt", today="Heute", tentative="Noch nicht sicher"),
    answers=Answers(
        yes="Ja, ich komme",
        maybe="Vielleicht",
        no="Nein, ich kann nicht",
        title="Falls Sie gerade geantwortet haben",
        sent="Ihre Antwort „{answer}“ wurde den Veranstaltern geschickt.",
        not_yet="Sie haben noch nicht geantwortet?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "Alle Plätze sind vergeben. Mit einer Zusage kommen Sie auf die Warteliste: Plätze gehen nach der "
            "Reihenfolge der Antworten, und Sie bekommen eine Nachricht, sobald einer Ihnen gehört."
        ),
        next="Sie bekommen eine Nachricht mit einem Link, unter dem Sie Ihre Antwort sehen und ändern können.",
        again=(
            "Hatte Ihre Adresse schon früher geantwortet, so gilt die frühere Antwort, und Sie bekommen eine "
            "Nachricht mit dem Link dorthin."
        ),
        confirm_text=(
            "Wir schicken Ihnen eine Nachricht. Ihre Antwort zählt, sobald Sie den Link darin geöffnet und "
            "bestätigt haben."
        ),
        kept_until="Ihr Platz ist bis {time} reserviert.",
        joined=(
            "Es waren nicht genug Plätze frei, darum steht Ihre Antwort auf der Warteliste. Sie bekommen eine "
            "Nachricht, sobald ein Platz Ihnen gehört."
        ),
        link_title="Falls Sie gerade um den Link gebeten haben",
        link_text="Hat diese Adresse geantwortet, so ist eine Nachricht mit dem Link zur Antwort unterwegs.",
        answered_before="Haben Sie schon geantwortet?",
        send_link="Link zu meiner Antwort schicken",
        coming="Sie kommen.",
        maybe_coming="Sie kommen vielleicht.",
        not_coming="Sie kommen nicht.",
        waiting=(
            "Sie stehen auf der Warteliste. Sie bekommen eine Nachricht, sobald ein Platz Ihnen gehört; wer "
            "später kam, kommt nicht vor Ihnen dran."
        ),
        ahead="Vor Ihnen auf der Liste: {n}",
        unconfirmed="Ihre Antwort ist noch nicht bestätigt, und es ist kein Platz für Sie reserviert.",
        unanswered="Sie haben nicht geantwortet.",
        left="Freie Plätze: {n}",
        places="Plätze: {n}",
        confirm="Meine Antwort bestätigen",
        change="Antwort ändern",
        save="Antwort speichern",
        saved="Ihre Antwort ist gespeichert.",
        yours="Diese Adresse haben nur Sie. Wer sie kennt, kann Ihre Antwort ändern.",
        missing="Beantworten Sie diese Frage.",
        number="Schreiben Sie eine Zahl, zum Beispiel 3.",
        option="Wählen Sie eine der Möglichkeiten.",
        too_long="Schreiben Sie höchstens {most} Zeichen, ohne Steuerzeichen.",
        quick="Das ging sehr schnell. Bitte drücken Sie noch einmal auf den Knopf.",
        form_changed=(
            "Dieses Formular wurde geändert, seit Sie die Seite geöffnet haben. "
            "Bitte sehen Sie es noch einmal an und drücken Sie noch einmal auf den Knopf."
        ),
    ),
    errors=Errors(
        mail="Schreiben Sie eine E-Mail-Adresse, zum Beispiel name@example.org.",
        name="Schreiben Sie Ihren Namen in eine Zeile mit höchstens 300 Zeichen.",
        answer="Wählen Sie eine der Antworten.",
        amount="Wählen Sie 1 bis {most} Plätze.",
        occurrence="Wählen Sie einen der Termine.",
        closed="Zusagen ist nicht mehr möglich. Absagen können Sie weiterhin.",
        full="So viele Plätze sind nicht mehr frei. Sie können weniger nehmen oder anders antworten.",
        anew=(
            "Diese Antwort wurde neu gesendet, seit Sie die Seite geöffnet haben. Sehen Sie sie bitte "
            "noch einmal an, bevor Sie sie bestätigen."
        ),
        other="Diese Antwort konnte nicht aufgenommen werden. Bitte versuchen Sie es noch einmal.",
    ),
    failures={
        400: ("Das war nicht zu lesen", "Die Anfrage war nicht so, wie ein Browser sie sendet."),
        403: (
            "Nicht von hier aus",
            "Antworten gehen nur von der Seite der Veranstaltung selbst. Bitte öffnen Sie jene Seite und versuchen Sie "
            "es noch einmal.",
        ),
        404: (
            "Hier ist nichts",
            "Unter dieser Adresse gibt es keine Veranstaltung oder Gruppe, oder keine öffentliche.",
        ),
        405: ("So geht es nicht", "Diese Adresse ist für etwas anderes da."),
        413: ("Zu viel auf einmal", "Das Formular war zu groß."),
        429: ("Einen Moment", "Aus Ihrem Netz kamen zu viele Anfragen. Bitte versuchen Sie es in einer Minute wieder."),
        500: ("Etwas ging schief", "Es liegt an uns und ist festgehalten. Bitte versuchen Sie es noch einmal."),
        503: (
            "Gleich wieder da",
            "Der Server erreicht gerade seine Daten nicht. Bitte versuchen Sie es in einer Minute wieder.",
        ),
    },
    feeds=Feeds(
        link="Welche Kalender folgen ihm?",
        title="Wer diesem Kalender folgt",
        why=(
            "Kalenderprogramme kommen wieder, wann sie wollen, manche nur einmal am Tag. "
            "Eine Änderung ist dort nach dem nächsten Besuch zu sehen."
        ),
        nobody="Noch hat ihn kein Kalenderprogramm geholt.",
        program="Programm",
        last="Zuletzt geholt",
        newest="Hat den neuesten Stand",
        yes="ja",
        not_yet="noch nicht",
        browser="ein Browser",
        other="ein anderes Programm",
    ),
    start=Start(
        here=(
            "Dies ist ein Kalends-Server. Wenn Ihnen jemand die Adresse einer Veranstaltung geschickt hat, "
            "endet sie mit einer langen Kennung."
        ),
        topics=(
            (
                "Veranstaltungen, Seiten und Kalender",
                "Jede Veranstaltung hat eine Seite und eine Datei für jeden Kalender, jede Gruppe einen Kalender zum "
                "Abonnieren.",
            ),
            (
                "Drei Schnittstellen, ein Datenbestand",
                "Programme erreichen dieselben Veranstaltungen unter /v1, /v3 und /groups/v2.",
            ),
            (
                "Betrieb",
                "Wie man diesen Server startet, einrichtet, sichert und aktualisiert, steht in seinem README und in "
                "docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
        months_tile=("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
        weekdays=_WEEKDAYS,
        weekdays_short=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
        long_day="{weekday}, {day}. {month} {year}",
        short_day="{weekday}, {day}. {month} {year}",
        date="{day}. {month} {year}",
        at="{day}, {start} Uhr",
        span="{day}, {start} bis {end} Uhr",
        span_midnight="{day}, {start} Uhr bis Mitternacht",
        span_next_day="{day}, {start} bis {end} Uhr, endet am nächsten Tag",
        span_days="{day}, {start} Uhr bis {last}, {end} Uhr",
        all_day="{day}, ganztägig",
        all_days="{day} bis {last}, ganztägig",
        moved_from="Verlegt, ursprünglich {time}",
        zone="Zeit in {name}",
        usual_zone="Alle Zeiten: {zone}, wenn nichts anderes dabeisteht.",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Jeden Tag", "other": "Alle {n} Tage"},
            "WEEKLY": {"=1": "Jede Woche", "other": "Alle {n} Wochen"},
            "MONTHLY": {"=1": "Jeden Monat", "other": "Alle {n} Monate"},
            "YEARLY": {"=1": "Jedes Jahr", "other": "Alle {n} Jahre"},
        },
        weekly="am {days}",
        weekly_days=_WEEKDAYS,
        monthly="{days}",
        monthly_days=_WEEKDAYS,
        nth={
            "m": {
                0: "jeden {day}",
                1: "am ersten {day}",
                2: "am zweiten {day}",
                3: "am dritten {day}",
                4: "am vierten {day}",
                5: "am fünften {day}",
                -1: "am letzten {day}",
                -2: "am vorletzten {day}",
            }
        },
        month_day="am {nth}",
        month_days={-1: "am letzten Tag", -2: "am vorletzten Tag"},
        month_day_back="am {nth} Tag vom Ende an",
        in_months="im {months}",
        months=_MONTHS,
        times={"=1": ", einmal", "=2": ", zweimal", "other": ", {n}-mal"},
        until=", bis {date}",
    ),
)
