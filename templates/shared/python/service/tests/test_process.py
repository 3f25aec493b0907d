"""The life of a process: settings, start, stop."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from service.settings import Settings

ROOT = Path(__file__).parents[1]
PATH = "/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}"


def start(*arguments: str, **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, *(arguments or ("-m", "service"))]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": "0", **env}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    # Whoever waits for its output does not wait for ever.
    watchdog = threading.Timer(60, process.kill)
    watchdog.daemon = True
    watchdog.start()
    return process


def read_until(process: subprocess.Popen[str], message: str) -> dict[str, Any]:
    assert process.stdout
    for line in process.stdout:
        entry: dict[str, Any] = json.loads(line)
        if entry["msg"] == message:
            return entry
    raise AssertionError(f"the process ended without {message!r}")


def wait(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    process.stdout.close()
    return process.wait(20)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_stops_in_order(number: signal.Signals) -> None:
    process = start()
    port = read_until(process, "ready")["port"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
        assert json.load(answer) == {"status": "ready"}
    process.send_signal(number)
    read_until(process, "stopping")
    assert wait(process) == 0


def test_it_reports_that_it_stops_before_it_refuses_connections() -> None:
    process = start(SHUTDOWN_DELAY_MS="1000")
    port = read_until(process, "ready")["port"]
    process.terminate()
    read_until(process, "stopping")
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz")
    with answer.value as error:
        assert (error.code, json.load(error)) == (503, {"status": "stopping"})
    assert wait(process) == 0


def test_it_answers_the_running_requests_before_it_stops() -> None:
    process = start()
    port = read_until(process, "ready")["port"]
    body = b'{"text": "I was charged twice"}'
    head = f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
        caller.sendall(head.encode() + body[:5])
        time.sleep(0.3)
        process.terminate()
        read_until(process, "stopping")
        time.sleep(0.3)
        caller.sendall(body[5:])
        assert caller.makefile("rb").read().startswith(b"HTTP/1.1 200 OK\r\n")
    assert wait(process) == 0


def test_headers_that_do_not_come_to_an_end_do_not_hold_a_connection() -> None:
    code = "import sys, runpy, service.runtime as r; sys.modules[r.run_service.__module__].KEEP_ALIVE = 1; "
    process = start("-c", code + "runpy.run_module('service', run_name='__main__')")
    port = read_until(process, "ready")["port"]
    request = b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n"
    for before in (b"", request):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
            began = time.monotonic()
            caller.sendall(before + b"GET /livez HTTP/1.1\r\n")
            time.sleep(0.5)
            caller.sendall(b"host: ")
            answer = caller.makefile("rb").read()
            assert 0.8 < time.monotonic() - began < 10
            assert (b"200 OK" in answer) is bool(before)
    process.terminate()
    read_until(process, "stopping")
    assert wait(process) == 0


def test_a_body_that_is_too_large_gets_its_answer() -> None:
    process = start()
    port = read_until(process, "ready")["port"]
    body = b"x" * 500_000
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
            caller.sendall(f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n".encode())
            caller.sendall(body)
            answer = caller.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert answer.endswith(b"}")
    process.terminate()
    assert wait(process) == 0


def test_the_rest_of_a_refused_body_does_not_hold_a_connection() -> None:
    process = start()
    port = read_until(process, "ready")["port"]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
        caller.sendall(f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n".encode())
        answer = caller.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"server:" not in answer.lower()
    process.terminate()
    assert wait(process) == 0


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_it_listens_on_both_versions_of_ip() -> None:
    process = start(HOST="::")
    port = read_until(process, "ready")["port"]
    for host in ("127.0.0.1", "[::1]"):
        assert urllib.request.urlopen(f"http://{host}:{port}/livez").status == 200
    process.terminate()
    assert wait(process) == 0


def test_it_gives_up_requests_that_take_too_long() -> None:
    process = start(SHUTDOWN_TIMEOUT_MS="200")
    port = read_until(process, "ready")["port"]
    with socket.create_connection(("127.0.0.1", port)) as caller:
        caller.sendall(f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n".encode())
        time.sleep(0.3)
        process.terminate()
        entry = read_until(process, "could not stop in order")
        assert entry["reason"] == "running requests did not finish in time"
        assert wait(process) == 1


def test_it_exits_at_once_when_asked_again() -> None:
    process = start(SHUTDOWN_DELAY_MS="60000")
    read_until(process, "ready")
    process.terminate()
    read_until(process, "stopping")
    process.terminate()
    assert wait(process) == 1
{%- if values.ai == 'classifier' %}


def test_a_model_that_loads_does_not_hold_up_the_exit() -> None:
    process = start(
        "-c",
        "import runpy, time\n"
        "from service.adapters.onnx import onnx_text_classifier\n"
        """onnx_text_classifier._load = lambda _: (print('{"msg": "loading"}', flush=True), time.sleep(60))\n"""
        "runpy.run_module('service', run_name='__main__')",
    )
    read_until(process, "loading")
    process.terminate()
    read_until(process, "stopping")
    process.terminate()
    read_until(process, "could not stop in order")
    assert wait(process) == 1
{%- endif %}


def test_a_taken_port_is_in_the_log() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start(PORT=str(taken.getsockname()[1]))
        entry = read_until(process, "could not start")
        assert "in use" in entry["reason"]
        assert wait(process) == 1


def test_wrong_settings_are_all_named() -> None:
    process = start(PORT="http", LOG_LEVEL="loud", ${{ 'LLM_URL' if values.ai == 'language-model' else 'CLASSIFIER_URL' }}="ftp://x")
    problems = " ".join(read_until(process, "the settings cannot be used")["problems"])
    assert wait(process) == 1
    for name in ("PORT", "LOG_LEVEL", "${{ 'LLM_URL' if values.ai == 'language-model' else 'CLASSIFIER_URL' }}"):
        assert name in problems


@pytest.mark.parametrize(
    ("name", "value"),
{%- if values.ai == 'language-model' %}
    [("port", "65536"), ("port", "0x10"), ("model_timeout_ms", "-1"), ("concurrency", "0")],
{%- else %}
    [("port", "65536"), ("port", "0x10"), ("review_below", "nan"), ("review_below", "1.1"), ("concurrency", "0")],
{%- endif %}
)
def test_a_wrong_value_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name.upper(), value)
    with pytest.raises(ValidationError):
        Settings()


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCURRENCY", "")
    assert Settings().concurrency == 4
