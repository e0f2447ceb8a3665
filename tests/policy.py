"""Who may do what: every route of every dialect, and what it answers to whom.

A route that is not here fails the build. Everything else about an answer is told by the dialects' own tests.

nobody      shows no credential           member      Mika, of the choir
bad         shows an unknown one          leader      Lena, who leads the choir
expired     shows one that has expired    owner       Olga, who owns it and is an administrator
theirs      Otto, an administrator        read_only   Olga, with a key that may only read
            of another organization       -           there is no such credential in this dialect
stranger    Nadia, who is in no group

What an address names is the choir's: its event, its labels, its people. What cannot be seen is not found.
"""

ROLES = ("nobody", "bad", "expired", "theirs", "stranger", "member", "leader", "owner", "read_only")

POLICY = """
POST   /v1/event                                                          401 401 401 404 404 201 201 201 403
GET    /v1/event/all                                                      401 401 401 200 200 200 200 200 200
GET    /v1/event/latest                                                   401 401 401 404 404 200 200 200 200
DELETE /v1/event/{prokey}                                                 401 401 401 404 404 403 200 200 403
GET    /v1/event/{prokey}                                                 401 401 401 404 404 200 200 200 200
PATCH  /v1/event/{prokey}                                                 401 401 401 404 404 403 200 200 403
PUT    /v1/event/{prokey}                                                 401 401 401 404 404 403 200 200 403
POST   /v1/group                                                          401 401 401 201 201 201 201 201 403
GET    /v1/group/all                                                      401 401 401 200 200 200 200 200 200
GET    /v1/group/latest                                                   401 401 401 200 404 200 200 200 200
DELETE /v1/group/{prokey}                                                 401 401 401 404 404 403 200 200 403
GET    /v1/group/{prokey}                                                 401 401 401 404 404 200 200 200 200
PATCH  /v1/group/{prokey}                                                 401 401 401 404 404 403 200 200 403
PUT    /v1/group/{prokey}                                                 401 401 401 404 404 403 200 200 403
POST   /v1/style                                                          401 401 401 201 403 403 403 201 403
GET    /v1/style/all                                                      401 401 401 200 200 200 200 200 200
GET    /v1/style/latest                                                   401 401 401 404 200 200 200 200 200
DELETE /v1/style/{number}                                                 401 401 401 404 403 403 403 200 403
GET    /v1/style/{number}                                                 401 401 401 404 200 200 200 200 200
PATCH  /v1/style/{number}                                                 401 401 401 404 403 403 403 200 403
PUT    /v1/style/{number}                                                 401 401 401 404 403 403 403 200 403
POST   /v1/landingpage                                                    401 401 401 201 403 403 403 201 403
GET    /v1/landingpage/all                                                401 401 401 200 200 200 200 200 200
GET    /v1/landingpage/latest                                             401 401 401 404 200 200 200 200 200
DELETE /v1/landingpage/{number}                                           401 401 401 404 403 403 403 200 403
GET    /v1/landingpage/{number}                                           401 401 401 404 200 200 200 200 200
PATCH  /v1/landingpage/{number}                                           401 401 401 404 403 403 403 200 403
PUT    /v1/landingpage/{number}                                           401 401 401 404 403 403 403 200 403
GET    /v1/landingpage/{number}/header_image                              401 401 401 404 200 200 200 200 200
PUT    /v1/landingpage/{number}/header_image                              401 401 401 404 403 403 403 200 403
DELETE /v1/landingpage/{number}/header_image                              401 401 401 404 403 403 403 200 403
GET    /v1/landingpage/{number}/image                                     401 401 401 404 200 200 200 200 200
PUT    /v1/landingpage/{number}/image                                     401 401 401 404 403 403 403 200 403
DELETE /v1/landingpage/{number}/image                                     401 401 401 404 403 403 403 200 403
POST   /v1/rsvp-block                                                     401 401 401 201 403 403 403 201 403
GET    /v1/rsvp-block/all                                                 401 401 401 200 200 200 200 200 200
GET    /v1/rsvp-block/latest                                              401 401 401 404 200 200 200 200 200
DELETE /v1/rsvp-block/{number}                                            401 401 401 404 403 403 403 200 403
GET    /v1/rsvp-block/{number}                                            401 401 401 404 200 200 200 200 200
PATCH  /v1/rsvp-block/{number}                                            401 401 401 404 403 403 403 200 403
PUT    /v1/rsvp-block/{number}                                            401 401 401 404 403 403 403 200 403
POST   /v1/cta-block                                                      401 401 401 201 403 403 403 201 403
GET    /v1/cta-block/all                                                  401 401 401 200 200 200 200 200 200
GET    /v1/cta-block/latest                                               401 401 401 404 200 200 200 200 200
DELETE /v1/cta-block/{number}                                             401 401 401 404 403 403 403 200 403
GET    /v1/cta-block/{number}                                             401 401 401 404 200 200 200 200 200
PATCH  /v1/cta-block/{number}                                             401 401 401 404 403 403 403 200 403
PUT    /v1/cta-block/{number}                                             401 401 401 404 403 403 403 200 403
POST   /v1/webhook                                                        401 401 401 201 403 403 403 201 403
GET    /v1/webhook/all                                                    401 401 401 200 403 403 403 200 200
GET    /v1/webhook/latest                                                 401 401 401 404 403 403 403 200 200
DELETE /v1/webhook/{number}                                               401 401 401 404 403 403 403 200 403
GET    /v1/webhook/{number}                                               401 401 401 404 403 403 403 200 200
PATCH  /v1/webhook/{number}                                               401 401 401 404 403 403 403 200 403
PUT    /v1/webhook/{number}                                               401 401 401 404 403 403 403 200 403
GET    /v1/webhook/{number}/deliveries                                    401 401 401 404 403 403 403 200 200
POST   /v1/webhook/{number}/deliveries/{delivery}/replay                  401 401 401 404 403 403 403 200 403
POST   /v1/webhook/{number}/secret                                        401 401 401 404 403 403 403 200 403
POST   /v1/webhook/{number}/test                                          401 401 401 404 403 403 403 201 403
GET    /v1/email-template/all                                             401 401 401 200 200 200 200 200 200
GET    /v1/email-template/latest                                          401 401 401 200 200 200 200 200 200
GET    /v1/email-template/{type_}                                         401 401 401 200 200 200 200 200 200
GET    /v1/rsvp-answers/latest                                            401 401 401 404 404 404 200 200 200
GET    /v1/rsvp-answers/{prokey}                                          401 401 401 404 404 403 200 200 200
POST   /v1/rsvp-answers/{prokey}                                          401 401 401 404 404 403 201 201 403
GET    /v1/rsvp-answers/{prokey}/latest                                   401 401 401 404 404 403 200 200 200
GET    /v1/rsvp-answers/{prokey}/{answer_id}                              401 401 401 404 404 403 200 200 200
PATCH  /v1/rsvp-answers/{prokey}/{answer_id}                              401 401 401 404 404 403 200 200 403
PUT    /v1/rsvp-answers/{prokey}/{answer_id}                              401 401 401 404 404 403 200 200 403
DELETE /v1/rsvp-answers/{prokey}/{answer_id}                              401 401 401 404 404 403 200 200 403
GET    /v1/event/{prokey}/occurrence/all                                  401 401 401 404 404 200 200 200 200
GET    /v1/event/{prokey}/occurrence/{number}                             401 401 401 404 404 200 200 200 200
PATCH  /v1/event/{prokey}/occurrence/{number}                             401 401 401 404 404 403 200 200 403
PUT    /v1/event/{prokey}/occurrence/{number}                             401 401 401 404 404 403 200 200 403
GET    /v1/event/{prokey}/skipped                                         401 401 401 404 404 200 200 200 200
PUT    /v1/event/{prokey}/skipped                                         401 401 401 404 404 403 200 200 403
POST   /v1/event/{prokey}/split                                           401 401 401 404 404 403 201 201 403
POST   /v1/event/{prokey}/invitation                                      401 401 401 404 404 403 200 200 403
GET    /v1/ics/{prokey}                                                   401 401 401 404 404 200 200 200 200
GET    /v1/custom-domains                                                 401 401 401 200 200 200 200 200 200
GET    /v1/credits                                                        401 401 401 200 200 200 200 200 200
GET    /v3/conversations/{conversation}/events/list                       401 401 401 404 404 200 200 200 -
GET    /v3/conversations/{conversation}/events/show                       401 401 401 404 404 200 200 200 -
POST   /v3/conversations/{conversation}/events/create                     401 401 401 404 404 201 201 201 -
POST   /v3/conversations/{conversation}/events/update                     401 401 401 404 404 403 403 200 -
DELETE /v3/conversations/{conversation}/events/delete                     401 401 401 404 404 403 403 200 -
POST   /v3/conversations/{conversation}/events/rsvp                       401 401 401 404 404 200 200 200 -
DELETE /v3/conversations/{conversation}/events/rsvp/delete                401 401 401 404 404 200 200 200 -
GET    /v3/groups                                                         401 401 401 200 200 200 200 200 -
GET    /v3/groups/{group}                                                 401 401 401 404 404 200 200 200 -
GET    /v3/groups/{group}/subgroups                                       401 401 401 404 404 200 200 200 -
GET    /v3/groups/{group}/messages                                        401 401 401 404 404 200 200 200 -
POST   /v3/groups/{group}/messages                                        401 401 401 404 404 201 201 201 -
GET    /v3/users/me                                                       401 401 401 200 200 200 200 200 -
POST   /pictures                                                          401 401 401 200 200 200 200 200 -
GET    /pictures/{name}                                                   200 200 200 200 200 200 200 200 -
GET    /groups/v2                                                         401 401 401 200 200 200 200 200 -
GET    /groups/v2/me                                                      401 401 401 200 200 200 200 200 -
GET    /groups/v2/events                                                  401 401 401 200 200 200 200 200 -
POST   /groups/v2/events                                                  401 401 401 403 403 403 403 403 -
DELETE /groups/v2/events/{event}                                          401 401 401 403 403 403 403 403 -
GET    /groups/v2/events/{event}                                          401 401 401 404 404 200 200 200 -
PATCH  /groups/v2/events/{event}                                          401 401 401 403 403 403 403 403 -
GET    /groups/v2/events/{event}/attendances                              401 401 401 404 404 200 200 200 -
POST   /groups/v2/events/{event}/attendances                              401 401 401 403 403 403 403 403 -
GET    /groups/v2/events/{event}/attendances/{attendance}                 401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/attendances/{attendance}/person          401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/attendances/{attendance}/person/{target} 401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/group                                    401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/group/{target}                           401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/location                                 401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/location/{target}                        401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/notes                                    401 401 401 404 404 200 200 200 -
GET    /groups/v2/events/{event}/notes/{note}                             401 401 401 404 404 404 200 200 -
GET    /groups/v2/events/{event}/notes/{note}/owner                       401 401 401 404 404 404 200 200 -
GET    /groups/v2/events/{event}/notes/{note}/owner/{target}              401 401 401 404 404 404 200 200 -
GET    /groups/v2/events/{event}/rsvps                                    401 401 401 404 404 403 200 200 -
GET    /groups/v2/events/{event}/rsvps/{rsvp}                             401 401 401 404 404 403 200 200 -
GET    /groups/v2/groups                                                  401 401 401 200 200 200 200 200 -
GET    /groups/v2/groups/{group}                                          401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/events                                   401 401 401 404 404 200 200 200 -
POST   /groups/v2/groups/{group}/events                                   401 401 401 403 403 403 403 403 -
DELETE /groups/v2/groups/{group}/events/{event}                           401 401 401 403 403 403 403 403 -
GET    /groups/v2/groups/{group}/events/{event}                           401 401 401 404 404 200 200 200 -
PATCH  /groups/v2/groups/{group}/events/{event}                           401 401 401 403 403 403 403 403 -
GET    /groups/v2/groups/{group}/enrollment                               401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/group_type                               401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/group_type/{group_type}                  401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/location                                 401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/location/{target}                        401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/memberships                              401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/memberships/{membership}                 401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/my_membership                            401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/people                                   401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/people/{person}                          401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/campuses                                 401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/campuses/{campus}                        401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/tags                                     401 401 401 404 404 200 200 200 -
GET    /groups/v2/groups/{group}/tags/{tag}                               401 401 401 404 404 200 200 200 -
GET    /groups/v2/locations/{location}                                    401 401 401 404 404 200 200 200 -
GET    /groups/v2/locations/{location}/group                              401 401 401 404 404 200 200 200 -
GET    /groups/v2/locations/{location}/group/{target}                     401 401 401 404 404 200 200 200 -
GET    /groups/v2/group_types                                             401 401 401 200 200 200 200 200 -
GET    /groups/v2/group_types/{group_type}                                401 401 401 404 404 200 200 200 -
GET    /groups/v2/group_types/{group_type}/events                         401 401 401 404 404 200 200 200 -
POST   /groups/v2/group_types/{group_type}/events                         401 401 401 403 403 403 403 403 -
DELETE /groups/v2/group_types/{group_type}/events/{event}                 401 401 401 403 403 403 403 403 -
GET    /groups/v2/group_types/{group_type}/events/{event}                 401 401 401 404 404 200 200 200 -
PATCH  /groups/v2/group_types/{group_type}/events/{event}                 401 401 401 403 403 403 403 403 -
GET    /groups/v2/group_types/{group_type}/groups                         401 401 401 404 404 200 200 200 -
GET    /groups/v2/group_types/{group_type}/groups/{group}                 401 401 401 404 404 200 200 200 -
GET    /groups/v2/campuses                                                401 401 401 200 200 200 200 200 -
GET    /groups/v2/campuses/{campus}                                       401 401 401 404 200 200 200 200 -
GET    /groups/v2/campuses/{campus}/groups                                401 401 401 404 200 200 200 200 -
GET    /groups/v2/campuses/{campus}/groups/{group}                        401 401 401 404 404 200 200 200 -
GET    /groups/v2/tag_groups                                              401 401 401 200 200 200 200 200 -
GET    /groups/v2/tag_groups/{tag_group}                                  401 401 401 404 200 200 200 200 -
GET    /groups/v2/tag_groups/{tag_group}/tags                             401 401 401 404 200 200 200 200 -
GET    /groups/v2/tag_groups/{tag_group}/tags/{tag}                       401 401 401 404 200 200 200 200 -
GET    /groups/v2/tag_groups/{tag_group}/tags/{tag}/groups                401 401 401 404 200 200 200 200 -
GET    /groups/v2/tags                                                    401 401 401 200 200 200 200 200 -
GET    /groups/v2/tags/{tag}                                              401 401 401 404 200 200 200 200 -
GET    /groups/v2/tags/{tag}/groups                                       401 401 401 404 200 200 200 200 -
GET    /groups/v2/tags/{tag}/groups/{group}                               401 401 401 404 404 200 200 200 -
GET    /groups/v2/people                                                  401 401 401 200 200 200 200 200 -
GET    /groups/v2/people/{person}                                         401 401 401 404 404 200 200 200 -
GET    /groups/v2/people/{person}/events                                  401 401 401 404 404 200 200 200 -
POST   /groups/v2/people/{person}/events                                  401 401 401 403 403 403 403 403 -
DELETE /groups/v2/people/{person}/events/{event}                          401 401 401 403 403 403 403 403 -
GET    /groups/v2/people/{person}/events/{event}                          401 401 401 404 404 200 200 200 -
PATCH  /groups/v2/people/{person}/events/{event}                          401 401 401 403 403 403 403 403 -
GET    /groups/v2/people/{person}/groups                                  401 401 401 404 404 200 200 200 -
GET    /groups/v2/people/{person}/groups/{group}                          401 401 401 404 404 200 200 200 -
GET    /groups/v2/people/{person}/memberships                             401 401 401 404 404 200 200 200 -
GET    /groups/v2/people/{person}/memberships/{membership}                401 401 401 404 404 200 200 200 -
GET    /groups/v2/memberships                                             401 401 401 200 200 200 200 200 -
GET    /groups/v2/memberships/{membership}                                401 401 401 404 404 200 200 200 -
"""

