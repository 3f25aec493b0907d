import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import { {% if values.ai == 'language-model' %}DraftRefusedError, InvalidTextError, ModelUnavailableError{% else %}ClassifierUnavailableError, InvalidTextError{% endif %} } from '../core/index.js';
import { HttpError } from './httpError.js';
import type { HttpServer } from './httpModule.js';

/** Gives every error the form `{statusCode, error, message}`. */
export function answerErrors(app: HttpServer): void {
  app.setErrorHandler((error: Error, request, reply) => {
    const answer = answerTo(error);
    if (answer.statusCode >= 500) {
      request.log.error({ err: error }, 'request failed');
    }
    return send(reply, answer);
  });
  app.setNotFoundHandler((request: FastifyRequest, reply) =>
    send(reply, new HttpError(404, `There is no ${request.method} ${pathWithoutQuery(request)}`)),
  );
}

/** Names the invalid field and its problem, such as `body/text must be string`. */
export function validationError(errors: FastifySchemaValidationError[], part: string): Error {
  const messages = errors.map(({ instancePath, keyword, params, message }) =>
    keyword === 'additionalProperties'
      ? `${part}${instancePath}/${String(params.additionalProperty)} is not a known field`
      : `${part}${instancePath} ${message}`,
  );
  return new HttpError(400, messages.join(', '));
}

function answerTo(error: Error & { statusCode?: number }): HttpError {
  if (error instanceof HttpError) {
    return error;
  }
  if (error instanceof InvalidTextError) {
    return new HttpError(400, error.message);
  }
{%- if values.ai == 'language-model' %}
  if (error instanceof DraftRefusedError) {
    return new HttpError(422, error.message);
  }
{%- endif %}
  if (error instanceof ${{ 'ModelUnavailableError' if values.ai == 'language-model' else 'ClassifierUnavailableError' }}) {
    return new HttpError(503, 'The model cannot answer now, try again later', {
      retryAfterSeconds: 5,
    });
  }
  const statusCode = error.statusCode ?? 500;
  // What went wrong inside is for the log, not for the caller.
  return new HttpError(
    statusCode,
    statusCode >= 500 ? 'Something went wrong; see the log' : error.message,
  );
}

function send(reply: FastifyReply, answer: HttpError): FastifyReply {
  if (answer.retryAfterSeconds !== undefined) {
    reply.header('retry-after', answer.retryAfterSeconds);
  }
  return reply.code(answer.statusCode).send({
    statusCode: answer.statusCode,
    // 499 is the word of proxies for a caller that did not wait; it is seen in logs and metrics only.
    error: STATUS_CODES[answer.statusCode] ?? 'Client Closed Request',
    message: answer.message,
  });
}

function pathWithoutQuery(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
