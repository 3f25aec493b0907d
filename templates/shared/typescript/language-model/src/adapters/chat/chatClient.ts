import { context, propagation } from '@opentelemetry/api';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { estimateTokens } from '../../core/index.js';
import type { Completion, CompletionRequest } from '../../core/index.js';
import { readEvents } from './eventStream.js';
import { RequestFailedError } from './requestErrors.js';
import { retryAfterMs } from './retryAfter.js';

/** What is read of a chunk; providers send much more. */
const chunkMessage = Type.Object({
  choices: Type.Array(
    Type.Object({
      delta: Type.Optional(
        Type.Object({ content: Type.Optional(Type.Union([Type.String(), Type.Null()])) }),
      ),
      finish_reason: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    }),
  ),
  usage: Type.Optional(
    Type.Union([
      Type.Object({
        prompt_tokens: Type.Integer({ minimum: 0 }),
        completion_tokens: Type.Integer({ minimum: 0 }),
      }),
      Type.Null(),
    ]),
  ),
});

/** It failed after the first token: it may be down, but a retry would be paid for twice. */
class BrokenAnswerError extends RequestFailedError {
  override get isTemporary(): boolean {
    return false;
  }
}

/** Sends a request once, and reports the exact error; it does not retry. */
export class ChatClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #provider: string;
  readonly #model: string;
  readonly #firstTokenTimeoutMs: number;

  constructor(options: {
    url: string;
    apiKey?: string | undefined;
    provider: string;
    model: string;
    firstTokenTimeoutMs: number;
  }) {
    this.#url = `${options.url.replace(/\/+$/, '')}/chat/completions`;
    this.#headers = {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      ...(options.apiKey !== undefined && { authorization: `Bearer ${options.apiKey}` }),
    };
    this.#provider = options.provider;
    this.#model = options.model;
    this.#firstTokenTimeoutMs = options.firstTokenTimeoutMs;
  }

  /**
   * @param progress - is kept up to date while the answer comes
   * @throws RequestFailedError when there is no usable answer
   * @throws the reason of the signal, when that aborts
   */
  async send(
    request: CompletionRequest,
    progress: { outputTokens: number },
    signal: AbortSignal,
  ): Promise<Completion> {
    progress.outputTokens = 0;
    const noToken = new AbortController();
    const timer = setTimeout(() => noToken.abort(), this.#firstTokenTimeoutMs);
    try {
      const body = await this.#open(request, AbortSignal.any([signal, noToken.signal]));
      return await read(body, request, progress, () => clearTimeout(timer));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RequestFailedError) {
        throw error;
      }
      if (progress.outputTokens > 0) {
        throw new BrokenAnswerError('the answer broke off', { cause: error });
      }
      throw new RequestFailedError(
        noToken.signal.aborted
          ? `there was no token within ${this.#firstTokenTimeoutMs} ms`
          : 'it cannot be reached, or gives no answer that can be read',
        { cause: error },
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async #open(
    { system, user, maxOutputTokens }: CompletionRequest,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    const headers = { ...this.#headers };
    propagation.inject(context.active(), headers);
    const response = await fetch(this.#url, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        model: this.#model,
        max_tokens: maxOutputTokens,
        stream: true,
        // Mistral refuses the field, and counts tokens without it.
        ...(this.#provider !== 'mistral' && { stream_options: { include_usage: true } }),
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ],
      }),
      // A redirect would send the text and the key to somebody who was not asked for.
      redirect: 'error',
      signal,
    });
    if (response.status !== 200 || !response.body) {
      await response.body?.cancel();
      throw new RequestFailedError(`it answered with status ${response.status}`, {
        status: response.status,
        retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
      });
    }
    return response.body;
  }
}

/** Parses without an error that quotes the answer: errors are logged. */
function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new Error('an event is no JSON');
  }
}

/** Reads the stream until it ends, or until it has more than was asked for. */
async function read(
  body: ReadableStream<Uint8Array>,
  { system, user, maxOutputTokens }: CompletionRequest,
  progress: { outputTokens: number },
  onFirstToken: () => void,
): Promise<Completion> {
  let text = '';
  let finishReason: string | undefined;
  let usage: { prompt_tokens: number; completion_tokens: number } | undefined;
  for await (const data of readEvents(body)) {
    if (data === '[DONE]') {
      break;
    }
    const chunk = parse(data);
    if (!Value.Check(chunkMessage, chunk)) {
      throw new Error('an event is not as agreed');
    }
    usage = chunk.usage ?? usage;
    const [choice] = chunk.choices;
    finishReason = choice?.finish_reason ?? finishReason;
    const content = choice?.delta?.content;
    if (content) {
      onFirstToken();
      text += content;
      progress.outputTokens = estimateTokens(text);
      if (progress.outputTokens > maxOutputTokens) {
        finishReason = 'length';
        break;
      }
    }
  }
  if (finishReason === undefined) {
    throw new Error('the stream ended before the answer');
  }
  return {
    text,
    inputTokens: usage?.prompt_tokens ?? estimateTokens(system, user),
    outputTokens: usage?.completion_tokens ?? progress.outputTokens,
    finishReason: finishReason === 'stop' ? 'stop' : 'length',
  };
}
