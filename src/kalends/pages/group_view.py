"""A group's page as values for its template."""

from collections import Counter
from datetime import datetime

from kalends.actions.page import GroupPage
from kalends.domain.group import Group, Subscription
from kalends.pages import date_line, moment, words
from kalends.pages.date_line import View, with_other_zone

FIRST_SHOWN = 8  # dates in a list before the rest is folded away


def group_view(page: GroupPage, now: datetime, base: str) -> View:
    """Its coming dates by start; the zone of most of them is said once. base: the address before every path."""
    dated = [(moment.of_meeting(it), date_line.of_meeting(it, now, f"?o={it.number}")) for it in page.meetings]
    for event in page.dynamic:
        dated += [(moment.of_date(it), date_line.of_date(event, it, now)) for it in event.dates]
    dated = sorted((it for it in dated if it[1]["state"] != "past"), key=lambda it: it[0].starts_at)
    usual = next(iter(Counter(when.zone for when, _ in dated if not when.all_day).most_common(1)), (None, 0))[0]
    return {
        **group_links(page.group, base),
        "dates": [with_other_zone(line, when, usual) for when, line in dated],
        "zone": usual and words.usual_zone(usual),
        "first_shown": FIRST_SHOWN,
        "description": page.group.settings.description or "",
    }


def group_links(group: Group, base: str) -> dict[str, str]:
    """Where the group's page and feed are; webcal is what calendar programs subscribe to with one press."""
    page = f"{base}/{group.prokey}"
    feed = f"{page}/calendar.ics"
    if group.subscription is Subscription.EXTERNAL:
        feed = group.settings.subscription_url or feed
    return {"name": group.name, "page": page, "feed": feed, "webcal": f"webcal:{feed.partition(':')[2]}"}
