"""The message that a user sends to get help or credits. Pure functions; no secret goes in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from spotintro.credits.base import User
from spotintro.credits.errors import credits_in_words

_UNKNOWN = "not readable"


@dataclass(frozen=True, slots=True)
class SupportMessage:
    subject: str
    body: str


def prepare_message(user: User | None, *, account: str, version: str, platform: str) -> SupportMessage:
    """The prepared message; `user` is None where the store can't be read, which is what support has to know."""
    if user is None:
        subject, balance, used = "SpotIntro: help with the account", _UNKNOWN, _UNKNOWN
    else:
        subject = f"SpotIntro: credits for {account}"
        balance = credits_in_words(user.available_credits)
        used = credits_in_words(user.used_credits)
    body = "\n".join(
        (
            "Hello,",
            "please help me with my SpotIntro account.",
            "",
            f"Account: {account}",
            f"Available: {balance}",
            f"Used: {used}",
            f"Version: {version}",
            f"System: {platform}",
            "",
        )
    )
    return SupportMessage(subject, body)


def mailto(email: str, message: SupportMessage) -> str | None:
    """The link that opens a mail program with the message in it (RFC 6068); None where there is no address."""
    if not email:
        return None
    body = message.body.replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(message.subject, safe='')}&body={quote(body, safe='')}"
