"""The HTTP shell: limits, errors, ids, metrics and the log."""

import asyncio
import json
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.core import InvalidTextError, ModelUnavailableError
from service.runtime.logger import JsonFormatter
from service.web import HttpError
from service.web.observer import BODY_LIMIT
from service.web.work_queue import Rejection, WorkQueue

from .conftest import Client

pytestmark = pytest.mark.anyio

TEXT = {"text": "I was charged twice and would like a refund"}
{%- if values.ai == 'language-model' %}
PATH = "/v1/drafts"
TASK = "service.core.DraftService.draft"
{%- else %}
PATH = "/v1/classify"
TASK = "service.core.ClassificationService.classify"
{%- endif %}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


async def never() -> None:
    await asyncio.sleep(60)


class TestRequests:
    async def test_an_answer_has_the_id_of_its_request(self, client: Client) -> None:
        async with client() as service:
            answer = await service.post(PATH, json=TEXT, headers={"x-request-id": "one"})
        assert (answer.status_code, answer.headers["x-request-id"]) == (200, "one")

    @pytest.mark.parametrize(
        ("body", "part"),
        [
            ({}, "body/text"),
            ({"text": 1}, "body/text"),
            ({"text": ""}, "body/text"),
            ({"text": "x" * 5001}, "body/text"),
            ({"text": "x", "label": "x"}, "body/label"),
            ({"text": " "}, "empty"),
            ([], "body"),
        ],
    )
    async def test_what_is_wrong_is_named(self, client: Client, body: object, part: str) -> None:
        async with client() as service:
            answer = await service.post(PATH, json=body)
        assert answer.status_code == 400
        assert set(answer.json()) == {"statusCode", "error", "message"}
        assert part in answer.json()["message"]

    async def test_other_answers_have_the_same_form(self, client: Client) -> None:
        async with client() as service:
            headers = {"content-type": "application/json"}
            answers = [
                await service.post(PATH, content=b"{", headers=headers),
                await service.post(PATH, content=b"<a/>", headers={"content-type": "text/xml"}),
                await service.post(PATH, json={"text": "x" * BODY_LIMIT}),
                await service.get(PATH),
                await service.get("/v1/nothing?text=secret"),
            ]
        assert [answer.status_code for answer in answers] == [400, 415, 413, 404, 404]
        for answer in answers:
            assert answer.json()["statusCode"] == answer.status_code
            assert "secret" not in answer.text
        assert [answer.json()["error"] for answer in answers][1:3] == ["Unsupported Media Type", "Payload Too Large"]

    async def test_an_answer_does_not_grow_with_what_is_wrong(self, client: Client) -> None:
        async with client() as service:
            answers = [
                await service.post(PATH, json={**TEXT, **dict.fromkeys(map(str, range(5000)))}),
                await service.post(PATH, json={**TEXT, "x" * 60_000: 1}),
                await service.post(PATH, content=b'{"\\ud800": 1}', headers={"content-type": "application/json"}),
            ]
        for answer in answers:
            assert (answer.status_code, len(answer.text) < 500) == (400, True)

    @pytest.mark.parametrize(
        ("text", "status"),
        [("\\ud800 refund", 200), ("\\ufeff", 400), ("\\u001c", 200), ("\\ud83c\\udfab" * 2501, ${{ 200 if values.ai == 'language-model' else 400 }})],
        ids=["half a pair", "byte order mark", "separator", "emoji"],
    )
    async def test_texts_are_seen_as_in_the_typescript_variant(self, client: Client, text: str, status: int) -> None:
        async with client() as service:
            content, headers = f'{{"text": "{text}"}}'.encode(), {"content-type": "application/json"}
            assert (await service.post(PATH, content=content, headers=headers)).status_code == status

    @given(body=json_values)
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_body_is_an_error_of_the_service(self, client: Client, body: object) -> None:
        async def send() -> int:
            async with client() as service:
                return (await service.post(PATH, json=body)).status_code

        assert asyncio.run(send()) in (200, 400)

    async def test_an_error_that_nobody_expects_is_logged_without_its_message(
        self, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(*_: object) -> None:
            raise RuntimeError("quotes the text of a user")

        monkeypatch.setattr(TASK, fail)
        async with client() as service:
            answer = await service.post(PATH, json=TEXT)
        assert (answer.status_code, answer.json()["message"]) == (500, "Something went wrong; see the log")
        lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
        [line] = [line for line in lines if line["msg"] == "request failed"]
        assert line["err"]["type"] == "RuntimeError"
        assert "quotes" not in json.dumps(lines)

    async def test_a_model_that_cannot_answer_is_503_and_its_reason_is_in_the_log(
        self, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(*_: object) -> None:
            raise ModelUnavailableError("the reason")

        monkeypatch.setattr(TASK, fail)
        async with client() as service:
            answer = await service.post(PATH, json=TEXT)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "the reason" not in answer.text
        assert "the reason" in [getattr(record, "fields", {}).get("reason") for record in caplog.records]

    async def test_a_refused_body_is_counted_by_its_route(self, client: Client) -> None:
        async with client() as service:
            await service.post(PATH, json={"text": "x" * BODY_LIMIT})
            await service.post(PATH, content=b"<a/>", headers={"content-type": "text/xml", "content-length": "four"})
            await service.post("/v1/nothing", content=b"<a/>")
            metrics = (await service.get("/metrics")).text
        for route, status in ((PATH, 413), (PATH, 415), ("unknown", 415)):
            assert f'count{{method="POST",route="{route}",status="{status}"}} 1.0' in metrics

    async def test_invented_methods_add_no_metrics(self, client: Client) -> None:
        async with client() as service:
            for number in range(3):
                assert (await service.request(f"METHOD{number}", "/livez")).status_code == 404
            metrics = (await service.get("/metrics")).text
        assert "METHOD" not in metrics

    async def test_probes_and_metrics_are_answered(self, client: Client) -> None:
        async with client() as service:
            await service.post(PATH, json=TEXT)
            assert (await service.get("/livez")).json() == {"status": "ok"}
            assert (await service.get("/readyz")).json() == {"status": "ready"}
            metrics = (await service.get("/metrics")).text
        assert f'http_request_duration_seconds_count{{method="POST",route="{PATH}",status="200"}} 1.0' in metrics
        assert "work_queue_depth 0.0" in metrics

    async def test_each_request_is_a_line_without_its_text(
        self, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        caplog.set_level(logging.INFO, logger="test")
        monkeypatch.setattr(caplog.handler, "formatter", JsonFormatter())
        trace = "0af7651916cd43dd8448eb211c80319c"
        async with client() as service:
            headers = {"traceparent": f"00-{trace}-b7ad6b7169203331-01"}
            await service.post(f"{PATH}?secret", json=TEXT, headers=headers)
            await service.get("/readyz")
        lines = [json.loads(line) for line in caplog.text.splitlines()]
        [line] = [line for line in lines if line["msg"] == "request completed"]
        assert (line["route"], line["statusCode"], line["level"]) == (PATH, 200, "info")
        assert (line["trace_id"], line["parent_id"]) == (trace, "b7ad6b7169203331")
        assert TEXT["text"] not in caplog.text
        assert "secret" not in caplog.text


class TestWorkQueue:
    def make(self, concurrency: int, queue_limit: int, timeout: float = 5) -> tuple[WorkQueue, list[Rejection]]:
        rejections: list[Rejection] = []
        return WorkQueue(concurrency, queue_limit, timeout, rejections.append), rejections

    async def test_more_than_it_holds_is_refused(self) -> None:
        queue, rejections = self.make(1, 1)
        release = asyncio.Event()
        first, second = (asyncio.ensure_future(queue.run(release.wait, never)) for _ in range(2))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (queue.running, queue.waiting) == (1, 1)
        with pytest.raises(HttpError) as refused:
            await queue.run(release.wait, never)
        assert (refused.value.status, refused.value.retry_after, rejections) == (429, 1, ["full"])
        release.set()
        assert list(await asyncio.gather(first, second)) == [True, True]
        assert (queue.running, queue.waiting) == (0, 0)

    async def test_a_late_task_is_answered_and_keeps_its_slot_until_it_stops(self) -> None:
        queue, rejections = self.make(1, 0, 0.01)
        stop = asyncio.Event()

        async def stubborn() -> None:
            try:
                await asyncio.sleep(60)
            finally:
                await stop.wait()

        with pytest.raises(HttpError) as late:
            await queue.run(stubborn, never)
        assert (late.value.status, rejections) == (503, ["timeout"])
        with pytest.raises(HttpError) as full:
            await queue.run(stubborn, never)
        assert full.value.status == 429
        stop.set()
        await asyncio.sleep(0.01)
        assert (queue.running, queue.waiting) == (0, 0)

    async def test_nothing_runs_on_for_a_caller_who_went_away(self) -> None:
        queue, rejections = self.make(1, 0)
        with pytest.raises(HttpError) as gone:
            await queue.run(never, lambda: asyncio.sleep(0.01))
        assert (gone.value.status, rejections) == (499, ["caller-gone"])

    @pytest.mark.parametrize(
        ("error", "counted"), [(ModelUnavailableError(), ["unavailable"]), (InvalidTextError(), [])]
    )
    async def test_an_error_of_a_task_is_passed_on(self, error: Exception, counted: list[Any]) -> None:
        async def fail() -> None:
            raise error

        queue, rejections = self.make(1, 0)
        with pytest.raises(type(error)):
            await queue.run(fail, never)
        assert rejections == counted


async def test_over_http_a_full_queue_is_429_with_retry_after(client: Client) -> None:
    async with client(concurrency=1, queue_limit=0) as service:
        answers = await asyncio.gather(*(service.post(PATH, json=TEXT) for _ in range(4)))
    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 200
    assert codes[-1] == 429
    assert next(answer for answer in answers if answer.status_code == 429).headers["retry-after"] == "1"
