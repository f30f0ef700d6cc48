"""Puts the cover on the screen, where there is a way to show one."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from spotintro.config.settings import AlbumArt as Way
from spotintro.tui.covers import Covers
from spotintro.tui.pictures.terminal import cell_size, choose
from spotintro.tui.widgets.album_art import AlbumArt

if TYPE_CHECKING:
    from spotintro.tui.app import SpotIntroApp
    from spotintro.tui.widgets.now_playing import Header


async def show_covers(app: SpotIntroApp, header: Header) -> None:
    """Show covers for as long as the app runs; return at once where they can't or shan't be shown."""
    setting, cell, colours = app.parts.settings.screen.album_art, cell_size(*app.size), app.console.color_system
    way = await asyncio.to_thread(choose, setting, os.environ, colours=colours, cell=cell)
    if way is Way.OFF:
        return
    covers = Covers(app.parts.artwork)
    album_art = AlbumArt(way, cell_size, covers.want, header.be_as_high_as)
    header.mount_cover(album_art)
    await covers.work(album_art.post_message)
