"""Swedish."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
_MONTHS_SHORT = (
    "jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.",
)  # fmt: skip
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def _nth(number: int) -> str:
    is_a = number % 10 in (1, 2) and number % 100 not in (11, 12)
    return f"{number}:{'a' if is_a else 'e'}"


LANGUAGE = Language(
    tag="sv",
    name="Svenska",
    plural=plural.one,
    nth=_nth,
    group="\xa0",
    listing=(", ", " och "),
    text=Text(
        add_all_dates="Lägg till alla datum i kalendern",
        add_next_date="Lägg bara till nästa datum",
        add_to_calendar="Lägg till i kalendern",
        all_dates="Alla datum",
        all_dates_of_event="Alla datum för det här evenemanget",
        answer="Ditt svar",
        answer_this_event="Svara på inbjudan",
        are_you_coming="Kommer du?",
        calendar_file="Kalenderfil (.ics)",
        closed="Anmälan är stängd. Du kan fortfarande tacka nej.",
        coming_events="Kommande evenemang",
        further_dates="Visa fler datum",
        language="Språk",
        leave_empty="Lämna det här fältet tomt",
        mail="Din e-postadress",
        mail_hint="Bara arrangören ser den.",
        map="Visa på en karta",
        members_get_address="Gruppens medlemmar får adressen.",
        moved="Flyttat",
        name="Ditt namn",
        next_date="Nästa datum",
        next_dates="Nästa datum",
        nothing_past="Inget har ägt rum än.",
        nothing_planned="Inget är planerat just nu.",
        online="Online",
        optional="(frivilligt)",
        organizer="Arrangör",
        other_calendars="Andra kalendrar",
        past_events="Tidigare evenemang",
        paste="Eller klistra in den här adressen i ditt kalenderprogram:",
        problem="Något stämmer inte",
        qr="QR-kod med sidans adress",
        seats="Hur många platser, din inräknad",
        see_coming="Visa kommande evenemang",
        see_past="Visa tidigare evenemang",
        send="Skicka svar",
        share="Berätta för andra via e-post",
        subscribe="Prenumerera i din kalender",
        subscribe_why="Nya och ändrade evenemang dyker då upp där av sig själva.",
        when="När",
        where="Var",
        which_date="Vilket datum",
        your_time="Hos dig:",
    ),
    states=States(
        cancelled="Det här evenemanget är inställt.",
        cancelled_date="Det här datumet är inställt.",
        past="Det här evenemanget är över.",
        past_date="Det här datumet är över.",
        running="Det pågår just nu.",
        today="Det är i dag.",
        tentative="Det är inte säkert än.",
        full="Alla platser är tagna.",
    ),
    tags=Tags(cancelled="Inställt", past="Över", running="Nu", today="I dag", tentative="Inte säkert än"),
    answers=Answers(
        yes="Ja, jag kommer",
        maybe="Kanske",
        no="Nej, jag kan inte",
        title="Om du just har svarat",
        sent="Ditt svar ”{answer}” har skickats till arrangören.",
        not_yet="Har du inte svarat än?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "Alla platser är tagna. Med ett ja hamnar du på väntelistan: platserna går i svarens ordning, och du "
            "får ett meddelande så snart en är din."
        ),
        next="Du får ett meddelande med en länk där du kan se och ändra ditt svar.",
        again="Om din adress redan hade svarat gäller det svaret, och du får ett meddelande med länken till det.",
        confirm_text="Vi skickar dig ett meddelande. Ditt svar räknas när du har öppnat länken i det och bekräftat.",
        kept_until="Din plats hålls till {time}.",
        joined=(
            "Det fanns inte platser nog, så ditt svar står på väntelistan. Du får ett meddelande så snart en plats "
            "är din."
        ),
        link_title="Om du just har bett om länken",
        link_text="Har den här adressen svarat är ett meddelande med länken till svaret på väg.",
        answered_before="Har du svarat förut?",
        send_link="Skicka länken till mitt svar",
        coming="Du kommer.",
        maybe_coming="Du kommer kanske.",
        not_coming="Du kommer inte.",
        waiting=(
            "Du står på väntelistan. Du får ett meddelande så snart en plats är din; ingen som kom senare går före dig."
        ),
        ahead="Före dig på listan: {n}",
        unconfirmed="Ditt svar är inte bekräftat än, och ingen plats hålls åt dig.",
        unanswered="Du har inte svarat.",
        left="Lediga platser: {n}",
        places="Platser: {n}",
        confirm="Bekräfta mitt svar",
        change="Ändra ditt svar",
        save="Spara svaret",
        saved="Ditt svar är sparat.",
        yours="Den här adressen är bara din. Den som har den kan ändra ditt svar.",
        missing="Svara på den här frågan.",
        number="Skriv ett tal, till exempel 3.",
        option="Välj ett av alternativen.",
        too_long="Skriv högst {most} tecken, utan styrtecken.",
        quick="Det gick väldigt fort. Tryck på knappen en gång till.",
        form_changed=(
            "Formuläret har ändrats sedan du öppnade sidan. Titta på det en gång till och tryck sedan på knappen igen."
        ),
    ),
    errors=Errors(
        mail="Skriv en e-postadress, till exempel namn@example.org.",
        name="Skriv ditt namn på en rad med högst 300 tecken.",
        answer="Välj ett av svaren.",
        amount="Välj 1 till {most} platser.",
        occurrence="Välj ett av datumen.",
        closed="Anmälan är stängd. Du kan fortfarande tacka nej.",
        full="Så många platser finns inte kvar. Du kan be om färre eller svara något annat.",
        anew="Svaret har skickats på nytt sedan du öppnade sidan. Titta på det en gång till innan du bekräftar det.",
        other="Svaret kunde inte sparas. Försök igen.",
    ),
    failures={
        400: ("Det gick inte att läsa", "Begäran såg inte ut som när en webbläsare skickar den."),
        403: ("Inte härifrån", "Svar tas bara emot från evenemangets egen sida. Öppna den sidan och försök igen."),
        404: (
            "Här finns inget",
            "På den här adressen finns inget evenemang och ingen grupp, eller så är de inte öppna.",
        ),
        405: ("Inte på det sättet", "Den här adressen är till för något annat."),
        413: ("För mycket på en gång", "Formuläret var för stort."),
        429: ("Ett ögonblick", "Det kom för många förfrågningar från ditt nätverk. Försök igen om en minut."),
        500: ("Något gick fel", "Det är vårt fel och det är noterat. Försök igen."),
        503: ("Strax tillbaka", "Servern når inte sina uppgifter just nu. Försök igen om en minut."),
    },
    feeds=Feeds(
        link="Vilka kalendrar följer den?",
        title="Vem som följer den här kalendern",
        why=(
            "Kalenderprogram kommer tillbaka när de vill, en del bara en gång om dagen. "
            "En ändring syns där efter nästa besök."
        ),
        nobody="Inget kalenderprogram har hämtat den ännu.",
        program="Program",
        last="Senast hämtad",
        newest="Har den senaste versionen",
        yes="ja",
        not_yet="inte än",
        browser="en webbläsare",
        other="ett annat program",
    ),
    start=Start(
        here=(
            "Det här är en Kalends-server. Om någon har skickat dig adressen till ett evenemang "
            "slutar den med en lång kod."
        ),
        topics=(
            (
                "Evenemang, sidor och kalendrar",
                "Varje evenemang har en sida och en fil för alla kalendrar, och varje grupp en prenumeration.",
            ),
            ("Tre gränssnitt, ett register", "Program når samma evenemang under /v1, /v3 och /groups/v2."),
            (
                "Drift",
                "Hur servern startas, ställs in, säkerhetskopieras och uppgraderas står i dess README och i "
                "docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=_MONTHS_SHORT,
        months_tile=_MONTHS_SHORT,
        weekdays=_WEEKDAYS,
        weekdays_short=("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
        long_day="{weekday} {day} {month} {year}",
        short_day="{weekday} {day} {month} {year}",
        date="{day} {month} {year}",
        at="{day} kl. {start}",
        span="{day} kl. {start}–{end}",
        span_midnight="{day} kl. {start} till midnatt",
        span_next_day="{day} kl. {start}–{end}, slutar nästa dag",
        span_days="{day} kl. {start} till {last} kl. {end}",
        all_day="{day}, hela dagen",
        all_days="{day} till {last}, hela dagarna",
        moved_from="Flyttat från {time}",
        zone="tid i {name}",
        usual_zone="Alla tider: {zone}, om inget annat anges.",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Varje dag", "=2": "Varannan dag", "other": "Var {nth} dag"},
            "WEEKLY": {"=1": "Varje vecka", "=2": "Varannan vecka", "other": "Var {nth} vecka"},
            "MONTHLY": {"=1": "Varje månad", "=2": "Varannan månad", "other": "Var {nth} månad"},
            "YEARLY": {"=1": "Varje år", "=2": "Vartannat år", "other": "Vart {nth} år"},
        },
        weekly="på {days}",
        weekly_days=_WEEKDAYS,
        monthly="{days}",
        monthly_days=tuple(f"{day}en" for day in _WEEKDAYS),
        nth={
            "m": {
                0: "varje {weekday}",
                1: "den första {day}",
                2: "den andra {day}",
                3: "den tredje {day}",
                4: "den fjärde {day}",
                5: "den femte {day}",
                -1: "den sista {day}",
                -2: "den näst sista {day}",
            }
        },
        month_day="den {nth}",
        month_days={-1: "den sista dagen", -2: "den näst sista dagen"},
        month_day_back="den {nth} dagen från slutet",
        in_months="i {months}",
        months=_MONTHS,
        times={"=1": ", en gång", "=2": ", två gånger", "other": ", {n} gånger"},
        until=", till och med {date}",
    ),
)
