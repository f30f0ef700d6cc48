"""The look of the pages that come before a phone is let in: a stranger is served no stylesheet."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

STYLE: Final = (
    "html{text-size-adjust:100%;-webkit-text-size-adjust:100%}"
    "body{margin:0;background:#12131a;color:#ebe8e1;font:1.0625rem/1.5 system-ui,sans-serif}"
    "main{max-width:34rem;margin:0 auto;padding:3rem 1rem}h1{font-size:1.5rem;margin:0 0 .5rem}a{color:#bda9ff}"
    "@media(prefers-color-scheme:light){body{background:#fbf9f5;color:#22232d}a{color:#5a3cc0}}"
)
"""Stands in the page itself, so it has nothing that HTML would escape."""
SOURCE: Final = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
"""How a content security policy allows this style, and no other that stands in a page."""
