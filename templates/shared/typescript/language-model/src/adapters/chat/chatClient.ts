import { context, propagation } from '@opentelemetry/api';
import { Type } from 'typebox';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { estimateTokens } from '../../core/index.js';
import type { Completion, CompletionRequest } from '../../core/index.js';
import { readEvents } from './eventStream.js';
import { RequestFailedError } from './requestErrors.js';
import { retryAfterMs } from './retryAfter.js';

const optional = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
const count = optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 }));

/** The fields of a chunk that are used; providers send more. */
const chunkMessage = Type.Object({
  choices: optional(
    Type.Array(
      Type.Object({
        delta: optional(Type.Object({ content: optional(Type.String()) })),
        finish_reason: optional(Type.String()),
      }),
    ),
  ),
  usage: optional(Type.Object({ prompt_tokens: count, completion_tokens: count })),
});

/** It failed after it had begun: it may be down, but a retry would be paid for twice. */
class BrokenAnswerError extends RequestFailedError {
  override get isTemporary(): boolean {
    return false;
  }
}

/** How far a try has come; undefined while the model has not begun. */
export interface Progress {
  outputTokens: number | undefined;
}

/** Sends a request once, and reports the exact error; it does not retry. */
export class ChatClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #provider: string;
  readonly #model: string;
  readonly #tokenTimeoutMs: number;

  constructor(options: {
    url: string;
    apiKey?: string | undefined;
    provider: string;
    model: string;
    tokenTimeoutMs: number;
  }) {
    this.#url = `${options.url.replace(/\/+$/, '')}/chat/completions`;
    this.#headers = {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      ...(options.apiKey !== undefined && { authorization: `Bearer ${options.apiKey}` }),
    };
    this.#provider = options.provider;
    this.#model = options.model;
    this.#tokenTimeoutMs = options.tokenTimeoutMs;
  }

  /**
   * @param progress - is kept up to date while the answer comes
   * @throws RequestFailedError when there is no usable answer
   * @throws the reason of the signal, when that aborts
   */
  async send(
    request: CompletionRequest,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Completion> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), this.#tokenTimeoutMs);
    try {
      const body = await this.#open(request, AbortSignal.any([signal, silence.signal]));
      return await read(body, request, progress, () => timer.refresh());
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RequestFailedError) {
        throw error;
      }
      if (silence.signal.aborted) {
        // It may have begun to think, which is paid for.
        progress.outputTokens ??= 0;
        throw new BrokenAnswerError(`there was no token for ${this.#tokenTimeoutMs} ms`, {});
      }
      if (progress.outputTokens !== undefined) {
        throw new BrokenAnswerError('the answer broke off', { cause: error });
      }
      throw new RequestFailedError('it cannot be reached, or gives no answer that can be read', {
        cause: error,
      });
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
      // A redirect would send the text and the key to another host.
      redirect: 'manual',
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
  progress: Progress,
  onToken: () => void,
): Promise<Completion> {
  let text = '';
  let finishReason: string | undefined;
  let usage: Pick<Completion, 'inputTokens' | 'outputTokens'> | undefined;
  for await (const data of readEvents(body)) {
    if (data === '[DONE]') {
      break;
    }
    const chunk = parse(data);
    if (!Value.Check(chunkMessage, chunk)) {
      throw new Error('an event is not as agreed');
    }
    const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = chunk.usage ?? {};
    if (typeof inputTokens === 'number' && typeof outputTokens === 'number') {
      usage = { inputTokens, outputTokens };
    }
    const choice = chunk.choices?.[0];
    finishReason = choice?.finish_reason ?? finishReason;
    const content = choice?.delta?.content;
    if (content) {
      onToken();
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
    ...(usage ?? {
      inputTokens: estimateTokens(system, user),
      outputTokens: estimateTokens(text),
    }),
    finishReason: finishReason === 'stop' ? 'stop' : 'length',
  };
}
