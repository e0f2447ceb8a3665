"""Every path of `/groups/v2`, and the app that serves them (reference §1; README.md says how faithfully)."""

from collections.abc import Callable, Iterator
from functools import partial

from falcon.asgi import App, Request, Response
from msgspec import Struct

from kalends.dialects.context import Context
from kalends.dialects.planningcenter import abilities, errors, label_routes
from kalends.dialects.planningcenter.attendance_routes import EventAnswers, EventAttendances, EventNotes
from kalends.dialects.planningcenter.auth import Authentication
from kalends.dialects.planningcenter.cors import CrossOrigin
from kalends.dialects.planningcenter.event_routes import Events, GroupOfEvent, LocationOfEvent, OneEvent
from kalends.dialects.planningcenter.group_routes import Groups, Locations, OneGroup
from kalends.dialects.planningcenter.label_routes import Labels, Vertex
from kalends.dialects.planningcenter.person_routes import Memberships, People, Root
from kalends.dialects.planningcenter.write import PATH


class Route(Struct, frozen=True):
    """A path, what serves it, and which of its methods: `one` stands for `on_get_one` and so on; None for `on_get`."""

    path: str
    serve: Callable[[Context], object]
    suffix: str | None = None


def _events(path: str, can: abilities.Abilities) -> Iterator[Route]:
    yield Route(f"{path}/events", partial(Events, can=can))
    yield Route(f"{path}/events/{{event}}", OneEvent)


def _to_one(path: str, serve: Callable[[Context], object], suffix: str | None = None) -> Iterator[Route]:
    """An edge to one resource, whose id may be named once more."""
    yield Route(path, serve, suffix)
    yield Route(f"{path}/{{target}}", serve, suffix)


def _groups(path: str) -> Iterator[Route]:
    yield Route(f"{path}/groups", partial(Groups, can=abilities.GROUPS_BESIDE))
    yield Route(f"{path}/groups/{{group}}", OneGroup)


def _labels(path: str, vertex: Vertex) -> Iterator[Route]:
    serve = partial(Labels, vertex=vertex)
    yield Route(path, serve)
    yield Route(f"{path}/{{{vertex.name}}}", serve, "one")


def _labels_of_group(path: str, vertex: Vertex) -> Iterator[Route]:
    serve = partial(Labels, vertex=vertex)
    yield Route(path, serve, "of_group")
    yield Route(f"{path}/{{{vertex.name}}}", serve, "one_of_group")


def _memberships(path: str) -> Iterator[Route]:
    yield Route(f"{path}/memberships", Memberships)
    yield Route(f"{path}/memberships/{{membership}}", Memberships, "one")


_EVENT, _GROUP = f"{PATH}/events/{{event}}", f"{PATH}/groups/{{group}}"
_TYPE, _PERSON = f"{PATH}/group_types/{{group_type}}", f"{PATH}/people/{{person}}"
_ATTENDANCE, _NOTE = f"{_EVENT}/attendances/{{attendance}}", f"{_EVENT}/notes/{{note}}"
_TAG_GROUP, _GROUP_TYPE = f"{PATH}/tag_groups/{{tag_group}}", partial(Labels, vertex=label_routes.GROUP_TYPE)

ROUTES: tuple[Route, ...] = (
    Route(PATH, Root),
    Route(f"{PATH}/me", Root, "me"),
    *_events(PATH, abilities.EVENTS),
    Route(f"{_EVENT}/attendances", EventAttendances),
    Route(_ATTENDANCE, EventAttendances, "one"),
    *_to_one(f"{_ATTENDANCE}/person", EventAttendances, "person"),
    *_to_one(f"{_EVENT}/group", GroupOfEvent),
    *_to_one(f"{_EVENT}/location", LocationOfEvent),
    Route(f"{_EVENT}/notes", EventNotes),
    Route(_NOTE, EventNotes, "one"),
    *_to_one(f"{_NOTE}/owner", EventNotes, "owner"),
    Route(f"{_EVENT}/rsvps", EventAnswers),
    Route(f"{_EVENT}/rsvps/{{rsvp}}", EventAnswers, "one"),
    Route(f"{PATH}/groups", partial(Groups, can=abilities.GROUPS)),
    Route(_GROUP, OneGroup),
    *_events(_GROUP, abilities.EVENTS_OF_GROUP),
    Route(f"{_GROUP}/enrollment", OneGroup, "enrollment"),
    Route(f"{_GROUP}/group_type", _GROUP_TYPE, "one_of_group"),
    Route(f"{_GROUP}/group_type/{{group_type}}", _GROUP_TYPE, "one_of_group"),
    *_to_one(f"{_GROUP}/location", OneGroup, "location"),
    *_memberships(_GROUP),
    Route(f"{_GROUP}/my_membership", Memberships, "mine"),
    Route(f"{_GROUP}/people", People),
    Route(f"{_GROUP}/people/{{person}}", People, "one"),
    *_labels_of_group(f"{_GROUP}/campuses", label_routes.CAMPUS),
    *_labels_of_group(f"{_GROUP}/tags", label_routes.TAG),
    Route(f"{PATH}/locations/{{location}}", Locations),
    *_to_one(f"{PATH}/locations/{{location}}/group", Locations, "group"),
    *_labels(f"{PATH}/group_types", label_routes.GROUP_TYPE),
    *_events(_TYPE, abilities.EVENTS_OF_GROUP_TYPE),
    *_groups(_TYPE),
    *_labels(f"{PATH}/campuses", label_routes.CAMPUS),
    *_groups(f"{PATH}/campuses/{{campus}}"),
    *_labels(f"{PATH}/tag_groups", label_routes.TAG_GROUP),
    *_labels(f"{_TAG_GROUP}/tags", label_routes.TAG),
    Route(f"{_TAG_GROUP}/tags/{{tag}}/groups", partial(Groups, can=abilities.GROUPS_BESIDE)),
    *_labels(f"{PATH}/tags", label_routes.TAG),
    *_groups(f"{PATH}/tags/{{tag}}"),
    Route(f"{PATH}/people", People),
    Route(_PERSON, People, "one"),
    *_events(_PERSON, abilities.EVENTS_OF_PERSON),
    *_groups(_PERSON),
    *_memberships(_PERSON),
    *_memberships(PATH),
)


def build(context: Context) -> App[Request, Response]:
    """The app for everything under `/groups/v2`."""
    app: App[Request, Response] = App(middleware=[CrossOrigin(), Authentication(context)])
    app.req_options.strip_url_path_trailing_slash = True
    errors.install(app)
    for route in ROUTES:
        app.add_route(route.path, route.serve(context), suffix=route.suffix)
    return app
