"""Every bound in one place. Each can be set as KALENDS_LIMIT_<NAME>; 0 switches a rate limit off.

Sizes are bytes where the name says so, characters otherwise; durations carry their unit in the name.
"""

import os

PREFIX = "KALENDS_LIMIT_"
_DIGITS = 18
NAMES: set[str] = set()  # of all variables of this kind


def _limit(name: str, default: int) -> int:
    """The environment's value for `name`, else `default`. A value that is no whole number ends the program."""
    variable = PREFIX + name
    NAMES.add(variable)
    value = os.environ.get(variable, str(default))
    if not (value.isascii() and value.isdecimal() and len(value) < _DIGITS):
        # Nothing runs yet that could catch anything else.
        raise SystemExit(f'kalends: {variable} is a whole number from 0, not "{value[:_DIGITS]}"')
    return int(value)


# What a request may hold
HEAD_BYTES = _limit("HEAD_BYTES", 65_536)
CLIENT_PAUSE_S = _limit("CLIENT_PAUSE_S", 30)  # of a client in the middle of a request
BODY_BYTES = _limit("BODY_BYTES", 1_048_576)
FORM_BYTES = _limit("FORM_BYTES", 65_536)
PICTURE_BYTES = _limit("PICTURE_BYTES", 10_485_760)
PICTURE_PIXELS = _limit("PICTURE_PIXELS", 40_000_000)
PAGE_PICTURE_SIDE = _limit("PAGE_PICTURE_SIDE", 2_000)  # pixels of the longer side; larger ones are made smaller
JSON_DEPTH = _limit("JSON_DEPTH", 32)
REPEATABLE_KEY = _limit("REPEATABLE_KEY", 255)
PATH_CHARACTERS = _limit("PATH_CHARACTERS", 2_000)
QUERY_CHARACTERS = _limit("QUERY_CHARACTERS", 8_000)

# What a thing may hold
NAME = _limit("NAME", 300)
TEXT = _limit("TEXT", 20_000)
INTERNAL_NOTE = _limit("INTERNAL_NOTE", 5_000)  # of a group
CALENDAR_NAME = _limit("CALENDAR_NAME", 50)  # organizer and attendee; what calendar links bear (reference atcp §5.6)
ADDRESS = _limit("ADDRESS", 1_000)
MAIL_ADDRESS = _limit("MAIL_ADDRESS", 254)
URL = _limit("URL", 2_000)
FILE_NAME = _limit("FILE_NAME", 100)
DATES_PER_EVENT = _limit("DATES_PER_EVENT", 200)
REMINDERS_PER_EVENT = _limit("REMINDERS_PER_EVENT", 10)
FORM_FIELD_NAME = _limit("FORM_FIELD_NAME", 100)
CSS_DEPTH = _limit("CSS_DEPTH", 8)  # functions within functions in a style's value
TEMPLATE_FIELDS_BYTES = _limit("TEMPLATE_FIELDS_BYTES", 65_536)
MESSAGE_TEXT = _limit("MESSAGE_TEXT", 1_000)
MESSAGE_ATTACHMENTS = _limit("MESSAGE_ATTACHMENTS", 20)
MESSAGE_ATTACHMENTS_BYTES = _limit("MESSAGE_ATTACHMENTS_BYTES", 16_384)
SOURCE_GUID = _limit("SOURCE_GUID", 200)
SEATS_PER_ANSWER = _limit("SEATS_PER_ANSWER", 1_000)
FORM_ANSWER = _limit("FORM_ANSWER", 1_000)  # of one question
FORM_FIELDS = _limit("FORM_FIELDS", 100)

# Time and recurrence
YEAR_FIRST = _limit("YEAR_FIRST", 1970)
YEAR_LAST = _limit("YEAR_LAST", 2200)
RRULE_CHARACTERS = _limit("RRULE_CHARACTERS", 1_000)
RULE_LIST_ITEMS = _limit("RULE_LIST_ITEMS", 400)
RULE_STEPS = _limit("RULE_STEPS", 366 * (YEAR_LAST - YEAR_FIRST + 1))  # days looked at in one expansion: all
OCCURRENCES_PER_RULE = _limit("OCCURRENCES_PER_RULE", 3_660)
EXDATES_PER_EVENT = _limit("EXDATES_PER_EVENT", 1_000)
OCCURRENCES_PER_DAY = _limit("OCCURRENCES_PER_DAY", 24)
HORIZON_DAYS = _limit("HORIZON_DAYS", 731)
OCCURRENCES_IN_DEED = _limit("OCCURRENCES_IN_DEED", 400)  # a job writes the rest

