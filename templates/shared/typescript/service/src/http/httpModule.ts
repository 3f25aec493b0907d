import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Registry } from 'prom-client';
import type { ${{ 'Draft, DraftObserver' if values.ai == 'language-model' else 'Classification' }} } from '../core/index.js';

/** Fastify, with the types of requests and answers taken from their TypeBox schemas. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What the shell gives to every module. */
export interface HttpTools {
  /**
   * Runs what costs time in the bounded queue of the process. The signal is aborted when the time is up
   * and when the caller goes away; pass it on.
   *
   * @throws HttpError 429 when the queue is full, 503 when the time is up
   */
  work: <T>(task: (signal: AbortSignal) => Promise<T>) => Promise<T>;
{% if values.ai == 'language-model' %}
  /** Makes one draft and records its calls, tokens, cost and trace. */
  measureDraft: (task: (observer: DraftObserver) => Promise<Draft>) => Promise<Draft>;
{% else %}
  /** Runs one classification and records its time, its label and its trace. */
  measureClassification: (task: () => Promise<Classification>) => Promise<Classification>;
{% endif %}
  /** Metrics that are registered here are in `GET /metrics`. */
  metrics: Registry;
}

/** A part of the API. The shell contains none of its rules, and it imports no other module. */
export interface HttpModule {
  /** The tag of its operations in the OpenAPI document. */
  name: string;

  /** Adds the routes; hooks that it adds see its own routes only. */
  register(app: HttpServer, tools: HttpTools): void | Promise<void>;
}
