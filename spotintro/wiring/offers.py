"""The packages of the settings as offers, and the demo's desk that hands them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.credits.requests import MAX_PACKAGE, Offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spotintro.clock import Clock
    from spotintro.config import Package, Paths
    from spotintro.operators.demo_desk import DemoDesk


def offer_of(package: Package) -> Offer:
    """Return the credits that a package of the settings brings, and how often."""
    return Offer(package.credits, package.every_days or None, package.times or None)


def make_demo_desk(packages: Sequence[Package], paths: Paths, clock: Clock) -> DemoDesk:
    """Make the desk that answers requests in the demo. Makes the data folder where there is none."""
    from spotintro.operators.demo_desk import DemoDesk
    from spotintro.plain_text import single_line

    by_name = {single_line(package.name, limit=MAX_PACKAGE): offer_of(package) for package in packages}
    return DemoDesk(paths.make_data_dir(), by_name, clock)
