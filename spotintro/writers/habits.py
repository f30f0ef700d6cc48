"""What one server and model have shown of themselves, so that the next text is asked for and read accordingly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from spotintro.writers.prompt import Chat

_TOKENS_PER_WORD = 4  # generous for any language; the text is cut by words, this only stops a runaway
_THINKING_TOKENS = 2048  # a reasoning model's thoughts count against the limit; without room it answers nothing
_LENGTH_PARAMETERS = ("max_tokens", "max_completion_tokens")
_REASONING_MODELS = ("gpt-5", "o1", "o3", "o4")

_NO_STREAM = re.compile(
    r"verified to stream"
    r"|\bstream(?:ing)?\b[^.]{0,40}\b(?:not|isn['’]t|un|never)[ -]?\w{0,6} ?"
    r"(?:supported|allowed|available|enabled)"
    r"|\b(?:not|n['’]t) (?:support|allow|enable)\w*[^.]{0,30}\bstream|\bunsupported\b[^.]{0,30}\bstream",
    re.IGNORECASE,
)
_USAGE = re.compile(r"\bstream_options\b|\binclude_usage\b")
_TOO_MUCH = re.compile(
    r"context[ _-]?(?:length|size|window)|too (?:large|long|many tokens)|must be (?:less|at most|<)|at most \d+|"
    r"fewer max_tokens|reduce the length|can only afford|exceed",
    re.IGNORECASE,
)
_NO_SYSTEM_ROLE = re.compile(
    r"system (?:role|message|prompt|instruction)s?\b[^.]{0,40}\b(?:not|isn['’]t|un)\w*"
    r"|(?:not|n['’]t) support[^.]{0,20}\bsystem\b|developer instruction is not|roles must alternate"
    r"|only user(?:,| and) assistant\b[^.]{0,20}\broles",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Habits:
    """The manners of one server and model, learned from its answers.

    Attributes:
        is_clean: It has given a text without thoughts in the open. Until then nothing is said before a text ends,
            since a mark that only closes thoughts can't be foreseen.
        tells_usage: It takes the wish to tell its tokens at the end of a stream.
        has_told_usage: It has told them.
        thinks_aloud: It has closed thoughts that it never opened: its texts are always taken whole.
        refused: The parameters of the length that it doesn't know.
    """

    length_parameter: str | None = _LENGTH_PARAMETERS[0]
    low_effort: bool = False
    has_thinking_room: bool = True
    has_system_role: bool = True
    streams: bool = True
    tells_usage: bool = True
    has_told_usage: bool = False
    is_clean: bool = False
    thinks_aloud: bool = False
    refused: list[str] = field(default_factory=list)

    @classmethod
    def expected(cls, *, is_openai: bool, model: str) -> Habits:
        """Return what is to be expected of a server that hasn't answered yet."""
        return cls(
            # Ollama ignores `max_completion_tokens` (ollama#7125); OpenAI's newer models refuse `max_tokens`.
            length_parameter=_LENGTH_PARAMETERS[is_openai],
            # Left alone, they think longer than a listener waits.
            low_effort=is_openai and model.startswith(_REASONING_MODELS) and "chat" not in model,
        )

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Habits:
        """Make habits of values that were written down.

        Raises:
            ValueError: they are of another form.
        """
        habits = cls()
        for each in fields(cls):
            value = values.get(each.name)
            if each.name == "length_parameter":
                fits = value is None or value in _LENGTH_PARAMETERS
            elif each.name == "refused":
                fits = isinstance(value, list) and set(value) <= set(_LENGTH_PARAMETERS)
            else:
                fits = isinstance(value, bool)
            if not fits:
                raise ValueError(each.name)
            setattr(habits, each.name, value)
        return habits

    @property
    def may_be_said_early(self) -> bool:
        return self.is_clean and not self.thinks_aloud

    @property
    def may_refuse_usage(self) -> bool:
        """Whether a refusal without a word about it may be of the wish to tell the usage."""
        return self.streams and self.tells_usage and not self.has_told_usage

    def options(self, max_words: int) -> dict[str, Any]:
        """Return the parameters of a request besides the model and its messages."""
        options: dict[str, Any] = {"stream": True} if self.streams else {}
        if self.streams and self.tells_usage:
            options["stream_options"] = {"include_usage": True}
        if self.length_parameter is not None:
            room = _THINKING_TOKENS if self.has_thinking_room else 0
            options[self.length_parameter] = max_words * _TOKENS_PER_WORD + room
        if self.low_effort:
            options["reasoning_effort"] = "low"
        return options

    @staticmethod
    def most_tokens(max_words: int) -> int:
        """Return how many tokens a text of so many words can take at the most, thoughts and all."""
        return max_words * _TOKENS_PER_WORD + _THINKING_TOKENS

    def messages(self, chat: Chat) -> Chat:
        """Return the chat as this model takes it: the system's words within the user's first where it has none."""
        if self.has_system_role:
            return chat
        system, first, *rest = chat
        return [{"role": "user", "content": f"{system['content']}\n\n{first['content']}"}, *rest]

    def adapt(self, parameter: str | None, said: str) -> bool:
        """Do without what the server refuses, and return whether that is possible; each once."""
        if self.tells_usage and (_USAGE.match(parameter or "") or _USAGE.search(said)):
            self.tells_usage = False
        elif self.streams and (parameter == "stream" or _NO_STREAM.search(said)):
            self.streams = False
        elif self.low_effort and (parameter == "reasoning_effort" or "reasoning_effort" in said):
            self.low_effort = False
        elif self.has_thinking_room and self.length_parameter is not None and _TOO_MUCH.search(said):
            self.has_thinking_room = False
        elif self.length_parameter is not None and (
            parameter == self.length_parameter or re.search(rf"\b{self.length_parameter}\b", said)
        ):
            if _TOO_MUCH.search(said):
                return False
            self.refused.append(self.length_parameter)
            self.length_parameter = next((name for name in _LENGTH_PARAMETERS if name not in self.refused), None)
        elif self.has_system_role and (
            re.fullmatch(r"messages\W*0\W*role", parameter or "") or _NO_SYSTEM_ROLE.search(said)
        ):
            self.has_system_role = False
        else:
            return False
        return True
