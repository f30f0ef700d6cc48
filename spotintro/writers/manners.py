"""What a model says to whom it takes for its user: that it begins, is done, refuses, or has a question.

All of it is told by sentences about the task; a sentence for listeners has no word of it. English, and the
apologies of some other languages.
"""

from __future__ import annotations

import re

_TASK = (
    r"(?:intro(?:duction)?s?|scripts?|announcements?|versions?|drafts?|text|responses?|segments?|attempts?|take|try"
    r"|suggestions?|examples?|monologues?|blurbs?|samples?|output|answers?|results?|paragraphs?|sentences?)"
)
_YES = (
    r"(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|alright|all right|got it|understood|great|perfect"
    r"|gladly)"
)


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in alternatives), re.IGNORECASE)


_MANNERS = _any(
    rf"{_YES}[,.!:]*\s*(?:(?:here|below)\b.*|let me know.*)?",
    # An intro is announced, and isn't one.
    r"(?:here(?:['’]s| is)|below is|this is) (?:an?|the|your|my) (?:\w+ ){0,2}"
    r"(?:intro(?:duction)?|script|announcement) (?:for|of|to|about)\b.*",
    r"i(?:['’]d| would) be (?:happy|glad|delighted) to (?:introduce|write|create|help)\b.*",
)
_PREAMBLE = _any(
    rf"(?:{_YES}\b[^:]{{0,40}}?)?"
    r"\b(?:here(?:['’]s| is| are| goes)|below is|this is|i(?:['’]ve| have) written|how about)\b[^:]{0,80}?"
    rf"\b{_TASK}\b[^:]{{0,100}}:",
    rf"(?:{_YES}[,.!]*\s*)?(?:here (?:goes|you go|it is|we go)|my (?:attempt|take|version))\s*:",
    r"(?:the )?(?:final |radio |track |short |spoken )?"
    r"(?:intro(?:duction)?|script|announcement|answer|version|text|response|output|draft)"
    r"(?: (?:text|script|\d))?\s*:\s*",
)
_NOW = r"(?:now |just |try to |first )?"
_WORKING = re.compile(
    rf"(?:{_YES}\b[,.!:]*|hm+[,.]*|so,|well,|now,|first,|wait,)?\s*"
    r"(?:let['’]?s|let me|i(?:['’]ll| will| need to| should| must|['’]m going to)|we (?:need to|should|must))\s+"
    r"(?:"
    rf"{_NOW}(?:craft|draft|compose|generate|produce|rephrase|brainstorm)\b"
    rf"|{_NOW}(?:write|create|make|do|try|come up with|put together|prepare)\b.{{0,60}}"
    rf"\b(?:{_TASK}|something|greeting)\b"
    r"|think (?:about (?:how|what|this|the)|step|through|carefully|it)\b|break (?:this|it|the \w+) down\b"
    r"|(?:give (?:it|this|that) a|have a) (?:try|shot|go)\b|see(?:,| if i\b| what (?:i|we) (?:can|have)\b)"
    r"|start (?:by \w+ing|with (?:a|the) (?:greeting|intro\w*|title|opening))\b"
    r"|(?:use|include|mention|name|avoid|keep|follow|stick to|not invent)\b.{0,60}"
    r"\b(?:facts|the (?:title|artists?|track|song|album)|title and|word|sentences?|instructions?|tone)\b"
    r").*",
    re.IGNORECASE,
)
_ABOUT_THE_TASK = _any(
    r"\b(?:the user|user['’]s|the prompt|system prompt|the instructions?|the persona|BCP[ -]?47)\b",
    r"\b(?:the|this|your|provided) JSON\b|\bjson data\b|\bword (?:limit|count)\b|\bspeech synthesi[sz]er\b",
    r"\b(?:within|under|at most|maximum of|exceed(?:ing)?|up to) \d+ words\b",
)
_AFTERWORD = _any(
    r"i (?:really )?hope (?:this|that|it) (?:helps|works|fits|meets|suits|captures|is (?:what|helpful))\b.*",
    rf"i (?:really )?hope you (?:like|enjoy|find) (?:my|the|this) {_TASK}\b.*",
    r"let me know (?:if|whether) (?:you(?:['’]d| would)? (?:want|like|need|prefer|have)|this|that|it|i)\b.*",
    r"let me know (?:what|how) you(?:['’]d| would)? (?:like|think|want)\b.*",
    r"feel free to (?:ask|let|adjust|modify|change|edit|use|tweak|customi[sz]e|reach)\b.*",
    r"(?:(?:do|would) you |you )?(?:want|like) me to\b.*",
    r"would you like (?:another|a different|any (?:changes|adjustments|other))\b.*",
    r"(?:should|shall|can|could|may) i (?:try|write|change|adjust|rewrite)\b.*",
    r"i can (?:also )?(?:adjust|change|tweak|make|write|provide|try|offer|rewrite|shorten)\b.*"
    rf"\b(?:{_TASK}|it|this|style|tone)\b.*",
    r"if you(?:['’]d like| want| need|['’]d prefer|['’]re looking)\b.*"
    rf"\b(?:{_TASK}|style|tone|changes|adjust\w*|let me know)\b.*",
    r"(?:is there )?anything else (?:i|you)\b.*|how(?:['’]s| is) that\?",
    rf"\(?note:.*|\(?(?:about |approx\.? )?\d+ words\)?\.?|\(?word count\b.*|\(?end of (?:the )?{_TASK}\b.*",
    rf"(?:this|the|my) {_TASK}\b.{{0,40}}"
    r"\b(?:uses|includes|captures|avoids|follows|meets|aims|is (?:designed|meant|intended|based))\b.*",
)
_CANNOT = (
    r"(?:can(?:['’]?t|not| not)|couldn['’]t|could not|won['’]t|(?:am |['’]m )?not able to|(?:am |['’]m )?unable to"
    r"|(?:must|have to) decline)"
)
_DO_THE_TASK = (
    r"(?:help(?: you| with|(?= ?[.!,]|$))|assist|comply|provide|create|write|generate|fulfil|do (?:that|this|so)"
    r"|continue|discuss|answer|produce|introduce|find|access|verify|confirm|complete|process|browse|to|your)"
)
_REFUSAL = _any(
    rf"(?:.{{0,60}}\b)?(?:i|we) ?{_CANNOT}\s*{_DO_THE_TASK}\b.*",
    r"(?:.{0,60}\b)?(?:i|we) (?:do(?:n['’]t| not) have|have no) (?:enough |any |access|the )?"
    r"(?:information|context|details|data|access|to)\b.*",
    r"(?:i(?:['’]m| am) )?(?:sorry|afraid)\b[,.!]?\s*(?:but )?(?:i|we|there|this|that|it|the|your)\b.*",
    r"(?:my apologies|i apologi[sz]e)\b.*",
    r".*\bknowledge cut-?off\b.*|.*\b(?:is|are|was) (?:unfamiliar|unknown) to me\b.*",
    r"(?:there is|there['’]s|i (?:have|found)) (?:no|not enough) (?:information|song|track|data|details)\b.*",
    r"it (?:seems|appears|looks like)\b.{0,20}\b(?:no|not a) (?:song|track|information)\b.*"
    r"|no information\b.*\bavailable\b.*",
    r"(?:this|that|your) request\b.*",
    r".{0,40}\bas an? (?:ai|artificial intelligence|(?:large )?language model|assistant)\b.*",
    r"i(?:['’]m| am) (?:just |only )?an? (?:ai|language model)\b.*",
    r".*\b(?:against|violates?) (?:my|our|the) (?:guidelines|polic\w+)\b.*",
    r"(?:es )?tut mir leid\b.*|je suis désolée?\b.*|désolée?,.*|lo siento\b.*",
    r"mi dispiace\b.*|(?:me )?desculpe\b.*",
    r"(?:很?抱歉|对不起|申し訳|죄송).*",
    r"(?:het spijt me|tyvärr|beklager|desværre|valitettavasti|przepraszam|niestety|извините|к сожалению)\b.*",
    r"(?:je ne (?:peux|suis)|no puedo|non posso|não posso|ich kann)\b.{0,40}"
    r"\b(?:pas|escribir|scrivere|escrever|nicht|helfen)\b.*",
)
_QUESTION_BACK = _any(
    r"(?:.{0,80}\b)?(?:could|can|would|will) you (?:please |kindly )?"
    r"(?:provide|share|tell me|give me|specify|clarify|confirm|let me know|send|paste)\b.*",
    r"(?:.{0,80}\b)?(?:please|kindly) (?:provide|share|specify|clarify|confirm|send|paste|let me know)\b.*",
    r"(?:.{0,80}\b)?(?:what|which) (?:kind|type|sort|style|tone|language|track|song|artist|text|details)\b"
    r".{0,60}\b(?:you (?:want|like|need|prefer|mean|have in mind)|i (?:introduce|write))\b.*",
    r"(?:.{0,80}\b)?(?:what would you like (?:me|to (?:hear|know|change))|how (?:can|may) i (?:help|assist))\b.*",
    r"(?:.{0,80}\b)?what (?:can|should) i (?:do|write|say)\b.*",
    r"(?:möchtest du|möchten sie|soll ich|willst du),? .*\?|(?:voulez-vous|veux-tu|souhaitez-vous|dois-je) .*\?",
    r"¿(?:quieres|quiere|te gustaría|desea|prefieres)\b.*|(?:vuoi|vorresti|desidera|preferisci) .*\?",
    r"(?:gostaria|você quer|quer que|prefere) .*\?|(?:wil je|wilt u|zal ik) .*\?|(?:vill du|ska jag) .*\?",
    r"lass(?:en sie)? (?:es )?mich wissen\b.*|n['’]hésitez pas à\b.*|no dudes en\b.*|fammi sapere\b.*",
    r"(?:.{0,80}\b)?i need (?:more|some|additional|further) (?:information|details|context)\b.*",
    r"(?:.{0,80}\b)?you (?:haven['’]t|have not|didn['’]t) (?:provided?|shared?|given?|specif\w+)\b.*",
)


def without_manners(text: str) -> str:
    """Return what of a sentence is meant for listeners; "" for none of it."""
    text = text.strip()
    if _AFTERWORD.fullmatch(text) or _WORKING.fullmatch(text) or _ABOUT_THE_TASK.search(text):
        return ""
    preamble = _PREAMBLE.match(text)
    if preamble:
        return text[preamble.end() :].strip(" *_`")
    return "" if _MANNERS.fullmatch(text) else text


def is_declined(text: str) -> bool:
    """Tell whether a sentence refuses the task or asks back about it."""
    return bool(_REFUSAL.fullmatch(text) or _QUESTION_BACK.fullmatch(text))
