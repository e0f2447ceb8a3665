"""The transaction of each database: every noun's rows over its way of running statements."""

from kalends.store.answer import AnswerRows
from kalends.store.answer_list import AnswerListRows
from kalends.store.asset import AssetRows
from kalends.store.attendance import AttendanceRows
from kalends.store.change import ChangeRows
from kalends.store.credential import CredentialRows
from kalends.store.event import EventRows
from kalends.store.feed import FeedRows
from kalends.store.foreign_event import ForeignEventRows
from kalends.store.group import GroupRows
from kalends.store.group_list import GroupListRows
from kalends.store.job import JobRows
from kalends.store.label import LabelRows
from kalends.store.letter import LetterRows
from kalends.store.membership import MembershipRows
from kalends.store.message import MessageRows
from kalends.store.note import NoteRows
from kalends.store.occurrence import OccurrenceRows
from kalends.store.occurrence_list import OccurrenceListRows
from kalends.store.organization import OrganizationRows
from kalends.store.person import PersonRows
from kalends.store.plan import PlanRows
from kalends.store.postgres import PostgresStatements
from kalends.store.reminder import ReminderRows
from kalends.store.removal import RemovalRows
from kalends.store.repeatable import RepeatableRows
from kalends.store.split import SplitRows
from kalends.store.sqlite import SqliteStatements
from kalends.store.subscription import SubscriptionRows
from kalends.store.template import TemplateRows
from kalends.store.tombstone import TombstoneRows
from kalends.store.transaction import Transactions
from kalends.store.webhook import WebhookRows


class Rows(
    EventRows,
    PlanRows,
    SplitRows,
    FeedRows,
    GroupRows,
    GroupListRows,
    OccurrenceRows,
    OccurrenceListRows,
    AnswerRows,
    AnswerListRows,
    ChangeRows,
    MessageRows,
    TemplateRows,
    AssetRows,
    LabelRows,
    PersonRows,
    MembershipRows,
    AttendanceRows,
    NoteRows,
    CredentialRows,
    OrganizationRows,
    JobRows,
    RemovalRows,
    SubscriptionRows,
    ForeignEventRows,
    TombstoneRows,
    WebhookRows,
    LetterRows,
    ReminderRows,
    RepeatableRows,
):
    """Everything a deed may ask of the store (actions/ports)."""


class SqliteTransaction(Rows, SqliteStatements):
    """On SQLite."""


class PostgresTransaction(Rows, PostgresStatements):
    """On PostgreSQL."""


TRANSACTIONS = Transactions(SqliteTransaction, PostgresTransaction)
