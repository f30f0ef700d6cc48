"""From values to HTML: one template a page; whatever comes from outside is escaped, by default and everywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse

from spotintro import __version__
from spotintro.web.plain import STYLE
from spotintro.web.view import time_in_words

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def render(template: str, **values: Any) -> str:
    """Fill in the template of that name. A value that it names and nobody gives is a defect, and raises."""
    return _environment().get_template(f"{template}.html").render(version=__version__, **values)


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Answer with the template of that name."""
    return HTMLResponse(render(template, **values), status)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["time"] = time_in_words
    environment.globals["plain_style"] = STYLE
    return environment
