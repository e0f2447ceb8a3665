"""What deeds ask of the store: reads, and a transaction that may also write. One file per noun.

`store/` fulfils these protocols on two databases. Every method is scoped to the organization of the deed's actor.
"""

from collections.abc import Awaitable, Callable, Hashable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from kalends.actions.ports.answer import AnswerReads, AnswerWrites
from kalends.actions.ports.answer_list import AnswerListReads
from kalends.actions.ports.asset import AssetReads, AssetWrites
from kalends.actions.ports.attendance import AttendanceReads, AttendanceWrites
from kalends.actions.ports.change import ChangeWrites
from kalends.actions.ports.credential import CredentialReads, CredentialWrites
from kalends.actions.ports.event import EventReads, EventWrites
from kalends.actions.ports.feed import FeedReads, FeedWrites
from kalends.actions.ports.foreign_event import ForeignEventReads, ForeignEventWrites
from kalends.actions.ports.group import GroupReads, GroupWrites
from kalends.actions.ports.group_list import GroupListReads
from kalends.actions.ports.job import JobReads, JobWrites
from kalends.actions.ports.label import LabelReads, LabelWrites
from kalends.actions.ports.letter import LetterReads, LetterWrites
from kalends.actions.ports.membership import MembershipReads, MembershipWrites
from kalends.actions.ports.message import MessageReads, MessageWrites
from kalends.actions.ports.note import NoteReads, NoteWrites
from kalends.actions.ports.occurrence import OccurrenceReads
from kalends.actions.ports.occurrence_list import OccurrenceListReads
from kalends.actions.ports.organization import OrganizationReads, OrganizationWrites
from kalends.actions.ports.person import PersonReads, PersonWrites
from kalends.actions.ports.plan import PlanReads, PlanWrites
from kalends.actions.ports.reminder import ReminderReads, ReminderWrites
from kalends.actions.ports.removal import RemovalWrites
from kalends.actions.ports.repeatable import RepeatableWrites
from kalends.actions.ports.subscription import SubscriptionReads, SubscriptionWrites
from kalends.actions.ports.template import TemplateReads, TemplateWrites
from kalends.actions.ports.tombstone import TombstoneReads, TombstoneWrites
from kalends.actions.ports.webhook import WebhookReads, WebhookWrites
from kalends.domain.access import Actor

P = ParamSpec("P")
T = TypeVar("T")


class Read(
    EventReads,
    GroupReads,
    GroupListReads,
    FeedReads,
    OccurrenceReads,
    OccurrenceListReads,
    PlanReads,
    AnswerReads,
    AnswerListReads,
    MessageReads,
    TemplateReads,
    AssetReads,
    LabelReads,
    PersonReads,
    MembershipReads,
    AttendanceReads,
    NoteReads,
    CredentialReads,
    OrganizationReads,
    JobReads,
    SubscriptionReads,
    ForeignEventReads,
    TombstoneReads,
    WebhookReads,
    LetterReads,
    ReminderReads,
    Protocol,
):
    """One consistent picture of an organization."""


class Tx(
    Read,
    EventWrites,
    PlanWrites,
    GroupWrites,
    AnswerWrites,
    MessageWrites,
    ChangeWrites,
    FeedWrites,
    TemplateWrites,
    AssetWrites,
    LabelWrites,
    PersonWrites,
    MembershipWrites,
    AttendanceWrites,
    NoteWrites,
    CredentialWrites,
    OrganizationWrites,
    JobWrites,
    RemovalWrites,
    SubscriptionWrites,
    ForeignEventWrites,
    TombstoneWrites,
    WebhookWrites,
    LetterWrites,
    ReminderWrites,
    RepeatableWrites,
    Protocol,
):
    """One transaction: all of a deed, or none of it."""

    def next_number(self) -> int:
        """A number nobody has in this organization: below 2^53, time-ordered."""

    def next_id(self) -> str:
        """A fresh UUID, as text with dashes."""


View = Callable[Concatenate[Read, Actor, P], Awaitable[T]]
Deed = Callable[Concatenate[Tx, Actor, P], Awaitable[T]]


class Store(Protocol):
    """Runs views and deeds. The actor's organization is the scope of every statement."""

    async def read(self, view: View[P, T], actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a short view on one snapshot."""

    async def glance(self, view: Callable[..., Awaitable[T]], actor: Actor, /, *args: Hashable) -> T:
        """Run a view that asks one thing only, as often as anybody looks; equal ones at once may share one answer."""

    async def read_long(self, view: View[P, T], actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a view that counts, searches or exports, where it holds up nobody."""

    async def write(self, deed: Deed[P, T], actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a deed in one transaction; it may be run again from its start after a collision."""
