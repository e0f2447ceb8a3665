"""English, with the day before the month and a clock of 24 hours, as most of its readers abroad expect."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


LANGUAGE = Language(
    tag="en",
    name="English",
    plural=plural.one,
    nth=_nth,
    listing=(", ", " and "),
    text=Text(
        add_all_dates="Add all dates to calendar",
        add_next_date="Add only the next date",
        add_to_calendar="Add to calendar",
        all_dates="All dates",
        all_dates_of_event="See all dates of this event",
        answer="Your answer",
        answer_this_event="Answer this invitation",
        are_you_coming="Are you coming?",
        calendar_file="Calendar file (.ics)",
        closed="Answers are closed. You can still say that you cannot come.",
        coming_events="Coming events",
        further_dates="Show further dates",
        language="Language",
        leave_empty="Leave this empty",
        mail="Your e-mail address",
        mail_hint="Only the organiser sees it.",
        map="Show on a map",
        members_get_address="Members of the group get the address.",
        moved="Moved",
        name="Your name",
        next_date="Next date",
        next_dates="Next dates",
        nothing_past="Nothing has taken place yet.",
        nothing_planned="Nothing is planned at the moment.",
        online="Online",
        optional="(optional)",
        organizer="Organiser",
        other_calendars="Other calendars",
        past_events="Past events",
        paste="Or paste this address into your calendar program:",
        problem="There is a problem",
        qr="QR code with the address of this page",
        seats="How many places, yours included",
        see_coming="See coming events",
        see_past="See past events",
        send="Send answer",
        share="Tell others by mail",
        subscribe="Subscribe in your calendar",
        subscribe_why="New and changed events then appear there by themselves.",
        when="When",
        where="Where",
        which_date="Which date",
        your_time="Where you are:",
    ),
    states=States(
        cancelled="This event is cancelled.",
        cancelled_date="This date is cancelled.",
        past="This event is over.",
        past_date="This date is over.",
        running="This is happening now.",
        today="This is today.",
        tentative="This is not certain yet.",
        full="All places are taken.",
    ),
    tags=Tags(cancelled="Cancelled", past="Over", running="Now", today="Today", tentative="Not certain yet"),
    answers=Answers(
        yes="Yes, I am coming",
        maybe="Maybe",
        no="No, I cannot come",
        title="If you have just answered",
        sent="Your answer “{answer}” was sent to the organiser.",
        not_yet="You have not answered yet?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "All places are taken. With a yes you join the waiting list: places go in the order of answers, and "
            "you get a message as soon as one is yours."
        ),
        next="You get a message with a link by which you can see and change your answer.",
        again="If your address had answered before, that answer stands, and you get a message with the link to it.",
        confirm_text=(
            "We are sending you a message. Your answer counts once you have opened the link in it and confirmed."
        ),
        kept_until="Your place is kept until {time}.",
        joined=(
            "There were not enough places left, so your answer joined the waiting list. You get a message as soon as "
            "a place is yours."
        ),
        link_title="If you have just asked for the link",
        link_text="If this address has answered, a message with the link to that answer is on its way.",
        answered_before="Have you answered before?",
        send_link="Send me the link to my answer",
        coming="You are coming.",
        maybe_coming="You may be coming.",
        not_coming="You are not coming.",
        waiting=(
            "You are on the waiting list. You get a message as soon as a place is yours; nobody who came later "
            "is put before you."
        ),
        ahead="Before you in the list: {n}",
        unconfirmed="Your answer is not confirmed yet, and no place is kept for you.",
        unanswered="You have not answered.",
        left="Places left: {n}",
        places="Places: {n}",
        confirm="Confirm my answer",
        change="Change your answer",
        save="Save answer",
        saved="Your answer is saved.",
        yours="This address is yours alone. Whoever has it can change your answer.",
        missing="Answer this question.",
        number="Write a number, such as 3.",
        option="Choose one of the options.",
        too_long="Write at most {most} characters, without control characters.",
        quick="That was very quick. Please press the button once more.",
        form_changed=(
            "This form was changed since you opened the page. Please look at it again, then press the button once more."
        ),
    ),
    errors=Errors(
        mail="Write one e-mail address, such as name@example.org.",
        name="Write your name in one line of at most 300 characters.",
        answer="Choose one of the answers.",
        amount="Choose from 1 to {most} places.",
        occurrence="Choose one of the dates.",
        closed="Answers are closed. You can still say that you cannot come.",
        full="There are not that many places left. You can ask for fewer, or give another answer.",
        anew="This answer was sent anew since you opened the page. Please look at it again before you confirm it.",
        other="This answer could not be kept. Please try again.",
    ),
    failures={
        400: ("This could not be read", "Something about the request was not as a browser sends it."),
        403: (
            "Not from here",
            "An answer is taken only from the event's own page. Please open that page and try again.",
        ),
        404: ("Nothing here", "There is no event or group at this address, or it is not public."),
        405: ("Not this way", "This address is for something else."),
        413: ("Too much at once", "The form was too large."),
        429: ("One moment", "Too many requests came from your network. Please try again in a minute."),
        500: ("Something went wrong", "It is our fault, and it is written down. Please try again."),
        503: ("Back soon", "The server cannot reach its records at the moment. Please try again in a minute."),
    },
    feeds=Feeds(
        link="Which calendars follow it?",
        title="Who follows this calendar",
        why=(
            "Calendar programs come back when they like, some only once a day. "
            "A change is seen there after their next visit."
        ),
        nobody="No calendar program has fetched it yet.",
        program="Program",
        last="Last fetched",
        newest="Has the newest version",
        yes="yes",
        not_yet="not yet",
        browser="a browser",
        other="another program",
    ),
    start=Start(
        here="This is a Kalends server. If somebody sent you the address of an event, it has a long code at its end.",
        topics=(
            ("Events, pages and calendars", "Every event has a page, a file for any calendar, and every group a feed."),
            ("Three APIs over one record", "Programs reach the same events under /v1, /v3 and /groups/v2."),
            (
                "Running it",
                "How to start, set up, back up and upgrade this server stands in its README and docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=_MONTHS_SHORT,
        months_tile=_MONTHS_SHORT,
        weekdays=_WEEKDAYS,
        weekdays_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        long_day="{weekday}, {day} {month} {year}",
        short_day="{weekday}, {day} {month} {year}",
        date="{day} {month} {year}",
        at="{day}, {start}",
        span="{day}, {start} to {end}",
        span_midnight="{day}, {start} to midnight",
        span_next_day="{day}, {start} to {end}, ends the next day",
        span_days="{day}, {start} to {last}, {end}",
        all_day="{day}, all day",
        all_days="{day} to {last}, all day",
        moved_from="Moved from {time}",
        zone="{name} time",
        usual_zone="Times are in {zone}, unless another is named.",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Every day", "other": "Every {n} days"},
            "WEEKLY": {"=1": "Every week", "other": "Every {n} weeks"},
            "MONTHLY": {"=1": "Every month", "other": "Every {n} months"},
            "YEARLY": {"=1": "Every year", "other": "Every {n} years"},
        },
        weekly="on {days}",
        weekly_days=_WEEKDAYS,
        monthly="on {days}",
        monthly_days=_WEEKDAYS,
        nth={
            "m": {
                0: "every {day}",
                1: "the first {day}",
                2: "the second {day}",
                3: "the third {day}",
                4: "the fourth {day}",
                5: "the fifth {day}",
                -1: "the last {day}",
                -2: "the second to last {day}",
            }
        },
        month_days_in="on {days}",
        month_day="the {nth}",
        month_days={-1: "the last day", -2: "the second to last day"},
        month_day_back="the {nth} to last day",
        in_months="in {months}",
        months=_MONTHS,
        times={"=1": ", once", "=2": ", twice", "other": ", {n} times"},
        until=", until {date}",
    ),
)
