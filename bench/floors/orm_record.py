"""The record as SQLAlchemy ORM models: the tables that the measured requests touch, column by column."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """Every table is keyed by organization and number."""

    type_annotation_map = {int: BigInteger, str: Text}  # noqa: RUF012  how SQLAlchemy wants it


def key() -> Mapped[int]:
    """Part of the primary key, given by us."""
    return mapped_column(primary_key=True, autoincrement=False)


class Directory(Base):
    __tablename__ = "directory"
    space: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    organization_id: Mapped[int]


class Organization(Base):
    __tablename__ = "organizations"
    organization_id: Mapped[int] = key()
    name: Mapped[str]
    zone: Mapped[str]
    created_at: Mapped[int]


class Credits(Base):
    __tablename__ = "credits"
    organization_id: Mapped[int] = key()
    granted: Mapped[int | None]
    created: Mapped[int]
    updated: Mapped[int]


class Person(Base):
    __tablename__ = "persons"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    role: Mapped[str]
    name: Mapped[str | None]
    mail: Mapped[str | None]
    mail_norm: Mapped[str | None]
    avatar: Mapped[str | None]
    created_at: Mapped[int]
    erased_at: Mapped[int | None]


class Credential(Base):
    __tablename__ = "credentials"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    kind: Mapped[str]
    hash: Mapped[str]
    public_id: Mapped[str | None]
    person: Mapped[int]
    scope: Mapped[str]
    era: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[int]
    expires_at: Mapped[int | None]
    revoked_at: Mapped[int | None]
    owner: Mapped[Person] = relationship(
        primaryjoin=(
            "and_(foreign(Credential.organization_id) == Person.organization_id,"
            " foreign(Credential.person) == Person.number)"
        ),
        viewonly=True,
    )


class Membership(Base):
    __tablename__ = "memberships"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    group_number: Mapped[int]
    person: Mapped[int]
    role: Mapped[str]
    nickname: Mapped[str | None]
    joined_at: Mapped[int]
    left_at: Mapped[int | None]


class Place(Base):
    __tablename__ = "places"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    content: Mapped[str]
    name: Mapped[str]
    address: Mapped[str | None]
    lat_json: Mapped[str | None]
    lng_json: Mapped[str | None]


class Change(Base):
    __tablename__ = "changes"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    name: Mapped[str]
    by_person: Mapped[int | None]
    at: Mapped[int]
    subject: Mapped[int]
    group_number: Mapped[int | None]
    fields: Mapped[str]
    snapshot: Mapped[str]


class Group(Base):
    __tablename__ = "groups"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    prokey: Mapped[str]
    kind: Mapped[str]
    parent: Mapped[int | None]
    direct_key: Mapped[str | None]
    name: Mapped[str]
    name_fold: Mapped[str]
    status: Mapped[str]
    visibility: Mapped[str]
    group_type: Mapped[int | None]
    place: Mapped[int | None]
    subscription: Mapped[str]
    layout: Mapped[int | None]
    landingpage: Mapped[int | None]
    cta_block: Mapped[int | None]
    settings: Mapped[str]
    archived: Mapped[int]
    version: Mapped[int]
    last_message_number: Mapped[int]
    occurrences: Mapped[int]
    cancelled: Mapped[int]
    members: Mapped[int]
    created_at: Mapped[int]
    updated_at: Mapped[int | None]
    deleted_at: Mapped[int | None]
