"""Letters in Czech."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Potvrďte prosím svou adresu: {event}",
        "Potvrďte prosím svou adresu pro „{event}“.",
        "Pak bude vaše odpověď platit.",
    ),
    thanks=Wording(
        "Vaše adresa je potvrzena: {event}", "Děkujeme: vaše adresa je potvrzena a odpověď na „{event}“ platí."
    ),
    accepted=Wording("Přijdete: {event}", "Přijdete na „{event}“."),
    tentative=Wording("Možná přijdete: {event}", "Možná přijdete na „{event}“."),
    declined=Wording("Nepřijdete: {event}", "Nepřijdete na „{event}“."),
    waitlisted=Wording(
        "Jste na čekací listině: {event}",
        "Jste na čekací listině na „{event}“.",
        "Jakmile se pro vás najde místo, napíšeme vám.",
    ),
    changed=Wording("Vaše odpověď byla změněna: {event}", "Vaše odpověď byla změněna."),
    event_revised=Wording(
        "Změna: {event}",
        "„{event}“ se změnilo.",
        "Nyní platí:",
    ),
    personal_link=Wording(
        "Vaše odpověď na {event}",
        "Tudy se dostanete ke své odpovědi na „{event}“.",
        "Kdo má tento odkaz, může vaši odpověď vidět a změnit; nechte si ho pro sebe.",
    ),
    answered_again=Wording(
        "Už jste odpověděli: {event}",
        "Někdo, nejspíš vy, právě z této adresy odpověděl na „{event}“ ještě jednou.",
        "Platí první odpověď. Níže si ji můžete prohlédnout a změnit.",
    ),
    cancelled=Wording("Zrušeno: {event}", "„{event}“ je zrušeno."),
    promoted=Wording(
        "Je pro vás místo: {event}",
        "Uvolnilo se místo: přijdete na „{event}“.",
        "Pokud přece jen nemůžete přijít, dejte prosím vědět, ať může někdo jiný.",
    ),
    reminder=Wording("Připomínka: {event}", "Připomínka „{event}“: {when}."),
    attendance=Wording("Kdo přijde na {event}?", "Zapište prosím, kdo přijde na „{event}“."),
    invitation=Wording(
        "Pozvánka: {event}",
        "Jste zváni na „{event}“.",
        "Odpovědět můžete ve svém kalendáři, nebo níže.",
    ),
    webhook_off=Wording(
        "Webhook je vypnutý: {webhook}",
        "Webhook „{webhook}“ byl vypnut.",
        "Co se děje, se mu nehlásí, dokud ho znovu nezapnete.",
    ),
    webhook_gone="{host} odpověděl, že adresa už neexistuje (410).",
    webhook_failing="Na {host} se už několik dní nedá nic doručit.",
    do_confirm="Potvrdit adresu",
    do_answer="Zobrazit nebo změnit odpověď",
    do_invited="Odpovědět",
    do_attendance="Zapsat, kdo přijde",
    do_page="Otevřít stránku události",
    before="Předtím",
    places={"one": "{n} místo", "few": "{n} místa", "other": "{n} míst"},
    until="Vaše místo držíme do {time}.",
    not_you="Pokud jste to nebyli vy, nemusíte nic dělat.",
    calendar="Přiložený soubor ji přidá do vašeho kalendáře.",
    replies="Odpověď na tuto zprávu dostane {organizer}.",
    why_answer="Tuto zprávu dostáváte, protože tato adresa byla uvedena u události: {site}.",
    why_subscribed="Tuto zprávu dostáváte, protože se účastníte toho, co pořádá {site}.",
    stop=Stop(
        title="Už žádné takové zprávy?",
        reminder="{site} pak na tuto adresu nebude posílat připomínky.",
        event_revised="{site} pak na tuto adresu nebude psát, když se událost změní.",
        attendance="{site} se pak této adresy nebude ptát, kdo přišel.",
        no_reminder="Už neposílat připomínky",
        no_event_revised="Už neposílat zprávy o změnách událostí",
        no_attendance="Už se neptat, kdo přišel",
        done_title="Další už nepřijdou",
        done="Na tuto adresu už zprávy tohoto druhu nepřijdou. Jiné, například potvrzení odpovědí, chodí dál.",
        bounced_title="Na tuto adresu žádné zprávy nechodí",
        bounced=(
            "Zprávy na tuto adresu se vrátily, proto se na ni už žádné neposílají. "
            "Pokud zase funguje, {site} to může změnit."
        ),
    ),
)
