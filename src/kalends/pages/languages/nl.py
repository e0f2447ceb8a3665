"""Dutch."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def _nth(number: int) -> str:
    return f"{number}e"


LANGUAGE = Language(
    tag="nl",
    name="Nederlands",
    plural=plural.one,
    nth=_nth,
    group=".",
    listing=(", ", " en "),
    text=Text(
        add_all_dates="Alle data in mijn agenda zetten",
        add_next_date="Alleen de volgende datum toevoegen",
        add_to_calendar="In mijn agenda zetten",
        all_dates="Alle data",
        all_dates_of_event="Alle data van deze bijeenkomst",
        answer="Je antwoord",
        answer_this_event="Antwoord op deze uitnodiging",
        are_you_coming="Kom je?",
        calendar_file="Agendabestand (.ics)",
        closed="Aanmelden kan niet meer. Afmelden kan nog wel.",
        coming_events="Komende bijeenkomsten",
        further_dates="Meer data tonen",
        language="Taal",
        leave_empty="Laat dit veld leeg",
        mail="Je e-mailadres",
        mail_hint="Alleen de organisatie ziet het.",
        map="Op een kaart tonen",
        members_get_address="Leden van de groep krijgen het adres.",
        moved="Verplaatst",
        name="Je naam",
        next_date="Volgende datum",
        next_dates="Volgende data",
        nothing_past="Er is nog niets geweest.",
        nothing_planned="Er staat op dit moment niets gepland.",
        online="Online",
        optional="(niet verplicht)",
        organizer="Organisatie",
        other_calendars="Andere agenda’s",
        past_events="Voorbije bijeenkomsten",
        paste="Of plak dit adres in je agendaprogramma:",
        problem="Er klopt iets niet",
        qr="QR-code met het adres van deze pagina",
        seats="Hoeveel plaatsen, die van jou meegeteld",
        see_coming="Komende bijeenkomsten tonen",
        see_past="Voorbije bijeenkomsten tonen",
        send="Antwoord versturen",
        share="Deel het per e-mail",
        subscribe="Abonneren in je agenda",
        subscribe_why="Nieuwe en gewijzigde data verschijnen daar dan vanzelf.",
        when="Wanneer",
        where="Waar",
        which_date="Welke datum",
        your_time="Bij jou:",
    ),
    states=States(
        cancelled="Deze bijeenkomst gaat niet door.",
        cancelled_date="Deze datum gaat niet door.",
        past="Deze bijeenkomst is voorbij.",
        past_date="Deze datum is voorbij.",
        running="Dit is nu bezig.",
        today="Dit is vandaag.",
        tentative="Dit is nog niet zeker.",
        full="Alle plaatsen zijn bezet.",
    ),
    tags=Tags(cancelled="Gaat niet door", past="Voorbij", running="Nu", today="Vandaag", tentative="Nog niet zeker"),
    answers=Answers(
        yes="Ja, ik kom",
        maybe="Misschien",
        no="Nee, ik kan niet",
        title="Als je net geantwoord hebt",
        sent="Je antwoord ‘{answer}’ is naar de organisatie gestuurd.",
        not_yet="Nog niet geantwoord?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "Alle plaatsen zijn bezet. Met een ja kom je op de wachtlijst: plaatsen gaan in de volgorde van de "
            "antwoorden, en je krijgt bericht zodra er een van jou is."
        ),
        next="Je krijgt een bericht met een link waarmee je je antwoord kunt bekijken en veranderen.",
        again=(
            "Had je adres al eerder geantwoord, dan geldt dat antwoord en krijg je een bericht met de link ernaartoe."
        ),
        confirm_text="We sturen je een bericht. Je antwoord telt zodra je de link daarin hebt geopend en bevestigd.",
        kept_until="Je plaats is vrijgehouden tot {time}.",
        joined=(
            "Er waren niet genoeg plaatsen vrij, dus je antwoord staat op de wachtlijst. Je krijgt bericht zodra een "
            "plaats van jou is."
        ),
        link_title="Als je net om de link gevraagd hebt",
        link_text="Heeft dit adres geantwoord, dan is een bericht met de link naar dat antwoord onderweg.",
        answered_before="Al eerder geantwoord?",
        send_link="Stuur me de link naar mijn antwoord",
        coming="Je komt.",
        maybe_coming="Je komt misschien.",
        not_coming="Je komt niet.",
        waiting=(
            "Je staat op de wachtlijst. Je krijgt bericht zodra een plaats van jou is; wie later kwam, gaat niet voor."
        ),
        ahead="Voor jou op de lijst: {n}",
        unconfirmed="Je antwoord is nog niet bevestigd, en er is geen plaats voor je vrijgehouden.",
        unanswered="Je hebt niet geantwoord.",
        left="Vrije plaatsen: {n}",
        places="Plaatsen: {n}",
        confirm="Mijn antwoord bevestigen",
        change="Je antwoord veranderen",
        save="Antwoord bewaren",
        saved="Je antwoord is bewaard.",
        yours="Dit adres is alleen van jou. Wie het heeft, kan je antwoord veranderen.",
        missing="Beantwoord deze vraag.",
        number="Schrijf een getal, zoals 3.",
        option="Kies een van de mogelijkheden.",
        too_long="Schrijf hoogstens {most} tekens, zonder stuurtekens.",
        quick="Dat ging erg snel. Druk nog een keer op de knop.",
        form_changed=(
            "Dit formulier is gewijzigd sinds u de pagina opende. Bekijk het nog eens en druk nog een keer op de knop."
        ),
    ),
    errors=Errors(
        mail="Schrijf één e-mailadres, zoals naam@example.org.",
        name="Schrijf je naam op één regel van hoogstens 300 tekens.",
        answer="Kies een van de antwoorden.",
        amount="Kies 1 tot {most} plaatsen.",
        occurrence="Kies een van de data.",
        closed="Aanmelden kan niet meer. Afmelden kan nog wel.",
        full="Zoveel plaatsen zijn er niet meer. Je kunt er minder vragen of een ander antwoord geven.",
        anew=(
            "Dit antwoord is opnieuw verstuurd sinds je de pagina hebt geopend. Bekijk het nog eens "
            "voordat je het bevestigt."
        ),
        other="Dit antwoord kon niet worden bewaard. Probeer het nog eens.",
    ),
    failures={
        400: ("Dit was niet te lezen", "Het verzoek was niet zoals een browser het stuurt."),
        403: ("Niet vanaf hier", "Antwoorden kan alleen op de pagina zelf. Open die pagina en probeer het nog eens."),
        404: ("Hier is niets", "Op dit adres is geen bijeenkomst of groep, of hij is niet openbaar."),
        405: ("Zo gaat het niet", "Dit adres is voor iets anders."),
        413: ("Te veel ineens", "Het formulier was te groot."),
        429: ("Een ogenblik", "Er kwamen te veel verzoeken van je netwerk. Probeer het over een minuut opnieuw."),
        500: ("Er ging iets mis", "Het ligt aan ons, en het is opgeschreven. Probeer het nog eens."),
        503: ("Zo terug", "De server kan nu niet bij zijn gegevens. Probeer het over een minuut opnieuw."),
    },
    feeds=Feeds(
        link="Welke agenda’s volgen hem?",
        title="Wie deze agenda volgt",
        why=(
            "Agendaprogramma’s komen terug wanneer ze willen, sommige maar één keer per dag. "
            "Een wijziging is daar na hun volgende bezoek te zien."
        ),
        nobody="Nog geen enkel agendaprogramma heeft hem opgehaald.",
        program="Programma",
        last="Laatst opgehaald",
        newest="Heeft de nieuwste versie",
        yes="ja",
        not_yet="nog niet",
        browser="een browser",
        other="een ander programma",
    ),
    start=Start(
        here=(
            "Dit is een Kalends-server. Heeft iemand je het adres van een bijeenkomst gestuurd, "
            "dan eindigt het op een lange code."
        ),
        topics=(
            (
                "Bijeenkomsten, pagina’s en agenda’s",
                "Elke bijeenkomst heeft een pagina en een bestand voor elke agenda, elke groep een abonnement.",
            ),
            (
                "Drie API’s, één administratie",
                "Programma’s bereiken dezelfde bijeenkomsten onder /v1, /v3 en /groups/v2.",
            ),
            (
                "Beheer",
                "Hoe je deze server start, instelt, veiligstelt en bijwerkt, staat in de README en in "
                "docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=_MONTHS_SHORT,
        months_tile=_MONTHS_SHORT,
        weekdays=_WEEKDAYS,
        weekdays_short=("ma", "di", "wo", "do", "vr", "za", "zo"),
        long_day="{weekday} {day} {month} {year}",
        short_day="{weekday} {day} {month} {year}",
        date="{day} {month} {year}",
        at="{day}, {start} uur",
        span="{day}, {start} tot {end} uur",
        span_midnight="{day}, {start} uur tot middernacht",
        span_next_day="{day}, {start} tot {end} uur, eindigt de volgende dag",
        span_days="{day}, {start} uur tot {last}, {end} uur",
        all_day="{day}, de hele dag",
        all_days="{day} tot en met {last}, de hele dag",
        moved_from="Verplaatst, was eerst {time}",
        zone="tijd in {name}",
        usual_zone="Alle tijden: {zone}, tenzij er iets anders bij staat.",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Elke dag", "other": "Elke {n} dagen"},
            "WEEKLY": {"=1": "Elke week", "other": "Elke {n} weken"},
            "MONTHLY": {"=1": "Elke maand", "other": "Elke {n} maanden"},
            "YEARLY": {"=1": "Elk jaar", "other": "Elke {n} jaar"},
        },
        weekly="op {days}",
        weekly_days=_WEEKDAYS,
        monthly="{days}",
        monthly_days=_WEEKDAYS,
        nth={
            "m": {
                0: "elke {day}",
                1: "op de eerste {day}",
                2: "op de tweede {day}",
                3: "op de derde {day}",
                4: "op de vierde {day}",
                5: "op de vijfde {day}",
                -1: "op de laatste {day}",
                -2: "op de een-na-laatste {day}",
            }
        },
        month_day="op de {nth}",
        month_days={-1: "op de laatste dag", -2: "op de een-na-laatste dag"},
        month_day_back="op de {nth} dag vanaf het einde",
        in_months="in {months}",
        months=_MONTHS,
        times={"=1": ", één keer", "=2": ", twee keer", "other": ", {n} keer"},
        until=", tot en met {date}",
    ),
)
