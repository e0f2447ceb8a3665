"""How the choir's events look, and what they ask: one template of each kind."""

from msgspec import Struct

from kalends.actions.button import ALL_CALENDARS
from kalends.actions.template import create_template
from kalends.demo.scene import Scene
from kalends.demo.supper_form import FORM
from kalends.domain.person import Person
from kalends.domain.template import TemplateKind, TemplatePatch


class Templates(Struct, frozen=True):
    """Their numbers, by the names that demo.json has for them."""

    style: int
    landingpage: int
    rsvp_block: int
    cta_block: int


async def make_templates(scene: Scene, olga: Person) -> Templates:
    """Olga made them."""
    return Templates(
        await _made(scene, olga, TemplateKind.STYLE, "Round", options=ALL_CALENDARS,
                    button_style="round", light_mode="system", look_light={"btn-background": "#1f5f7a"}),
        await _made(scene, olga, TemplateKind.LANDING_PAGE, "Concerts", background="preset", highlight_color="#1f5f7a",
                    background_color_1="#8fc1d4", background_color_2="#f0c98b",
                    legal="<p>Riverside Choir, Mill Lane 12, 10179 Berlin</p>"),
        await _made(scene, olga, TemplateKind.RSVP_FORM, "Supper", **FORM),
        await _made(scene, olga, TemplateKind.CALL_TO_ACTION, "Friends", type="share", headline="Bring a friend",
                    text="<p>Every seat is free. Tell somebody who should hear this.</p>"),
    )  # fmt: skip


async def _made(scene: Scene, olga: Person, kind: TemplateKind, name: str, **choices: object) -> int:
    patch = TemplatePatch(name=name, choices=choices)
    return (await create_template(scene.tx, scene.as_(olga), kind, patch, now=scene.now)).number
