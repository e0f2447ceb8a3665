"""Every path of `/v1`, and the app that serves them (reference §1.4; README.md says how faithfully)."""

from collections.abc import Callable, Iterator
from functools import partial

from falcon.asgi import App, Request, Response
from msgspec import Struct

from kalends.dialects.addtocalendarpro import errors
from kalends.dialects.addtocalendarpro.answer_routes import Answers
from kalends.dialects.addtocalendarpro.auth import Authentication
from kalends.dialects.addtocalendarpro.cors import CrossOrigin
from kalends.dialects.addtocalendarpro.credit_routes import CreditCount
from kalends.dialects.addtocalendarpro.domain_routes import CustomDomains
from kalends.dialects.addtocalendarpro.email_template_routes import EmailTemplates
from kalends.dialects.addtocalendarpro.event_routes import Events
from kalends.dialects.addtocalendarpro.file_routes import Files
from kalends.dialects.addtocalendarpro.group_routes import Groups
from kalends.dialects.addtocalendarpro.image_routes import Images
from kalends.dialects.addtocalendarpro.invitation_routes import Invitations
from kalends.dialects.addtocalendarpro.occurrence_routes import Occurrences, Skipped, Split
from kalends.dialects.addtocalendarpro.template_routes import Templates
from kalends.dialects.addtocalendarpro.template_words import RESOURCES
from kalends.dialects.addtocalendarpro.webhook_routes import Deliveries, Replay, Sample, Secret, Webhooks
from kalends.dialects.context import Context


class Route(Struct, frozen=True):
    """A path, what serves it, and which of its methods: `all` stands for `on_get_all` and so on; None for `on_get`."""

    path: str
    serve: Callable[[Context], object]
    suffix: str | None = None


def _resource(path: str, key: str, serve: Callable[[Context], object]) -> Iterator[Route]:
    """`all` and `latest` share a segment with the key; the router takes the written word first."""
    yield Route(path, serve)
    yield Route(f"{path}/all", serve, "all")
    yield Route(f"{path}/latest", serve, "latest")
    yield Route(f"{path}/{{{key}}}", serve, "one")


ROUTES: tuple[Route, ...] = (
    *_resource("/v1/event", "prokey", Events),
    *_resource("/v1/group", "prokey", Groups),
    *(
        route
        for resource in RESOURCES
        for route in _resource(f"/v1/{resource.name}", "number", partial(Templates, resource=resource))
    ),
    Route("/v1/email-template/all", EmailTemplates, "all"),
    Route("/v1/email-template/latest", EmailTemplates, "latest"),
    Route("/v1/email-template/{type_}", EmailTemplates, "one"),
    Route("/v1/landingpage/{number}/header_image", partial(Images, place="header_image")),
    Route("/v1/landingpage/{number}/image", partial(Images, place="image")),
    Route("/v1/event/{prokey}/occurrence/all", Occurrences, "all"),
    Route("/v1/event/{prokey}/occurrence/{number}", Occurrences, "one"),
    Route("/v1/event/{prokey}/skipped", Skipped),
    Route("/v1/event/{prokey}/split", Split),
    Route("/v1/event/{prokey}/invitation", Invitations),
    *_resource("/v1/webhook", "number", Webhooks),
    Route("/v1/webhook/{number}/deliveries", Deliveries),
    Route("/v1/webhook/{number}/deliveries/{delivery}/replay", Replay),
    Route("/v1/webhook/{number}/secret", Secret),
    Route("/v1/webhook/{number}/test", Sample),
    Route("/v1/ics/{prokey}", Files),
    Route("/v1/rsvp-answers/latest", Answers, "latest"),
    Route("/v1/rsvp-answers/{prokey}", Answers, "event"),
    Route("/v1/rsvp-answers/{prokey}/latest", Answers, "latest_of_event"),
    Route("/v1/rsvp-answers/{prokey}/{answer_id}", Answers, "one"),
    Route("/v1/custom-domains", CustomDomains),
    Route("/v1/credits", CreditCount),
)


_BROWSERS = (
    "GET, HEAD, POST, PATCH, PUT, DELETE",
    "Authorization, Content-Type, If-Match, Idempotency-Key",
    "ETag, Idempotency-Replayed",
)


def build(context: Context) -> App[Request, Response]:
    """The app for everything under `/v1`."""
    app: App[Request, Response] = App(middleware=[CrossOrigin(*_BROWSERS), Authentication(context)])
    errors.register(app)
    for route in ROUTES:
        app.add_route(route.path, route.serve(context), suffix=route.suffix)
    return app