# Lists and rates
PAGE_V1 = _limit("PAGE_V1", 800)
PAGES_V1 = _limit("PAGES_V1", 1_000_000)
DATES_PER_EVENT_LISTED = _limit("DATES_PER_EVENT_LISTED", 24)  # of each event on such a page, the first ones
EVENTS_PER_GROUP_SHOWN = _limit("EVENTS_PER_GROUP_SHOWN", 10_000)
PAGE_MEETINGS = _limit("PAGE_MEETINGS", 200)
PAGE_MESSAGES = _limit("PAGE_MESSAGES", 200)
PAGE_CONVERSATIONS = _limit("PAGE_CONVERSATIONS", 500)
MEMBERS_PER_CONVERSATION_SHOWN = _limit("MEMBERS_PER_CONVERSATION_SHOWN", 5_000)
SPLITS_FOLLOWED = _limit("SPLITS_FOLLOWED", 20)  # from a series back to the one it was split off
MEETINGS_SHOWN = _limit("MEETINGS_SHOWN", 24)  # on a page
EVENTS_PER_CALENDAR = _limit("EVENTS_PER_CALENDAR", 1_000)
FEED_BYTES = _limit("FEED_BYTES", 1_000_000)  # larger ones are refused by some calendar programs
TOMBSTONE_DAYS = _limit("TOMBSTONE_DAYS", 30)  # for which feeds show as cancelled what was deleted
GROUPS_PER_FEED = _limit("GROUPS_PER_FEED", 1_000)
SHELF_BYTES = _limit("SHELF_BYTES", 67_108_864)  # of rendered calendars, per node
FEED_POLLS_WAITING = _limit("FEED_POLLS_WAITING", 10_000)  # noted between two times of writing down, per node
PAGE_LIST = _limit("PAGE_LIST", 100)  # rows of a page in lists with an offset
OFFSET = _limit("OFFSET", 1_000_000)
LABELS_PER_KIND = _limit("LABELS_PER_KIND", 1_000)
PEOPLE_PER_MEETING_SHOWN = _limit("PEOPLE_PER_MEETING_SHOWN", 10_000)
REQUESTS_PER_SECOND = _limit("REQUESTS_PER_SECOND", 80)
REQUESTS_PER_20_SECONDS = _limit("REQUESTS_PER_20_SECONDS", 100)
RATE_KEYS = _limit("RATE_KEYS", 100_000)  # counted at a time, per node; the longest unused is forgotten
PUBLIC_IDS_KNOWN = _limit("PUBLIC_IDS_KNOWN", 100_000)  # whose they are, remembered per node
FAILED_LOGINS_PER_MINUTE = _limit("FAILED_LOGINS_PER_MINUTE", 60)
ANSWERS_PER_ADDRESS_PER_MINUTE = _limit("ANSWERS_PER_ADDRESS_PER_MINUTE", 10)
ANSWERS_PER_NETWORK_PER_MINUTE = _limit("ANSWERS_PER_NETWORK_PER_MINUTE", 60)  # of 256 addresses, or one IPv6 /56
ANSWERS_WITHOUT_PAGE_PER_MINUTE = _limit("ANSWERS_WITHOUT_PAGE_PER_MINUTE", 5)  # per address, by what read no page
PRESSES_KEPT = _limit("PRESSES_KEPT", 1_000)  # forms whose outcome is remembered for a second press, per node
PRESS_KEPT_S = _limit("PRESS_KEPT_S", 60)
FORM_QUICKEST_S = _limit("FORM_QUICKEST_S", 2)  # sooner after the page was made, no person has filled in a form
ANSWERS_SHOWN = _limit("ANSWERS_SHOWN", 10_000)  # of the meetings of one page
ANSWERS_EXPORTED = _limit("ANSWERS_EXPORTED", 50_000)
ADMINISTRATION_LIST = _limit("ADMINISTRATION_LIST", 10_000)  # what the command line lists at most

