"""What a landing page template says on a page beside the event or the group itself."""

from kalends.domain.asset import size_in
from kalends.domain.landing_page import LandingPage
from kalends.pages import colour, ground
from kalends.pages.date_line import View
from kalends.pages.visit import Visit

BANNER_WIDTH = 1_000  # pixels; what is less wide is a logo
_USUAL = LandingPage()


def look_view(look: LandingPage | None, name: str, visit: Visit) -> View:
    """name: what the page is called without a template. colour, ground: where style sheets are."""
    look = look or _USUAL
    return {
        "page_title": look.meta_title or name,
        "summary": look.meta_description,
        "headline": look.title,
        "intro": look.intro,
        "legal": look.legal,
        "unlisted": look.unlisted,
        "colour": look.highlight_color and colour.stylesheet(look.highlight_color, visit.root),
        "ground": ground.stylesheet(look, visit.root),
        "banner": _banner(look.header_image, visit),
    }


def _banner(path: str | None, visit: Visit) -> View | None:
    size = None if path is None else size_in(path)
    if size is None:
        return None
    kind = "banner" if size[0] >= BANNER_WIDTH else "logo"
    return {"src": f"{visit.root}{path}", "width": size[0], "height": size[1], "kind": kind}
