"""Answers as real servers give them, each with where somebody met it: the project and the number of its issue.

The texts are ours, the forms theirs.
"""

from __future__ import annotations

import json

from spotintro.writers.base import WriterEmpty, WriterError, WriterUnreachable, WriterUnusable
from tests.fakes.openai_server import Answer
from tests.writers.answering import DONE, G, chunk, lines, refused, said, streamed, whole

THOUGHTS = "Okay, the user wants a short intro. I should name the artist."
THINKING = [{"type": "thinking", "thinking": [{"type": "text", "text": "I should greet them."}]}]
HALF = G[:40]
STOP = chunk({}, "stop")


def parts(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text}]


GOOD: list[tuple[str, Answer]] = [
    # Thoughts in the text, in every family of marks, opened or not.
    ("waybarrios/vllm-mlx#725", streamed(f"{THOUGHTS}\n</think>\n{G}")),
    ("tonyd2wild/DeepSeek-v4-Flash#16", streamed(f"{THOUGHTS}</think>{G}")),
    ("ggml-org/llama.cpp#23320", streamed(f"{THOUGHTS}\n`</think>`\n{G}", size=1)),
    ("skalesapp/skales#166", streamed(f"{THOUGHTS}</think>{THOUGHTS}</think>{G}")),
    ("vllm-project/vllm#34625", streamed(f"<think>{THOUGHTS}</think>\n\n{G}")),
    ("xorbitsai/inference#3647", streamed(f"<think>\n\n</think>\n\n{G}")),
    ("diegosouzapw/OmniRoute#10441", Answer(chunks=["<think", f">{THOUGHTS}</thi", "nk>", G])),
    ("BerriAI/litellm#14121", Answer(chunks=[f"<think>{THOUGHTS}</think>{G}"])),
    ("vllm-project/vllm#45687", Answer(chunks=["<mm:think>", THOUGHTS, "</mm:think>", G])),
    ("open-webui/open-webui#16856", streamed(f"<seed:think>{THOUGHTS}</seed:think>{G}")),
    ("RooCodeInc/Roo-Code#8522", streamed(f"[THINK]{THOUGHTS}[/THINK]{G}")),
    ("Pasta-Devs/Marinara-Engine#2544", streamed(f"[THINK]\n{THOUGHTS}\n[/THINK]\n\n{G}", size=3)),
    ("Infinitix-LLC/gpt_markdown#42", streamed(f"<|begin_of_thought|>{THOUGHTS}<|end_of_thought|>\n{G}")),
    ("continuedev/continue#8901", streamed(f"<reasoning>{THOUGHTS}</reasoning>{G}")),
    ("odysseus-dev/odysseus#2225", streamed(f"<thought>{THOUGHTS}</thought>{G}")),
    ("lmstudio-ai/lmstudio-bug-tracker#2013", streamed(f"<|channel>thought\n{THOUGHTS}<channel|>{G}")),
    ("Blaizzy/mlx-vlm#899", streamed(f"<|channel>\n{THOUGHTS}\n<channel|>\n{G}")),
    ("Blaizzy/mlx-vlm#299", streamed(f"◁think▷{THOUGHTS}◁/think▷{G}")),
    (
        "open-webui/open-webui#24635",
        streamed(
            f'<details type="reasoning" done="true" duration="0">\n<summary>Thought</summary>\n{THOUGHTS}\n'
            f"</details>\n{G}"
        ),
    ),
    (
        "kekzl/imp#768",
        streamed(
            f"<|channel|>analysis<|message|>{THOUGHTS}<|end|><|start|>assistant<|channel|>final<|message|>{G}"
        ),
    ),
    (
        "odysseus-dev/odysseus#4522",
        streamed(
            f"<|channel|>commentary to=functions.x<|message|>{{}}<|call|><|channel|>final<|message|>{G}<|return|>"
        ),
    ),
    ("Augustas11/macprovider#743", streamed(f"analysisWe need to greet. We should name it.assistantfinal{G}")),
    ("vllm-project/vllm#14202", streamed(f"Here is my thought process: {THOUGHTS}\n\nHere is my response: {G}")),
    (
        "ml-explore/mlx-lm#1867",
        whole(f"<|channel|>analysis<|message|>{THOUGHTS}<|end|><|channel|>final<|message|>{G}"),
    ),
    # Thoughts beside the text.
    (
        "dairoot/Grok-Mirror#16",
        lines(chunk({"content": None, "reasoning_content": THOUGHTS}), said(G), STOP, DONE),
    ),
    ("odysseus-dev/odysseus#2449", lines(chunk({"thinking": THOUGHTS}), said(G), STOP, DONE)),
    # What tells the end, and what doesn't.
    ("ollama/ollama#4357", lines(*(said(word + " ", "") for word in G.split()), STOP, DONE)),
    (
        "sgl-project/sglang#3912",
        lines(said(G[:30], "", matched_stop=None), said(G[30:], ""), chunk({}, "stop"), DONE),
    ),
    ("PowerShell/AIShell#350", lines(said(G[:30], "null"), said(G[30:], "null"), STOP, DONE)),
    ("BerriAI/litellm#2195", lines(*(said(word + " ", "stop") for word in G.split()), DONE)),
    ("open-webui/open-webui#16377", lines(chunk({"reasoning_content": THOUGHTS}, "stop"), said(G), STOP, DONE)),
    ("envoyproxy/ai-gateway#2107", lines(said(G[:50]), said(G[50:], "STOP"))),
    ("jakobdylanc/llmcord#84", lines(said(G), chunk({}, None, finishReason="stop"))),
    ("genkit-ai/genkit#6259", lines(said(G), chunk({}, "end_turn"), DONE)),
    ("Gitlawb/openclaude#1174", lines(said(G + " And so it"), chunk({}, "length"), DONE)),
    (
        "danny-avila/LibreChat#5563",
        lines('data: {"choices": [{"index": 0, "delta": {"content": ' + json.dumps(G) + "}}]}", STOP, DONE),
    ),
    # Events as the standard has them, and as it hasn't.
    (
        "openai/openai-python#2721",
        lines("retry: 3000", "id: 7", said(G[:30]), "id: 8\nretry: 10", said(G[30:]), STOP, "event: end", DONE),
    ),
    (
        "tmc/langchaingo#1366",
        lines(":comment", ": with space", "event: message\nid: 1\n" + said(G), "", ":", STOP, DONE),
    ),
    ("openai/openai-go#227", lines(": OPENROUTER PROCESSING", ": OPENROUTER PROCESSING", said(G), STOP, DONE)),
    ("mnfst/llm-gateway#2053", lines("data: : OPENROUTER PROCESSING", said(G), STOP, DONE)),
    (
        "betalgo/openai#472",
        lines("event: ping\ndata: ", said(G[:30]), "event: ping\ndata: {}", said(G[30:]), STOP, DONE),
    ),
    ("lanqian528/chat2api#25", lines("data: 2024-04-27 01:35:43.686476", said(G), STOP, DONE)),
    ("coddy-project/coddy-agent#106", lines("data:", "data: ", said(G), "data:", STOP, "data:", DONE)),
    ("lidge-jun/opencodex#1188", lines(*(line.replace("data: ", "data:") for line in (said(G), STOP, DONE)))),
    ("Routstr/routstr-core#543", lines(said(G), STOP, DONE, between="\r\n\r\n", after="\r\n\r\n")),
    (
        "openresponses/openresponses#74",
        lines(
            "\n".join(
                f"data: {part}"
                for part in json.dumps(
                    {"choices": [{"delta": {"content": G}, "finish_reason": "stop"}]}, indent=1
                ).split("\n")
            ),
            DONE,
        ),
    ),
    ("openai/openai-node#2725", lines(said(G), STOP, after="")),
    ("ggml-org/llama.cpp#14268", lines(said(G[:30]), said(G[30:]), STOP, DONE, between="\n")),
    (
        "darshi1337/apogee#139",
        lines(chunk({"role": "assistant", "content": None}), said(G), STOP, DONE, after="\n"),
    ),
    # Chunks with holes.
    ("Kilo-Org/kilocode#3083", lines(said(G), "data: null", STOP, DONE)),
    ("microsoft/agent-framework#5734", lines(said(G), chunk(None, "stop"), DONE)),
    (
        "bagofwords1/bagofwords#742",
        lines('data: {"choices": [], "prompt_filter_results": []}', said(G), chunk(None), STOP, DONE),
    ),
    ("QwenLM/qwen-code#1448", lines('data: {"choices": [{"index": 0}]}', said(G), STOP, DONE)),
    ("earendil-works/pi#2468", lines('data: {"choices": null}', said(G), STOP, DONE)),
    # Content as a list of parts.
    ("BerriAI/litellm#16272", lines(said(THINKING), said(THINKING), said(G[:30]), said(G[30:]), STOP, DONE)),
    ("NousResearch/hermes-agent#4748", lines(said(THINKING + parts(G)), STOP, DONE)),
    ("simonw/llm-mistral#39", whole(THINKING + parts(G))),
    (
        "meilisearch/meilisearch#6327",
        lines(said([{"type": "reference", "reference_ids": [1]}, *parts(G)]), STOP, DONE),
    ),
    # Whole answers, whatever was asked for.
    ("stacklok/codegate#149", whole(G)),
    ("decolua/9router#3492", Answer(body=str(whole(G).body) + "\n\ndata: [DONE]\n\n")),
    (
        "microsoft/ai-chat-protocol#11",
        Answer(
            content_type="application/x-ndjson",
            body="".join(line.removeprefix("data: ") + "\n" for line in (said(G[:30]), said(G[30:]), STOP)),
        ),
    ),
    ("lemonade-sdk/lemonade#3448", lines(said(G[:30], ""), said(G[30:], ""), DONE)),
    # Packaging.
    ("ollama/ollama#11276", streamed(G + "\n</end_of_turn>")),
    ("airockchip/rknn-llm#36", streamed(f"{G}<|end|><|assistant|> Good day! I'm an AI digital assistant.")),
    ("deepseek-ai/DeepSeek-R1#461", streamed(f"{G}<｜end▁of▁sentence｜>")),
    ("veniceai/api-docs#264", streamed(f"```json\n{json.dumps({'intro': G}, ensure_ascii=False)}\n```")),
    ("Alcova-AI/adk-anthropic-go#8", streamed(f"Here is the result:\n```json\n{json.dumps({'text': G})}\n```")),
    ("BlockRunAI/blockrun-mcp#153", streamed(f"```\n{G}\n```")),
]