# Work behind the scenes
PREVIEWS_DRAWN_AT_ONCE = _limit("PREVIEWS_DRAWN_AT_ONCE", 1)
PAGES_KEPT_BYTES = _limit("PAGES_KEPT_BYTES", 16_777_216)  # rendered pages, per node
PREVIEWS_KEPT_BYTES = _limit("PREVIEWS_KEPT_BYTES", 8_388_608)  # drawn pictures of events, per node
PICTURES_DECODED_AT_ONCE = _limit("PICTURES_DECODED_AT_ONCE", 2)
DEEDS_PER_COMMIT = _limit("DEEDS_PER_COMMIT", 64)
DEED_RETRIES = _limit("DEED_RETRIES", 5)
DEEDS_WAITING = _limit("DEEDS_WAITING", 10_000)  # for SQLite's writer; more, and visitors are told to come back
READS_WAITING = _limit("READS_WAITING", 1_000)  # for one of SQLite's reader threads
JOBS_AT_ONCE = _limit("JOBS_AT_ONCE", 4)  # of one kind, per node
MAILS_AT_ONCE = _limit("MAILS_AT_ONCE", 2)  # per node; more are sent no faster, and whoever asks waits longer
JOB_LEASE_S = _limit("JOB_LEASE_S", 60)  # longer than anything that a job waits for
JOBS_PER_CLAIM = _limit("JOBS_PER_CLAIM", 20)
JOB_ATTEMPTS = _limit("JOB_ATTEMPTS", 12)
ROWS_PER_SLICE = _limit("ROWS_PER_SLICE", 500)
NOTICE_SETTLES_S = _limit("NOTICE_SETTLES_S", 30)  # before people are written to that an event was changed
SEATS_KEPT_S = _limit("SEATS_KEPT_S", 1_800)  # for an answer whose address is not confirmed (reference atcp §1.9)
LAPSED_KEPT_S = _limit("LAPSED_KEPT_S", 604_800)  # such an answer without its seats, for a late click
WAITING_READ = _limit("WAITING_READ", 2_000)  # answers in waiting lists that one deed looks at
PROMOTED_IN_DEED = _limit("PROMOTED_IN_DEED", 100)  # a job goes on
EVENTS_PROMOTED_IN_DEED = _limit("EVENTS_PROMOTED_IN_DEED", 20)  # when a form changes; a job sees to the rest
REPEATABLES_KEPT_S = _limit("REPEATABLES_KEPT_S", 86_400)  # so long, a deed that is asked for again is not done again
REPEATABLES_FORGOTTEN = _limit("REPEATABLES_FORGOTTEN", 5_000)  # in one deed
LETTERS_PER_SLICE = _limit("LETTERS_PER_SLICE", 200)

# Reminders
REMINDED_IN_DEED = _limit("REMINDED_IN_DEED", 100)  # people who are written to; more, slice by slice
REMINDERS_AT_ONCE = _limit("REMINDERS_AT_ONCE", 16)  # events, per node
REMINDERS_IN_TURN = _limit("REMINDERS_IN_TURN", 100)  # such deeds for one event, before others get their turn
REMINDER_GRACE_S = _limit("REMINDER_GRACE_S", 120)  # after a start, for what tells of just that
MAIL_REMINDER_SHORTEST_S = _limit("MAIL_REMINDER_SHORTEST_S", 300)
MAIL_REMINDER_LONGEST_S = _limit("MAIL_REMINDER_LONGEST_S", 31_622_400)  # a year
REMINDERS_FORGOTTEN = _limit("REMINDERS_FORGOTTEN", 5_000)  # in one deed

# Webhooks
WEBHOOKS = _limit("WEBHOOKS", 100)  # of one organization
WEBHOOK_PAIRS = _limit("WEBHOOK_PAIRS", 20)  # headers, and fields of the body, of its own
WEBHOOK_KEY = _limit("WEBHOOK_KEY", 100)
WEBHOOK_VALUE = _limit("WEBHOOK_VALUE", 2_000)
WEBHOOK_EVENTS_SHOWN = _limit("WEBHOOK_EVENTS_SHOWN", 1_000)  # of a group
WEBHOOKS_AT_ONCE = _limit("WEBHOOKS_AT_ONCE", 50)  # receivers that one node talks to; to each one at a time
WEBHOOK_TOTAL_S = _limit("WEBHOOK_TOTAL_S", 15)
WEBHOOK_PAUSE_S = _limit("WEBHOOK_PAUSE_S", 300)  # the longest, between two tries at a receiver that fails
WEBHOOK_RETRY_AFTER_S = _limit("WEBHOOK_RETRY_AFTER_S", 86_400)  # the longest that a receiver may ask for
WEBHOOK_FAILING_DAYS = _limit("WEBHOOK_FAILING_DAYS", 5)  # without a single success, then it is switched off
WEBHOOK_LOG_DAYS = _limit("WEBHOOK_LOG_DAYS", 30)
WEBHOOK_SECRETS_OVERLAP_S = _limit("WEBHOOK_SECRETS_OVERLAP_S", 86_400)  # the old one holds on after a rotation
DELIVERIES_PER_TURN = _limit("DELIVERIES_PER_TURN", 100)  # to one receiver, before others get their turn
PAGE_DELIVERIES = _limit("PAGE_DELIVERIES", 100)

# Calendar
ZONE_NAME = _limit("ZONE_NAME", 64)
RULE_INTERVAL = _limit("RULE_INTERVAL", 1_000_000)
LINK_CHARACTERS = _limit("LINK_CHARACTERS", 2_000)  # of an address that puts an event into somebody's calendar
LINK_RULE_CHARACTERS = _limit("LINK_RULE_CHARACTERS", 600)  # a longer rule stays out of it
PLACEHOLDERS = _limit("PLACEHOLDERS", 50)  # values that an address may bring for an event's placeholders

