"""A model's thoughts, which are never said, and the marks of turns and channels around its text.

Each family of models has marks of its own, and each server lets other ones through: tags such as `<think>` with a
prefix or attributes, `[THINK]`, `◁think▷`, the channels of gpt-oss and Gemma, tokens such as `<|END_THINKING|>`.
A mark is told by the words in it, in whatever brackets.
"""

from __future__ import annotations

import re
from enum import Enum

_BAR = "|｜"
_MARK = re.compile(
    r"<(?P<angle>[^<>\n]{1,200})>"
    r"|\[(?P<square>/?[A-Za-z_ ]{1,30})\]"
    r"|[({]{1,2}(?P<round>/?[A-Za-z_ ]{3,30})[)}]{1,2}"
    r"|◁(?P<triangle>/?\w{2,30})▷"
    r"|＜(?P<wide>/?\w{2,30})＞"
    r"|&lt;(?P<escaped>[^<>&\n]{1,80})&gt;"
)
_UNFINISHED_MARK = re.compile(
    r"(?:<[^<>\n]{0,200}|\[/?[A-Za-z_ ]{0,30}|[({]{1,2}/?[A-Za-z_ ]{0,30}[)}]?|◁/?\w{0,30}|＜/?\w{0,30}"
    r"|&(?:l(?:t(?:;[^<>&\n]{0,80}(?:&(?:gt?)?)?)?)?)?)\Z"
)
_THOUGHT = re.compile(
    r"(?:[\w-]+[:.])?(?:ant_?|inner_|internal_|my_|longcat_|begin_of_|end_of_|start_|end_|begin_)?"
    r"(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflect(?:ion|ing)?|analysis|analyzing|scratchpad|monologue|"
    r"chain_of_thought|cot|deliberation|plan(?:ning)?|unused9[45])"
    r"(?:_(?:scratchpad|process|block|steps?|tag|start|end|begin))?"
)
_CLOSES = re.compile(r"end_|unused95|.*_end$")
_END_OF_TURN = re.compile(
    r"/?(?:im_end|eot_id|eom_id|eos|eot|eom|eos_token|endoftext|end_?of_?(?:sentence|text|turn|turn_token|message|"
    r"output|response|sequence|stream|transcript|intro)|end_response|return|end|im_sep)|/s|/end_of_turn"
)
_CONTROLS = re.compile(
    r"/?(?:s|bos|inst|sys|answer|output|response|final|final_answer|solution|pad|unk|message|constrain|call|begin_?of_"
    r"?(?:sentence|text|solution)|endof_?solution|end_of_solution|start_response|system|user|assistant|model|"
    r"(?:start|end)_header_id|chatbot_token|(?:start|end)_of_(?:turn|role|image)|start_of_turn_token|no_?think)"
)
_ROLE_FOLLOWS = frozenset({"start", "im_start", "start_header_id", "start_of_turn", "start_of_role"})
_ROLE = re.compile(r"\s*(?:assistant|model|system|user|developer|tool)?\b[ \t]*\n?")
_THOUGHT_CHANNEL = re.compile(
    r"\s*(?:analysis|commentary|thought|think|reason|reflect|critic|plan)", re.IGNORECASE
)
_FINAL_CHANNEL = re.compile(r"\s*final\b\s*", re.IGNORECASE)
_LONGEST_CHANNEL = 12


class _Kind(Enum):
    TEXT = "of no concern here"
    OPENS = "thoughts begin"
    CLOSES = "thoughts end"
    ROLE = "a role follows"
    CHANNEL = "the name of a channel follows"
    CLOSES_CHANNEL = "a channel ends"
    CLOSES_DETAILS = "an element ends that may have held thoughts"
    MESSAGE = "the text of a channel follows"
    ANSWER = "the answer follows, whatever came before"
    END = "the turn is over"
    CONTROL = "nothing of it is text"


def _kind(mark: re.Match[str]) -> _Kind:
    family, inner = mark.lastgroup or "", mark.group(mark.lastgroup or 0)
    has_bars = inner[:1] in _BAR or inner[-1:] in _BAR
    name = inner.strip().strip(_BAR).replace("\\", "").replace("▁", "_").strip().casefold()
    if family == "angle":
        if re.fullmatch(r"\|channel\|?", inner, re.IGNORECASE):
            return _Kind.CHANNEL if inner.endswith("|") else _Kind.OPENS
        if re.fullmatch(r"/?channel\|", inner, re.IGNORECASE):
            return _Kind.CLOSES_CHANNEL
        if name.startswith("details") and "reasoning" in name:
            return _Kind.OPENS
        if name == "/details":
            return _Kind.CLOSES_DETAILS
    is_empty = name.endswith("/")
    word, *attributes = name.removesuffix("/").split(None, 1) or [""]
    if family != "angle" or has_bars:  # a mark of several words, not a tag with attributes
        word, attributes = name.replace(" ", "_"), []
    closing = word.startswith("/")
    bare = word.removeprefix("/").strip()
    if _THOUGHT.fullmatch(bare) and family != "round":
        if is_empty:
            return _Kind.CONTROL
        return _Kind.CLOSES if closing or _CLOSES.match(bare) else _Kind.OPENS
    if attributes:
        return _Kind.TEXT
    if has_bars and bare == "message":
        return _Kind.MESSAGE
    if has_bars and bare in {"start_response", "begin_of_solution"}:
        return _Kind.ANSWER
    if bare in _ROLE_FOLLOWS and family == "angle" and not closing:
        return _Kind.ROLE if bare != "start" or has_bars else _Kind.TEXT
    if _END_OF_TURN.fullmatch(word):
        return _Kind.TEXT if family == "round" and word == "end" else _Kind.END
    if family != "round" and _CONTROLS.fullmatch(word) and (has_bars or family != "square" or "inst" in word):
        return _Kind.CONTROL
    return _Kind.CONTROL if has_bars and family == "angle" else _Kind.TEXT


