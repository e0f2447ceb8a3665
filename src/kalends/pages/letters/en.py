"""Letters in English."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Please confirm your address: {event}",
        "Please confirm your address for “{event}”.",
        "Your answer counts as soon as you have.",
    ),
    thanks=Wording(
        "Your address is confirmed: {event}",
        "Thank you: your address is confirmed, and your answer to “{event}” counts.",
    ),
    accepted=Wording("You are coming: {event}", "You are coming to “{event}”."),
    tentative=Wording("Perhaps you are coming: {event}", "Perhaps you are coming to “{event}”."),
    declined=Wording("You are not coming: {event}", "You are not coming to “{event}”."),
    waitlisted=Wording(
        "You are on the waiting list: {event}",
        "You are on the waiting list for “{event}”.",
        "As soon as there is a place for you, we write to you.",
    ),
    changed=Wording("Your answer was changed: {event}", "Your answer was changed."),
    event_revised=Wording("Changed: {event}", "“{event}” has changed.", "This is what holds now:"),
    personal_link=Wording(
        "Your answer to {event}",
        "This is the way to your answer to “{event}”.",
        "Whoever has this link can see and change your answer, so keep it to yourself.",
    ),
    answered_again=Wording(
        "You have answered already: {event}",
        "Somebody, probably you, has just answered “{event}” once more with this address.",
        "The first answer stands. You can see and change it below.",
    ),
    cancelled=Wording("Cancelled: {event}", "“{event}” is cancelled."),
    promoted=Wording(
        "There is a place for you: {event}",
        "A place has become free: you are coming to “{event}”.",
        "If you cannot come any more, please say so, and somebody else can.",
    ),
    reminder=Wording("Reminder: {event}", "A reminder of “{event}”: {when}."),
    attendance=Wording("Who comes to {event}?", "Please note who comes to “{event}”."),
    invitation=Wording(
        "Invitation: {event}", "You are invited to “{event}”.", "You can answer in your calendar program, or below."
    ),
    webhook_off=Wording(
        "A webhook was switched off: {webhook}",
        "The webhook “{webhook}” was switched off.",
        "It is told of nothing more until you switch it on again.",
    ),
    webhook_gone="{host} answered that the address is gone (410).",
    webhook_failing="For days nothing could be delivered to {host}.",
    do_confirm="Confirm my address",
    do_answer="See or change my answer",
    do_invited="Answer",
    do_attendance="Note who comes",
    do_page="Open the event's page",
    before="Before",
    places={"one": "{n} place", "other": "{n} places"},
    until="Your place is kept until {time}.",
    not_you="If this was not you, you need not do anything.",
    calendar="The attached file puts it into your calendar.",
    replies="A reply to this mail reaches {organizer}.",
    why_answer="You get this mail because this address was given for an event of {site}.",
    why_subscribed="You get this mail because you take part in what {site} does.",
    stop=Stop(
        title="No more mails like this?",
        reminder="{site} will then send no more reminders to this address.",
        event_revised="{site} will then no longer write to this address when an event has changed.",
        attendance="{site} will then no longer ask this address who came.",
        no_reminder="Send no more reminders",
        no_event_revised="Send no more mails about changed events",
        no_attendance="No longer ask who came",
        done_title="No more of them",
        done="This address gets no more mails of this kind. Others, such as confirmations of answers, still come.",
        bounced_title="This address gets no mails at all",
        bounced=(
            "Mails to this address have come back, so none are sent to it any more. If "
            "it works again, {site} can change that."
        ),
    ),
)