# Calendars from elsewhere
CALENDAR_BYTES = _limit("CALENDAR_BYTES", 5_242_880)
CALENDAR_LINES = _limit("CALENDAR_LINES", 300_000)
CALENDAR_LINES_READ = _limit("CALENDAR_LINES_READ", 50_000)  # of the properties that are read at all
CALENDAR_LINES_PER_PART = _limit("CALENDAR_LINES_PER_PART", 2_000)
CALENDAR_LINE_CHARACTERS = _limit("CALENDAR_LINE_CHARACTERS", 131_072)
CALENDAR_DEPTH = _limit("CALENDAR_DEPTH", 4)
CALENDAR_CPU_S = _limit("CALENDAR_CPU_S", 2)
CALENDAR_MEMORY_BYTES = _limit("CALENDAR_MEMORY_BYTES", 67_108_864)
CALENDAR_WAIT_S = _limit("CALENDAR_WAIT_S", 30)  # for the process that reads one, on a busy machine
EVENTS_PER_FOREIGN_CALENDAR = _limit("EVENTS_PER_FOREIGN_CALENDAR", 2_000)
MEETINGS_CHANGED_PER_EVENT = _limit("MEETINGS_CHANGED_PER_EVENT", 500)
LEFT_OUT_SHOWN = _limit("LEFT_OUT_SHOWN", 1_000)
NAMES_RESOLVED_AT_ONCE = _limit("NAMES_RESOLVED_AT_ONCE", 64)
OUTBOUND_TOTAL_S = _limit("OUTBOUND_TOTAL_S", 15)
OUTBOUND_REDIRECTS = _limit("OUTBOUND_REDIRECTS", 3)
SUBSCRIPTION_FIRST_WAIT_S = _limit("SUBSCRIPTION_FIRST_WAIT_S", 300)  # after a failure; twice as long each time
SUBSCRIPTION_SHORTEST_S = _limit("SUBSCRIPTION_SHORTEST_S", 3_600)
SUBSCRIPTION_LONGEST_S = _limit("SUBSCRIPTION_LONGEST_S", 86_400)

# Mail
UNASKED_MAILS_PER_ADDRESS_PER_DAY = _limit("UNASKED_MAILS_PER_ADDRESS_PER_DAY", 3)  # to one that nobody has confirmed
MAIL_TRIES = _limit("MAIL_TRIES", 30)  # with up to an hour between them
MAIL_WAIT_S = _limit("MAIL_WAIT_S", 30)  # for one answer of the mail server
MAIL_WRITING_WAIT_S = _limit("MAIL_WRITING_WAIT_S", 30)  # for the process that writes them, on a busy machine
MAIL_CONNECTIONS = _limit("MAIL_CONNECTIONS", 4)  # to the mail server, per node
MAILS_PER_CONNECTION = _limit("MAILS_PER_CONNECTION", 100)
MAIL_SERVER_REST_S = _limit("MAIL_SERVER_REST_S", 5)  # after it was out of reach
MAIL_BYTES = _limit("MAIL_BYTES", 1_048_576)  # of a message that comes in
MAIL_PARTS = _limit("MAIL_PARTS", 100)
MAIL_NESTED = _limit("MAIL_NESTED", 20)  # multiparts, and mails in mails
MAIL_DIVIDED = _limit("MAIL_DIVIDED", 2_000)  # lines that could divide its parts
INBOX_EVERY_S = _limit("INBOX_EVERY_S", 60)  # how often it is looked into
INBOX_TURN_S = _limit("INBOX_TURN_S", 40)  # of one connection; shorter than JOB_LEASE_S
INBOX_MAILS_PER_TURN = _limit("INBOX_MAILS_PER_TURN", 100)
INBOX_WAIT_S = _limit("INBOX_WAIT_S", 10)  # for one answer of the mail server that has it
INVITED_IN_DEED = _limit("INVITED_IN_DEED", 200)
INVITED_SLICES = _limit("INVITED_SLICES", 500)
REPLY_BYTES = _limit("REPLY_BYTES", 262_144)  # of the calendar in a reply to an invitation
REPLIES_PER_MESSAGE = _limit("REPLIES_PER_MESSAGE", 20)
MAILBOX_MAILS = _limit("MAILBOX_MAILS", 1_000)  # kept where there is no mail server, the newest
MAILBOX_DAYS = _limit("MAILBOX_DAYS", 30)
LETTERS_FORGOTTEN = _limit("LETTERS_FORGOTTEN", 5_000)  # in one deed
LETTERS_KEPT_DAYS = _limit("LETTERS_KEPT_DAYS", 400)  # as long as a mail's link for unsubscribing works
