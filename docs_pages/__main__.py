"""`python -m docs_pages` writes the lists anew into the pages that hold them."""

from __future__ import annotations

from docs_pages.listing import LISTS, with_lists

if __name__ == "__main__":
    for page in LISTS:
        page.write_text(with_lists(page), encoding="utf-8")
