"""The way to a model's server: its address, whether a proxy stands between, and which certificates are trusted.

A proxy sees all that is sent over plain http, the key and the track's facts included. So none is used but for an
https server elsewhere; there it sees the server's name alone.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import socket
import ssl
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from spotintro.plain_text import single_line
from spotintro.writers.base import WriterUnavailable

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENAI_URL = "https://api.openai.com/v1"
_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it was given, taken apart; `usable` only where it names a server."""

    url: str
    scheme: str
    hostname: str
    """Without the brackets of an IPv6 address; "" where there is none."""
    port: int | None
    """As it was given; None where the scheme's own is meant."""

    @classmethod
    def parse(cls, url: str) -> Address:
        """Take an address apart; empty means OpenAI's own. What is no address is kept, to be told of."""
        url = url.strip() or OPENAI_URL
        try:
            parts = urlsplit(url)
            return cls(url, parts.scheme, parts.hostname or "", parts.port)
        except ValueError:
            return cls(url, "", "", None)

    @property
    def usable(self) -> bool:
        return (
            self.scheme in {"http", "https"}
            and bool(self.hostname)
            and not any(char.isspace() for char in self.hostname)
        )

    @property
    def connect_port(self) -> int:
        return self.port or _PORTS.get(self.scheme, 0)

    @property
    def is_encrypted(self) -> bool:
        return self.usable and self.scheme == "https"

    @property
    def is_openai(self) -> bool:
        return self.hostname == "api.openai.com" or self.hostname.endswith(".api.openai.com")

    @property
    def is_local(self) -> bool:
        """Whether it is this machine, in any spelling that a resolver takes for it."""
        name = self.hostname
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            number = ipaddress.ip_address(name)
        except ValueError:
            try:
                number = ipaddress.IPv4Address(socket.inet_aton(name))  # 127.1, 0x7f000001
            except (OSError, UnicodeError, ValueError):
                return False
        if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped is not None:
            number = number.ipv4_mapped
        # 0.0.0.0 is where a server listens that is to be reached from outside, too; connecting to it stays here.
        return number.is_loopback or number.is_unspecified

    @property
    def destination(self) -> str:
        """The server's host and port, for people and for their consent: neither path nor password."""
        host = f"[{self.hostname}]" if ":" in self.hostname else self.hostname
        shown = f"{host}:{self.port}" if host and self.port else host
        return _visible(shown) or _visible(self.url.rpartition("@")[2]) or "the address in the settings"


def _visible(text: str) -> str:
    """Return the text without joiners and the like, which could make one address pass for another."""
    return "".join(char for char in single_line(text) if char.isprintable()).strip()


@dataclass(frozen=True, slots=True)
class Way:
    """The way that requests to one address take."""

    proxy: Address | None
    """None: directly."""
    verify: ssl.SSLContext | bool
    """The certificates trusted; True: the system's."""


def way_to(address: Address) -> Way:
    """Find the way to a usable address, as the environment has it now. Reads the certificates.

    Raises:
        WriterUnavailable: What the environment names isn't there, or can't be used.
    """
    if not address.is_encrypted:
        return Way(None, verify=True)
    return Way(_proxy_for(address), _certificates())


def make_client(address: Address, way: Way, *, key: str, timeout_s: float, connect_s: float) -> AsyncOpenAI:
    """Make the client of this address. Slow: it imports half of a second's worth.

    Raises:
        WriterUnavailable: The client takes the address, or its proxy's, for none.
    """
    import httpx2
    import openai

    try:
        client = openai.AsyncOpenAI(
            api_key=key,
            base_url=address.url,
            max_retries=0,  # the library's own would wait up to 120 s for a Retry-After
            timeout=openai.Timeout(timeout_s, connect=min(connect_s, timeout_s)),
            http_client=openai.DefaultAsyncHttpxClient(
                follow_redirects=False,
                trust_env=False,  # the environment was read by `way_to`
                proxy=None if way.proxy is None else way.proxy.url,
                verify=way.verify,
            ),
        )
    except httpx2.InvalidURL:
        pass  # raised below, so that it isn't the context: it holds the address, and that may hold a password
    else:
        if not address.is_openai:
            client.organization = client.project = None  # from OPENAI_ORG_ID: of no concern to another server
        return client
    raise no_address(address)


def no_address(address: Address) -> WriterUnavailable:
    return WriterUnavailable(
        f"{address.destination} is no address of a server.",
        "Set writer.openai.base_url to one such as http://localhost:11434/v1.",
    )


def _proxy_for(address: Address) -> Address | None:
    """Return the proxy that the environment, or else the system, names for an https server."""
    if address.is_local:
        return None
    named = urllib.request.getproxies()
    url = named.get("https") or named.get("all")
    if not url or urllib.request.proxy_bypass(address.hostname) or _in_network(address.hostname, named.get("no")):
        return None
    proxy = Address.parse(url if "://" in url else f"http://{url}")
    variable = next(
        (name for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY") if os.environ.get(name)), ""
    )
    source = f"${variable}" if variable else "the system's settings"
    without = f"name {address.destination} in NO_PROXY to go without"
    if proxy.scheme in {"socks5", "socks5h"} and importlib.util.find_spec("socksio") is None:
        raise WriterUnavailable(
            f"The proxy of {source} is a SOCKS proxy, and the support for those is not installed.",
            f"Run `pip install socksio`, set {variable or 'it'} to an http proxy, or {without}.",
        )
    if proxy.scheme not in _PORTS or not proxy.hostname or any(char.isspace() for char in proxy.hostname):
        shown = single_line(proxy.scheme, limit=20)
        raise WriterUnavailable(
            f"The proxy of {source} can't be used: {shown or 'it'}:// is no kind of proxy that is known here."
            if proxy.hostname
            else f"The proxy of {source} can't be used: it is no address.",
            f"Set {variable or 'it'} to an http:// or a socks5:// address, or {without}.",
        )
    return proxy


def _in_network(hostname: str, no_proxy: str | None) -> bool:
    """Return whether NO_PROXY has a network, such as 10.0.0.0/8, that the address is in."""
    try:
        number = ipaddress.ip_address(hostname)
    except ValueError:
        return False
    for entry in (no_proxy or "").split(","):
        try:
            if number in ipaddress.ip_network(entry.strip().strip("[]"), strict=False):
                return True
        except ValueError:
            continue  # a name, or a mistake: neither is a network
    return False


def _certificates() -> ssl.SSLContext | bool:
    """Return what SSL_CERT_FILE and SSL_CERT_DIR name to be trusted; True where neither is set."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        return True
    variable, place = ("SSL_CERT_FILE", file) if file else ("SSL_CERT_DIR", folder)
    try:
        if not file and folder:
            os.listdir(folder)  # noqa: PTH208 - OpenSSL itself takes a folder that isn't there for an empty one
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except OSError as fault:
        reason = "no certificate in it" if isinstance(fault, ssl.SSLError) else fault.strerror or "unreadable"
        problem = WriterUnavailable(
            f"The certificates of ${variable} can't be read: {single_line(place)} ({reason}).",
            f"Set {variable} to where they are, or unset it for the system's own.",
        )
    raise problem