# The public pages ask for no credential; what matters there is what the address belongs to.
#
# open     the choir's event, the choir: open to whoever has the address
# members  an event of the board, the board: for members only
# draft    an event that is a draft, a group that is one
# deleted  what is deleted
# theirs   another organization's, which is as open as ours
# unknown  what never was

THINGS = ("open", "members", "draft", "deleted", "theirs", "unknown")

PUBLIC = """
GET    /{event}                200 404 404 404 200 404
GET    /{group}                200 404 404 404 200 404
POST   /{event}/answer         303 404 404 404 303 404
POST   /{event}/link           303 404 404 404 303 404
GET    /{event}/rsvp/{answer}/{token} 404 404 404 404 404 404
POST   /{event}/rsvp/{answer}/{token} 404 404 404 404 404 404
GET    /{group}/calendar.ics   200 404 404 404 200 404
GET    /{event}/event.ics      200 404 404 404 200 404
GET    /{event}/o/{service}    302 404 404 404 302 404
GET    /{group}/s/{service}    302 404 404 404 302 404
GET    /{event}/config.json    200 404 404 404 200 404
GET    /{group}/config.json    200 404 404 404 200 404
GET    /{event}/button.json    200 404 404 404 200 404
GET    /{group}/button.json    200 404 404 404 200 404
GET    /{event}/embed          200 404 404 404 200 404
GET    /{group}/embed          200 404 404 404 200 404
GET    /{event}/call           404 404 404 404 404 404
GET    /button.js              200 200 200 200 200 200
GET    /{group}/feed           200 404 404 404 200 404
GET    /{event}/preview.png    200 404 404 404 200 404
GET    /{group}/preview.png    200 404 404 404 200 404
GET    /{event}/qr.svg         200 404 404 404 200 404
GET    /feed/{whose}/{secret}.ics 404 404 404 404 404 404
GET    /unsubscribe/{letter}/{token} 404 404 404 404 404 404
POST   /unsubscribe/{letter}/{token} 404 404 404 404 404 404
GET    /mailbox/{secret}       404 404 404 404 404 404
GET    /mailbox/{secret}/{mail} 404 404 404 404 404 404
GET    /mailbox/{secret}/{mail}/html 404 404 404 404 404 404
GET    /mailbox/{secret}/{mail}/raw 404 404 404 404 404 404
GET    /mailbox/{secret}/{mail}/file/{position} 404 404 404 404 404 404
GET    /look/{colour}          200 200 200 200 200 200
GET    /                       200 200 200 200 200 200
GET    /docs                   200 200 200 200 200 200
GET    /openapi.json           200 200 200 200 200 200
GET    /robots.txt             200 200 200 200 200 200
GET    /static/{name}          200 200 200 200 200 200
"""

# The two addresses of the vendor's own button (reference §3.3) ask for no credential either.

COMPONENT = """
GET    /dffb8bbd-ee5e-4a4f-a7ea-503af98ca468 200 404 404 404 200 404
POST   /24586219-9910-41fe-9b59-df53de9db7af 200 404 404 404 200 404
"""


def rows(table: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """By method and route: what is answered in each column."""
    found = {}
    for line in table.strip().splitlines():
        method, path, *answers = line.split()
        found[method, path] = tuple(answers)
    return found
