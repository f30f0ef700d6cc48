from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.voices.child_channel import Channel, ParentGone
from spotintro.voices.messages import (
    PREFIX,
    CancelPlay,
    Configure,
    DeviceOpened,
    Message,
    Play,
    ProtocolError,
    Silence,
    Synthesise,
    Synthesised,
    decode,
    encode,
)
from spotintro.voices.pyttsx3_engine import read_sound, voice_for

MESSAGES = st.one_of(
    st.builds(Synthesise, st.integers(0), st.text()),
    st.builds(Configure, st.text(), st.text(), st.text(), st.integers(), st.integers()),
    st.builds(DeviceOpened, st.booleans(), st.text()),
    st.builds(Synthesised, st.integers(0), st.integers(1)),
    st.builds(Play, st.integers(0), st.integers(1)),
    st.builds(CancelPlay, st.integers(0)),
    st.just(Silence()),
)


@given(st.lists(st.tuples(MESSAGES, st.binary(max_size=200)), max_size=5))
def test_frames_come_out_as_they_went_in(frames: list[tuple[Message, bytes]]) -> None:
    stream = io.BytesIO()
    sender = Channel(io.BytesIO(), stream)
    for message, payload in frames:
        sender.send(message, payload)
    stream.seek(0)
    receiver = Channel(stream, io.BytesIO())
    received = [receiver.receive() for _ in frames]
    assert received == frames
    assert [type(message) for message, _ in received] == [type(message) for message, _ in frames]
    with pytest.raises(ParentGone):
        receiver.receive()


@given(st.binary(max_size=100))
def test_garbage_is_no_message(header: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(header)


@pytest.mark.parametrize("header", [b'["Play", 1]', b'["NoSuchThing"]', b"[]", b"1", b'[["Play"]]', b"\xff"])
def test_a_wrong_message_is_none(header: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(header)


@pytest.mark.parametrize("prefix", [PREFIX.pack(2**31, 0), PREFIX.pack(10, 2**31), b"HTTP/1.1"])
def test_lengths_beyond_reason_are_not_waited_for(prefix: bytes) -> None:
    with pytest.raises(ProtocolError):
        Channel(io.BytesIO(prefix + b"x" * 100), io.BytesIO()).receive()


def test_a_frame_cut_off_is_the_end() -> None:
    whole = encode(Play(1, 22_050), b"abcd")
    for length in range(len(whole)):
        with pytest.raises(ParentGone):
            Channel(io.BytesIO(whole[:length]), io.BytesIO()).receive()


VOICES = {
    "gmw/en": "en-gb",
    "gmw/en-us": "en-us",
    "gmw/en-us-nyc": "en-us-nyc",
    "gmq/nb": "nb",
    "x/pt-br": "pt-br",
}


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("en", "gmw/en"),
        ("en-GB", "gmw/en"),
        ("en_US", "gmw/en-us"),
        ("en-AU", "gmw/en"),
        ("no", "gmq/nb"),
        ("pt", "x/pt-br"),
        ("e", ""),
        ("", ""),
    ],
)
def test_the_voice_that_fits_best(language: str, voice: str) -> None:
    assert voice_for(VOICES, language) == voice


def test_the_aiff_of_macos_is_read() -> None:
    frames = 2205
    common = b"COMM" + (18).to_bytes(4, "big") + (1).to_bytes(2, "big") + frames.to_bytes(4, "big")
    common += (16).to_bytes(2, "big") + bytes.fromhex("400dac44000000000000")  # 22 050 as an 80 bit float
    samples = (1000).to_bytes(2, "big") * frames
    data = b"SSND" + (8 + len(samples)).to_bytes(4, "big") + bytes(8) + samples
    body = b"AIFF" + common + data
    pcm, rate_hz = read_sound(b"FORM" + len(body).to_bytes(4, "big") + body)
    assert rate_hz == 22_050
    assert pcm == (1000).to_bytes(2, "little") * frames
