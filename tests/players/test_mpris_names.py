"""Names as players really give them; the sources are public reports."""

from __future__ import annotations

import pytest

from spotintro.players.mpris_names import PREFIX, known_name


@pytest.mark.parametrize(
    ("identity", "entry", "bus_name", "name"),
    [
        ("Mozilla firefox", "firefox", "firefox.instance_1_84", "Mozilla Firefox"),
        ("", "firefox", "firefox.instance_1_84", "Firefox"),
        ("", "", "firefox.instance_1_84", "Firefox"),
        ("Mozilla org.mozilla.firefox", "org.mozilla.firefox", "firefox.instance_1_7", "Firefox"),  # cosmic#650
        ("Mozilla zen", "zen", "zen.instance_1_9", "Mozilla Zen"),
        ("", "", "chromium.instance30516", "Chromium"),  # pear-desktop#779
        ("Brave", "brave-browser", "brave.instance121648", "Brave"),
        ("org.mpris.MediaPlayer2.musicfox.instance2508009", "", "musicfox.instance2508009", "Musicfox"),  # #227
        ("MPD on /run/user/1000/mpd/socket", "mpd", "mpd", "MPD"),  # mpd-mpris#69
        ("MPD on localhost:6600", "", "mpd", "MPD"),
        ("lowfi", "dev.talwat.lowfi", "lowfi.micropop.instance20406", "lowfi"),
        ("", "dev.talwat.lowfi", "lowfi.micropop.instance20406", "Lowfi"),
        ("", "org.gnome.Lollypop.desktop", "Lollypop", "Lollypop"),
        ("VLC media player", "vlc", "vlc", "VLC media player"),
        ("mpv", "mpv", "mpv.instance-2", "mpv"),
        ("", "", "mpv", "mpv"),
        ("Spotify", "spotify", "spotify", "Spotify"),
        ("", "", "spotify", "Spotify"),
        ("Music on Console", "", "moc", "Music on Console"),
        ("Quod Libet", "quodlibet", "quodlibet", "Quod Libet"),
        ("", "", "plasma-browser-integration", "Plasma browser integration"),
        ("\x1b[31mred\u202e", "", "x", "red"),
        ("", "", "", ""),
        ("x" * 500, "", "x", "x" * 59 + "…"),
    ],
)
def test_names_that_people_know(identity: str, entry: str, bus_name: str, name: str) -> None:
    assert known_name(identity, entry, PREFIX + bus_name) == name
