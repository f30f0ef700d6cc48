"""The message that a user sends to get help or credits. Pure functions; no secret goes in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from spotintro.credits import armour
from spotintro.credits.base import User
from spotintro.credits.errors import credits_in_words
from spotintro.plain_text import single_line

_UNKNOWN = "not readable"


@dataclass(frozen=True, slots=True)
class SupportMessage:
    subject: str
    body: str


def prepare_message(
    user: User | None,
    *,
    account: str,
    version: str,
    platform: str,
    package: str | None = None,
    request: str | None = None,
) -> SupportMessage:
    """Prepare the message; `user` is None where the store can't be read, which is what support has to know.

    Args:
        user: The account's balance.
        account: Its id.
        version: SpotIntro's.
        platform: The system's and Python's.
        package: The name of the package asked for.
        request: The request code, which the operator's answer is made from.
    """
    if user is None:
        subject, balance, used = "SpotIntro: help with the account", _UNKNOWN, _UNKNOWN
    else:
        subject = f"SpotIntro: credits for {account}"
        balance = credits_in_words(user.available_credits)
        used = credits_in_words(user.used_credits)
    asked = [f"Package: {single_line(package)}"] if package else []
    if request is not None:
        asked.extend(("", "Request:", armour.lines(request)))
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
            *asked,
            *([] if request is not None else [""]),
        )
    )
    return SupportMessage(subject, body)


def mailto(email: str, message: SupportMessage) -> str | None:
    """Return the link that opens a mail program with the message in it (RFC 6068); None without an address."""
    if not email:
        return None
    body = message.body.replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(message.subject, safe='')}&body={quote(body, safe='')}"
