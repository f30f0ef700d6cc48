"""The package's long description: the README, readable where the repository isn't around it.

An index of packages shows it on a page of its own. Pictures and links into the repository get whole addresses
there; so do those to the README's own headings, which get no anchors on that page.
"""

from __future__ import annotations

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)\n*")
_IMAGE = re.compile(r'(<img src=")([^"]+)("[^>]*>)\n*')
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
_ELSEWHERE = ("https://", "http://", "mailto:")


def long_description(readme: str, home: str, version: str) -> str:
    """Return the README with whole addresses; without a home, without pictures and links into the repository.

    Comments, which are for the tests of the pages, go.
    """

    def address(kind: str, target: str) -> str:
        return f"{home}/{kind}/v{version}/{'README.md' if target.startswith('#') else ''}{target}"

    def picture(found: re.Match[str]) -> str:
        text, target = found.groups()
        if target.startswith(_ELSEWHERE):
            return found[0]
        return f"![{text}]({address('raw', target)})\n\n" if home else ""

    def image(found: re.Match[str]) -> str:
        before, target, behind = found.groups()
        if target.startswith(_ELSEWHERE):
            return found[0]
        return f"{before}{address('raw', target)}{behind}\n\n" if home else ""

    def link(found: re.Match[str]) -> str:
        text, target = found.groups()
        if target.startswith(_ELSEWHERE):
            return found[0]
        return f"[{text}]({address('blob', target)})" if home else text

    told = _COMMENT.sub("", readme)
    return _LINK.sub(link, _IMAGE.sub(image, _PICTURE.sub(picture, told)))


def urls(home: str) -> dict[str, str]:
    """Return the addresses that the package names, each by its label; without a home, none."""
    if not home:
        return {}
    return {
        "Homepage": home,
        "Documentation": f"{home}/tree/main/docs",
        "Changelog": f"{home}/blob/main/CHANGELOG.md",
        "Issues": f"{home}/issues",
    }


class LongDescription(MetadataHookInterface):
    """Called by hatchling, with what stands under this hook in `pyproject.toml`."""

    def update(self, metadata: dict[str, object]) -> None:
        home = str(self.config["home"])
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": long_description(readme, home, str(metadata["version"])),
        }
        metadata["urls"] = urls(home)
