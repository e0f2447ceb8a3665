"""A group's page as values for its template."""

from collections import Counter

from kalends.actions.page import GroupPage
from kalends.domain.group import Group, Subscription
from kalends.domain.style import Style
from kalends.pages import date_line, moment, structured_data, words
from kalends.pages.call_view import call_view
from kalends.pages.date_line import View, with_other_zone
from kalends.pages.link_view import subscriptions
from kalends.pages.look_view import look_view
from kalends.pages.visit import Visit

FIRST_SHOWN = 8  # dates in a list before the rest is folded away


def group_view(page: GroupPage, visit: Visit) -> View:
    """Its coming dates by start, or its past ones; the zone of most of them is said once."""
    dated = [(moment.of_meeting(it), date_line.of_meeting(it, visit, f"o={it.number}")) for it in page.meetings]
    for event in page.dynamic:
        dated += [(moment.of_date(it), date_line.of_date(event, it, visit)) for it in event.dates]
    if not page.past:
        dated = sorted((it for it in dated if it[1]["state"] != "past"), key=lambda it: it[0].starts_at)
    usual = next(iter(Counter(when.zone for when, _ in dated if not when.all_day).most_common(1)), (None, 0))[0]
    return {
        **look_view(page.look, page.group.name, visit),
        **group_links(page.group, visit, page.style),
        "dates": [with_other_zone(line, when, usual) for when, line in dated],
        "zone": usual and words.usual_zone(visit.language, usual),
        "first_shown": FIRST_SHOWN,
        "description": page.group.settings.description or "",
        "past": page.past,
        "call": call_view(page.call, page.group.prokey, page.group.name, visit),
        "followers": {"link": visit.link(f"/{page.group.prokey}/feed"), "text": visit.language.feeds.link},
        "other": visit.link(f"/{page.group.prokey}", "" if page.past else "past=1"),
        "here": f"{visit.root}/{page.group.prokey}",
        "preview": f"{visit.base}/{page.group.prokey}/preview.png?lang={visit.language.tag}&v={page.version:x}",
        "at": "past=1" if page.past else "",
        "data": structured_data.of_group(page, visit),
    }


def group_links(group: Group, visit: Visit, style: Style | None = None) -> View:
    """Where the group's page and feed are; webcal is what calendar programs subscribe to with one press.

    style: the group's; the calendars that it names are offered.
    """
    page = f"{visit.base}/{group.prokey}"
    feed = f"{page}/calendar.ics"
    if group.subscription is Subscription.EXTERNAL:
        feed = group.settings.subscription_url or feed
    webcal = f"webcal:{feed.partition(':')[2]}"
    offered = subscriptions(group, visit, style)
    calendars = [{"name": it.label, "href": webcal if it.type.is_file else it.url} for it in offered]
    return {
        "name": group.name,
        "page": page,
        "link": visit.link(f"/{group.prokey}"),
        "feed": feed,
        "first": calendars[0]["href"] if calendars else webcal,
        "calendars": calendars,
    }