class ThoughtFilter:
    """Passes a stream on without thoughts and marks, however it is cut.

    Attributes:
        ended: The model ended its turn by a mark that its server let through; what follows is not passed on.
        restarts: How often thoughts were closed that had never been opened. What was passed on before is none of
            the text then; `feed` returns only what comes after.
    """

    def __init__(self) -> None:
        self.ended = False
        self.restarts = 0
        self._held = ""
        self._passed: list[str] = []
        self._has_text = False
        self._depth = 0
        self._in_channel = False
        self._after_closing: list[str] | None = None
        self._header: tuple[_Kind, str] | None = None

    def feed(self, chunk: str) -> str:
        """Take a piece of the stream; return what of it is text."""
        text, self._held = self._held + chunk, ""
        unfinished = _UNFINISHED_MARK.search(text)
        known = unfinished.start() if unfinished else len(text)
        text, self._held = self._through(text, known)
        return self._given()

    def flush(self) -> str:
        """Return what was held back; thoughts that never ended are none of the text."""
        text, self._held = self._held, ""
        self._through(text, len(text))
        self._settle(at_the_end=True)
        if self._depth and self._after_closing:
            # Marks that were only spoken of within the thoughts had been counted as well.
            self._passed.extend(self._after_closing)
        return self._given()

    def _given(self) -> str:
        given, self._passed = "".join(self._passed), []
        return given

    def _through(self, text: str, known: int) -> tuple[str, str]:
        """Work on a text up to where a mark may have begun; return what is done and what is left."""
        position = 0
        while not self.ended:
            mark = _MARK.search(text, position)
            if mark is None or mark.start() >= known or mark.end() > known:
                break
            self._take(text[position : mark.start()])
            self._meet(mark)
            position = mark.end()
        if not self.ended:
            self._take(text[position:known])
        return text[:known], "" if self.ended else text[known:]

    def _take(self, text: str) -> None:
        if not text:
            return
        if self._header is not None:
            self._header = (self._header[0], self._header[1] + text)
            self._settle(at_the_end=False)
        elif self._depth:
            if self._after_closing is not None:
                self._after_closing.append(text)
        else:
            self._passed.append(text)
            self._has_text = self._has_text or not text.isspace()

    def _settle(self, *, at_the_end: bool) -> None:
        """Decide about what follows a mark of a role or a channel, once there is enough of it."""
        if self._header is None:
            return
        kind, text = self._header
        if kind is _Kind.ROLE:
            if not at_the_end and "\n" not in text.lstrip("\n") and len(text) <= _LONGEST_CHANNEL:
                return
            self._header = None
            role = _ROLE.match(text)
            self._take(text[role.end() :] if role else text)
            return
        if not at_the_end and len(text.lstrip()) < _LONGEST_CHANNEL:
            return
        self._header = None
        if _THOUGHT_CHANNEL.match(text):
            self._depth, self._in_channel, self._after_closing = 1, True, None
        else:
            final = _FINAL_CHANNEL.match(text)  # at its beginning alone: elsewhere it is a word of the text
            self._take(text[final.end() :] if final else text)

    def _meet(self, mark: re.Match[str]) -> None:
        kind = _kind(mark)
        if kind is _Kind.TEXT or (kind is _Kind.CLOSES_DETAILS and not self._depth):
            self._take(mark.group())
            return
        self._settle(at_the_end=True)
        if self._depth:
            self._meet_within_thoughts(kind)
        elif kind is _Kind.OPENS:
            self._depth, self._in_channel, self._after_closing = 1, False, None
        elif kind in {_Kind.CLOSES, _Kind.CLOSES_CHANNEL}:
            self.restarts += 1
            self._passed, self._has_text = [], False
        elif kind in {_Kind.ROLE, _Kind.CHANNEL}:
            self._header = (kind, "")
        elif kind is _Kind.END and self._has_text:
            self.ended = True

    def _meet_within_thoughts(self, kind: _Kind) -> None:
        if kind is _Kind.OPENS:
            self._depth += 1
        elif kind in {_Kind.CLOSES, _Kind.CLOSES_CHANNEL, _Kind.CLOSES_DETAILS}:
            self._depth = 0 if kind is _Kind.CLOSES_CHANNEL else self._depth - 1
            self._after_closing = []
        elif kind is _Kind.ANSWER:
            self._depth = 0
        elif self._in_channel and kind in {_Kind.END, _Kind.ROLE, _Kind.CHANNEL, _Kind.CONTROL}:
            self._depth = 0
            if kind in {_Kind.ROLE, _Kind.CHANNEL}:
                self._header = (kind, "")
        elif kind is _Kind.END:
            self.ended = True
