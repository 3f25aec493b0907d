import asyncio
import json
from typing import Any

from ..aws import Record
from ..core import InvalidTextError
from ${{ '..modules.drafts import DraftBody, DraftRequest' if values.ai == 'language-model' else '..web import ClassificationBody, TextRequest' }}
from .function import Function, warm_function

# Seconds needed at the end to report failures; without it, all messages would be delivered again.
REPORTING = 0.5


class QueueHandler:
    """${{ 'Drafts replies to' if values.ai == 'language-model' else 'Classifies' }} a batch of messages `{"text": "..."}` from SQS and sends the results to the result queue.

    What fails is reported by its id, so that SQS hands out nothing else again, and moves what keeps failing to
    the dead-letter queue. A message delivered twice is ${{ 'answered' if values.ai == 'language-model' else 'classified' }} once.
    """

    def __init__(self, function: Function) -> None:
        self._function = function

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        failed = [record["messageId"] for record in event["Records"] if not self._succeeds(record, context)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def _succeeds(self, record: dict[str, Any], context: Any) -> bool:
        try:
            self._${{ 'draft' if values.ai == 'language-model' else 'classify' }}_once(record, context)
        except Exception as error:
            receives = record["attributes"]["ApproximateReceiveCount"]
            # The name of the error only: a message may quote a text of a user.
            fields = {"messageId": record["messageId"], "receives": receives, "error": type(error).__name__}
            self._function.logger.error("message failed", extra={"fields": fields})
            return False
        return True

    def _${{ 'draft' if values.ai == 'language-model' else 'classify' }}_once(self, record: dict[str, Any], context: Any) -> None:
        function, message_id = self._function, record["messageId"]
        known = function.store.begin(message_id, "")
        if known is not None:
            if known.answer is None:
                raise RuntimeError("The message is worked on elsewhere")
            return
        try:
            seconds = min(function.request_timeout, context.get_remaining_time_in_millis() / 1000 - REPORTING)
            ${{ 'drafting = function.drafts.draft' if values.ai == 'language-model' else 'classifying = function.classification.classify' }}(_read_text(record["body"]))
            # A text that hangs must not take its whole batch with it.
            result = function.runner.run(asyncio.wait_for(${{ 'drafting' if values.ai == 'language-model' else 'classifying' }}, seconds))
            function.results(message_id, ${{ 'DraftBody' if values.ai == 'language-model' else 'ClassificationBody' }}.model_validate(result).model_dump(by_alias=True))
        except BaseException:
            function.store.forget(message_id)
            raise
        function.store.finish(message_id, Record("", {}))


def _read_text(body: str) -> str:
    try:
        return ${{ 'DraftRequest' if values.ai == 'language-model' else 'TextRequest' }}.model_validate(json.loads(body)).text
    except ValueError:
        raise InvalidTextError('The message must be {"text": "..."}') from None


handler = QueueHandler(warm_function())
