"""The system's own Chromium, driven as a person does, at the sizes of a phone, a small phone and a desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright

from tests.conftest import require_program

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

SIZES = ((390, 844), (320, 568), (1280, 800))
NAME = "phone.test"
"""A name that leads to this machine, but isn't loopback's: a browser has no clipboard there over plain http."""
_OPTIONS = (
    "--no-sandbox",  # tests may run as root, for whom its sandbox refuses to start
    "--disable-background-networking",
    "--disable-component-update",
    f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    program = require_program("chromium")["chromium"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(_OPTIONS))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def phone(
    browser: Browser, size: tuple[int, int] = SIZES[0], *, script: bool = True, scheme: str = "dark"
) -> AsyncIterator[Page]:
    """Open a browser of its own cookies; what fails to load, or a script's error, fails the test."""
    width, height = size
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "is_mobile": width < 600,
        "has_touch": width < 600,
        "java_script_enabled": script,
        "color_scheme": scheme,
        "reduced_motion": "reduce",
    }
    context = await browser.new_context(**options)
    page = await context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if _is_foreign(request.url) else None)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    try:
        yield page
        assert not wrong, wrong
    finally:
        await context.close()


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", f"http://{NAME}:", "data:", "about:"))


async def faults(page: Page, *rules: str) -> str:
    """Return what axe-core finds, and what is too wide or too small to be tapped; "" where nothing is.

    Of all its rules, unless some are named.
    """
    found = await Axe().run(page, options={"runOnly": list(rules)} if rules else None)
    report = found.generate_report() if found.violations_count else ""
    measured = await page.evaluate(_MEASURE)
    return "\n".join([*([report] if report else []), *measured])


_MEASURE = """() => {
  const found = [];
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const target of document.querySelectorAll("button, a, input:not([type=hidden]), textarea, summary")) {
    const box = target.getBoundingClientRect();
    if (!box.width || target.closest("p:not(.buttons, .choices), dd, .skip")) continue;
    if (box.height < 43.9 || box.width < 43.9) found.push(`${target.outerHTML}: ${box.width} x ${box.height}`);
  }
  return found;
}"""