BAD: list[tuple[str, Answer, type[WriterError], str]] = [
    (
        "gethouston/houston#1211",
        lines(said(HALF), chunk({}, "error"), DONE),
        WriterUnusable,
        "broke off the text (error)",
    ),
    (
        "damianvtran/local-operator#223",
        lines(
            said(HALF),
            'data: {"error": {"code": 502, "message": "Provider disconnected"}, "choices": [{"delta": {},'
            ' "finish_reason": "error"}]}',
            DONE,
        ),
        WriterUnreachable,
        "Provider disconnected",
    ),
    (
        "genkit-ai/genkit#6259",
        lines(said(G), chunk({}, "stop", error={"code": 502, "message": "Upstream went away"}), DONE),
        WriterUnreachable,
        "Upstream went away",
    ),
    (
        "ggml-org/llama.cpp#16109",
        lines(said(HALF), 'error: {"code": 500, "message": "slot is gone"}', DONE),
        WriterUnreachable,
        "slot is gone",
    ),
    (
        "ggml-org/llama.cpp#14566",
        lines('data: {"error": {"code": 500, "message": "out of memory"}}'),
        WriterUnreachable,
        "out of memory",
    ),
    (
        "apache/rocketmq-dashboard#2178",
        lines('data: {"error": "quota is gone"}', DONE),
        WriterUnreachable,
        "quota is gone",
    ),
    ("vercel/ai#2720", lines(said(HALF), "event: error\ndata: it broke"), WriterUnreachable, "it broke"),
    (
        "CherryHQ/cherry-studio#16079",
        lines(said(HALF), chunk({}, "content_filter"), DONE),
        WriterEmpty,
        "content filter",
    ),
    (
        "MacPaw/OpenAI#312",
        lines(said(HALF), chunk({}, "PROHIBITED_CONTENT"), DONE),
        WriterEmpty,
        "content filter",
    ),
    (
        "genkit-ai/genkit#6230",
        lines(said(HALF), chunk({}, "insufficient_system_resource"), DONE),
        WriterUnusable,
        "insufficient_system_resource",
    ),
    ("earendil-works/pi#5793", lines(said(HALF)), WriterUnusable, "cut off"),
    ("lemonade-sdk/lemonade#3448", lines(DONE), WriterUnusable, "cut off"),
    (
        "openai/openai-agents-python#3057",
        lines(chunk({"refusal": "I can't help with that."}), STOP, DONE),
        WriterEmpty,
        "refuses to write",
    ),
    (
        "vllm-project/vllm#19839",
        lines(chunk({"content": None, "reasoning_content": G}), STOP, DONE),
        WriterEmpty,
        "nothing that could be read out",
    ),
    (
        "Bike4Mind/bike4mind#1315",
        streamed(f"<think>{THOUGHTS}</think>"),
        WriterEmpty,
        "nothing that could be read out",
    ),
    (
        "nbramia/LifeOS#568",
        streamed(f"<think>{THOUGHTS}", "length"),
        WriterEmpty,
        "nothing that could be read out",
    ),
    (
        "mdn/rumba#427",
        streamed("I'm sorry, but I can't write an introduction for this track."),
        WriterEmpty,
        "declined",
    ),
    ("promptfoo/promptfoo#9793", streamed("I cannot comply with your request."), WriterEmpty, "declined"),
]


