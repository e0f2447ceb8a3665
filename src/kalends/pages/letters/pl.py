"""Letters in Polish."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Potwierdź swój adres: {event}",
        "Potwierdź swój adres: „{event}”.",
        "Wtedy odpowiedź będzie się liczyć.",
    ),
    thanks=Wording(
        "Adres potwierdzony: {event}", "Dziękujemy: adres jest potwierdzony i odpowiedź się liczy: „{event}”."
    ),
    accepted=Wording("Twoja odpowiedź: tak – {event}", "Twoja odpowiedź to „tak”: „{event}”."),
    tentative=Wording("Twoja odpowiedź: może – {event}", "Twoja odpowiedź to „może”: „{event}”."),
    declined=Wording("Twoja odpowiedź: nie – {event}", "Twoja odpowiedź to „nie”: „{event}”."),
    waitlisted=Wording(
        "Jesteś na liście oczekujących: {event}",
        "Jesteś na liście oczekujących: „{event}”.",
        "Napiszemy, gdy tylko znajdzie się miejsce.",
    ),
    changed=Wording("Zmieniono odpowiedź: {event}", "Twoja odpowiedź została zmieniona."),
    event_revised=Wording(
        "Zmiana: {event}",
        "Wydarzenie „{event}” zostało zmienione.",
        "Teraz obowiązuje:",
    ),
    personal_link=Wording(
        "Twoja odpowiedź: {event}",
        "Oto droga do Twojej odpowiedzi: „{event}”.",
        "Kto ma ten link, może zobaczyć i zmienić Twoją odpowiedź; nie przekazuj go nikomu.",
    ),
    answered_again=Wording(
        "Odpowiedź już jest: {event}",
        "Ktoś, prawdopodobnie Ty, odpowiedział przed chwilą jeszcze raz z tego adresu: „{event}”.",
        "Obowiązuje pierwsza odpowiedź. Możesz ją zobaczyć i zmienić poniżej.",
    ),
    cancelled=Wording("Odwołane: {event}", "Wydarzenie „{event}” zostało odwołane."),
    promoted=Wording(
        "Jest dla Ciebie miejsce: {event}",
        "Zwolniło się miejsce i należy do Ciebie: „{event}”.",
        "Jeśli jednak nie możesz przyjść, daj znać, a skorzysta ktoś inny.",
    ),
    reminder=Wording("Przypomnienie: {event}", "Przypomnienie: „{event}”, {when}."),
    attendance=Wording("Kto przychodzi: {event}?", "Zanotuj, kto przychodzi: „{event}”."),
    invitation=Wording(
        "Zaproszenie: {event}",
        "Zapraszamy: „{event}”.",
        "Odpowiedzieć można w programie kalendarza albo poniżej.",
    ),
    webhook_off=Wording(
        "Webhook wyłączony: {webhook}",
        "Webhook „{webhook}” został wyłączony.",
        "Nie będzie o niczym powiadamiany, dopóki nie włączysz go ponownie.",
    ),
    webhook_gone="{host}: odpowiedź brzmi, że tego adresu już nie ma (410).",
    webhook_failing="Od kilku dni nie udało się niczego dostarczyć do {host}.",
    do_confirm="Potwierdzam adres",
    do_answer="Zobacz lub zmień odpowiedź",
    do_invited="Odpowiedz",
    do_attendance="Zanotuj, kto przychodzi",
    do_page="Otwórz stronę wydarzenia",
    before="Wcześniej",
    places={"one": "{n} miejsce", "few": "{n} miejsca", "many": "{n} miejsc", "other": "{n} miejsca"},
    until="Miejsce jest zarezerwowane do {time}.",
    not_you="Jeśli to nie Ty, nie musisz nic robić.",
    calendar="Załączony plik dodaje je do kalendarza.",
    replies="Odpowiedź na tę wiadomość otrzyma {organizer}.",
    why_answer="Ta wiadomość przyszła, ponieważ ten adres podano przy wydarzeniu: {site}.",
    why_subscribed="Ta wiadomość przyszła, ponieważ bierzesz udział w tym, co robi {site}.",
    stop=Stop(
        title="Nie chcesz więcej takich wiadomości?",
        reminder="{site} nie będzie już wysyłać przypomnień na ten adres.",
        event_revised="{site} nie będzie już pisać na ten adres, gdy wydarzenie się zmieni.",
        attendance="{site} nie będzie już pytać pod tym adresem, kto przyszedł.",
        no_reminder="Nie wysyłaj więcej przypomnień",
        no_event_revised="Nie wysyłaj więcej wiadomości o zmianach wydarzeń",
        no_attendance="Nie pytaj więcej, kto przyszedł",
        done_title="Więcej nie przyjdzie",
        done=(
            "Na ten adres nie przychodzą już wiadomości tego rodzaju. Inne, "
            "takie jak potwierdzenia odpowiedzi, nadal przychodzą."
        ),
        bounced_title="Na ten adres nie przychodzą żadne wiadomości",
        bounced=(
            "Wiadomości na ten adres wróciły, dlatego żadne nie są już na niego "
            "wysyłane. Jeśli znów działa, {site} może to zmienić."
        ),
    ),
)
