import { setTimeout as sleep } from 'node:timers/promises';
import { estimateTokens } from '../../core/index.js';
import type { Completion, CompletionRequest, LanguageModel } from '../../core/index.js';

/** The content of ai/stub.json. */
export interface StubAnswers {
  /** How long an answer takes, in milliseconds, so that a queue fills as with a model. */
  delayMs: number;
  answers: readonly { keywords: readonly string[]; draft: string }[];
  otherwise: string;
}

/** Answers by the first keyword of a ticket, so that tests and the first start need no key and no network. */
export class StubLanguageModel implements LanguageModel {
  readonly #answers: StubAnswers;

  constructor(answers: StubAnswers) {
    this.#answers = answers;
  }

  async complete(
    { system, user, maxOutputTokens }: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Completion> {
    signal.throwIfAborted();
    await sleep(this.#answers.delayMs);
    signal.throwIfAborted();
    const ticket = user.toLowerCase();
    const { draft } = this.#answers.answers.find(({ keywords }) =>
      keywords.some(keyword => ticket.includes(keyword)),
    ) ?? { draft: this.#answers.otherwise };
    const text = Array.from(draft).slice(0, maxOutputTokens * 4).join('');
    return {
      text,
      inputTokens: estimateTokens(system, user),
      outputTokens: estimateTokens(text),
      finishReason: text === draft ? 'stop' : 'length',
    };
  }
}
