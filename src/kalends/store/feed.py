"""Rows for feeds: what rendered events depend on, and who fetched which."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from kalends.actions.ports.feed import EventKey
from kalends.domain.feed import FeedClient, FeedKind, Poll
from kalends.domain.group import GroupKey, GroupKind, Status, Subscription, Visibility
from kalends.store.instants import instant, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements
from kalends.store.words import maybe_word_of, word_of

_GROUP_KEY = Sql("""
  SELECT number, version, kind, status, visibility, subscription FROM groups
  WHERE organization_id = :o AND prokey = :prokey AND deleted_at IS NULL
""")
_KEYS = Sql("""
  SELECT e.number, e.group_number, e.revised_at, e.sequence, e.visibility FROM events e
  WHERE e.organization_id = :o AND e.group_number IN (:groups...) AND e.deleted_at IS NULL
    AND e.first_start IS NOT NULL AND e.status = 'published'
  ORDER BY CASE WHEN e.last_end IS NULL THEN 0 ELSE 1 END, e.last_end DESC, e.number DESC LIMIT :limit
""")
_LEADS = Sql("""
  SELECT event, occurrence, lead_s FROM reminders WHERE organization_id = :o AND event IN (:events...)
  ORDER BY event, occurrence, lead_s DESC
""")
_SELECT = "SELECT feed, subject, client, version, first_at, last_at, asked, unchanged FROM feed_polls"
_POLLS = Sql(f"""
  {_SELECT} WHERE organization_id = :o ORDER BY last_at DESC, feed, subject, client LIMIT :limit
""")
_POLLS_OF = Sql(f"""
  {_SELECT} WHERE organization_id = :o AND feed = :feed AND subject = :subject ORDER BY last_at DESC, client
""")
_ADD = Sql("""
  INSERT INTO feed_polls (organization_id, feed, subject, client, version, first_at, last_at, asked, unchanged)
  VALUES (:o, :feed, :subject, :client, :version, :first_at, :last_at, :asked, :unchanged)
  ON CONFLICT (organization_id, feed, subject, client) DO UPDATE SET version = excluded.version,
    last_at = excluded.last_at, asked = feed_polls.asked + excluded.asked,
    unchanged = feed_polls.unchanged + excluded.unchanged
""")

_kind, _status, _subscription = word_of(GroupKind), word_of(Status), word_of(Subscription)
_visibility, _own_visibility = word_of(Visibility), maybe_word_of(Visibility)


class FeedRows(Statements):
    """See actions/ports/feed.py."""

    __slots__ = ()

    async def group_key(self, prokey: str) -> GroupKey | None:
        row = await self.one(_GROUP_KEY, prokey=prokey)
        if row is None:
            return None
        number, version, kind, status, visibility, subscription = row
        return GroupKey(
            number, version, _kind(kind), _status(status), _visibility(visibility), _subscription(subscription)
        )

    async def event_keys(self, groups: Sequence[int], limit: int) -> list[EventKey]:
        rows = await self.all(_KEYS, groups=groups, limit=limit)
        return [EventKey(row[0], row[1], row[2], row[3], _own_visibility(row[4])) for row in rows]

    async def leads_of(self, events: Sequence[int]) -> Mapping[int, Mapping[int, tuple[timedelta, ...]]]:
        leads: defaultdict[int, dict[int, tuple[timedelta, ...]]] = defaultdict(dict)
        for event, occurrence, lead_s in await self.all(_LEADS, events=events):
            known = leads[event].setdefault(occurrence, ())
            lead = timedelta(seconds=lead_s)
            if lead_s >= 0 and lead not in known:  # a lead of -1 says: none on purpose
                leads[event][occurrence] = (*known, lead)
        return leads

    async def feed_polls(self, limit: int) -> list[Poll]:
        return [_poll(row) for row in await self.all(_POLLS, limit=limit)]

    async def polls_of(self, feed: FeedKind, subject: int) -> list[Poll]:
        return [_poll(row) for row in await self.all(_POLLS_OF, feed=feed, subject=subject)]

    async def add_polls(self, polls: Sequence[Poll]) -> None:
        await self.many(_ADD, [
            {
                "feed": it.feed, "subject": it.subject, "client": it.client, "version": it.version,
                "first_at": micros(it.first_at), "last_at": micros(it.last_at), "asked": it.asked,
                "unchanged": it.unchanged,
            }
            for it in sorted(polls, key=lambda it: (it.feed, it.subject, it.client))  # alike in all nodes: no deadlock
        ])  # fmt: skip


def _poll(row: Row) -> Poll:
    return Poll(FeedKind(row[0]), row[1], FeedClient(row[2]), row[3], instant(row[4]), instant(row[5]), row[6], row[7])
