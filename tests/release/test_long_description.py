"""The README away from its repository."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.release.scripts import script

README = """# Name

![The screen: what plays](docs/screen.svg)

<img src="docs/page.png" width="240" alt="The page">

<!-- needs: an installation -->
See [the docs](docs/more.md#part), [below](#below) and [elsewhere](https://example.org/a).

[![a badge](https://example.org/badge.svg)](https://example.org)
"""


@pytest.fixture
def hook() -> ModuleType:
    return script("long_description")


def test_pictures_and_links_get_the_version_s_own_address(hook: ModuleType) -> None:
    text = hook.long_description(README, "https://example.org/spotintro", "1.2.0")
    assert "![The screen: what plays](https://example.org/spotintro/raw/v1.2.0/docs/screen.svg)\n\n<img" in text
    page = "https://example.org/spotintro/raw/v1.2.0/docs/page.png"
    assert f'<img src="{page}" width="240" alt="The page">\n\nSee' in text
    assert "[the docs](https://example.org/spotintro/blob/v1.2.0/docs/more.md#part)" in text
    assert "[below](https://example.org/spotintro/blob/v1.2.0/README.md#below)" in text
    assert "[elsewhere](https://example.org/a)" in text
    assert "[![a badge](https://example.org/badge.svg)](https://example.org)" in text


def test_without_an_address_the_words_stay(hook: ModuleType) -> None:
    text = hook.long_description(README, "", "1.2.0")
    assert text.startswith("# Name\n\nSee the docs, below and [elsewhere](https://example.org/a).")
    assert "docs/" not in text
    assert hook.urls("") == {}


def test_the_package_names_its_places(hook: ModuleType) -> None:
    assert set(hook.urls("https://example.org/spotintro")) == {"Homepage", "Documentation", "Changelog", "Issues"}