def too_much(message: str) -> dict[str, object]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}


def forbidden(parameter: str) -> dict[str, object]:
    detail = [{"type": "extra_forbidden", "loc": ["body", parameter], "msg": "Extra inputs are not permitted"}]
    return {"object": "error", "message": {"detail": detail}, "type": "invalid_request_error", "param": None}


ADAPTED: list[tuple[str, list[Answer], dict[str, object], set[str]]] = [
    # Source, refusals, what the request has that is accepted, and what it has not.
    (
        "opencode#37964",
        [
            refused(
                400,
                {
                    "error": {
                        "message": "Unsupported parameter: 'max_tokens' is not supported with this model. "
                        "Use 'max_completion_tokens' "
                        "instead.",
                        "param": "max_tokens",
                        "code": "unsupported_parameter",
                    }
                },
            )
        ],
        {"max_completion_tokens": 2328},
        {"max_tokens"},
    ),
    (
        "agentscope-ai/QwenPaw#4605",
        [refused(400, forbidden("max_tokens"))],
        {"max_completion_tokens": 2328},
        {"max_tokens"},
    ),
    (
        "editor-code-assistant/eca#231",
        [refused(422, forbidden("max_tokens")), refused(422, forbidden("max_completion_tokens"))],
        {"stream": True},
        {"max_tokens", "max_completion_tokens"},
    ),
    (
        "voideditor/void#128",
        [
            refused(
                400, {"object": "error", "message": "[{'type': 'extra_forbidden', 'loc': ('body', 'max_tokens')}]"}
            ),
            refused(
                400,
                {
                    "object": "error",
                    "message": "[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens')}]",
                },
            ),
        ],
        {"stream": True},
        {"max_tokens", "max_completion_tokens"},
    ),
    (
        "lobehub/lobehub#9385",
        [
            refused(
                400,
                {
                    "error": {
                        "message": "Your organization must be verified to stream this model.",
                        "param": "stream",
                        "code": "unsupported_value",
                    }
                },
            )
        ],
        {"max_tokens": 2328},
        {"stream"},
    ),
    (
        "BeehiveInnovations/pal-mcp-server#134",
        [
            refused(
                400,
                {
                    "error": {
                        "message": "Provider returned error",
                        "metadata": {
                            "raw": '{"error": {"message": "Your organization must be verified to stream."}}'
                        },
                    }
                },
            )
        ],
        {"max_tokens": 2328},
        {"stream"},
    ),
    (
        "vllm-project/vllm#20409",
        [
            refused(
                400,
                {
                    "object": "error",
                    "message": "This model's maximum context length is 2048 tokens. "
                    "However, you requested 2728 tokens (400 in the messages, "
                    "2328 in the completion). Please reduce the length of the messages or completion.",
                },
            )
        ],
        {"max_tokens": 280},
        set(),
    ),
    (
        "evalstate/fast-agent#621",
        [refused(400, too_much("This model's maximum context length is 2048 tokens."))],
        {"max_tokens": 280},
        set(),
    ),
    (
        "Taewan-P/gpt_mobile#284",
        [
            refused(
                402,
                {
                    "error": {
                        "code": 402,
                        "message": "This request requires more credits, or fewer max_tokens. "
                        "You requested up to 2328 tokens, but can only afford "
                        "1200.",
                    }
                },
            )
        ],
        {"max_tokens": 280},
        set(),
    ),
    (
        "ggml-org/llama.cpp#14566",
        [lines('data: {"error": {"code": 400, "message": "the request exceeds the available context size"}}')],
        {"max_tokens": 280},
        set(),
    ),
    (
        "huggingface/chat-ui#1386",
        [refused(400, {"object": "error", "message": "System role not supported"})],
        {},
        {"system"},
    ),
    (
        "sgl-project/sglang#892",
        [refused(500, {"error": {"message": "jinja2: System role not supported"}})],
        {},
        {"system"},
    ),
    (
        "tailcallhq/forgecode#1177",
        [
            refused(
                400,
                {
                    "error": {
                        "message": "'messages[0].role' does not support 'system' with this model.",
                        "param": "messages[0].role",
                        "code": "unsupported_value",
                    }
                },
            )
        ],
        {},
        {"system"},
    ),
    (
        "microsoft/autogen#1037",
        [
            refused(
                400,
                {
                    "object": "error",
                    "message": "Conversation roles must alternate user/assistant/user/assistant/...",
                },
            )
        ],
        {},
        {"system"},
    ),
    (
        "withcatai/node-llama-cpp#263",
        [refused(400, too_much("Only user and assistant roles are supported!"))],
        {},
        {"system"},
    ),
]
