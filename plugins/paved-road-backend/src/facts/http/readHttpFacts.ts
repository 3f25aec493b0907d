import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  parseInput,
  SourceVariable,
  SourceVariables,
} from '@paved-road/plugin-paved-road-common';
import { compileSourceExpression } from '@paved-road/plugin-paved-road-common/rules';
import { FactCollector, readHeaders } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { hashJson } from '../../database/hash';
import { FactCollectorRegistry } from '../FactCollectors';
import { readJsonSchema } from '../jsonSchema';
import { declaredFact, readDuration } from '../readFactsConfig';
import { createHttpCollector, HttpSource, Portal } from './createHttpCollector';
import { compileTemplate, Template } from './template';

const HTTP = 'pavedRoad.facts.http';

const MOST_PAGES = 100;

const itemSchema = z.strictObject({
  ...declaredFact,
  url: z.string(),
  method: z.enum(['GET', 'POST']).optional(),
  // Read separately, because error messages show invalid values, and headers are secret.
  headers: z.unknown().optional(),
  body: z.union([z.record(z.string(), z.json()), z.array(z.json())]).optional(),
  allowedHosts: z
    .array(
      z
        .string()
        .toLowerCase()
        .regex(
          /^((\*\.)?[\w-]+(\.[\w-]+)*|\[[\da-f:.]+\])(:\d{1,5})?$/,
          'use names such as api.example.com, api.example.com:8443 or *.example.com',
        ),
    )
    .min(1)
    .optional(),
  value: z.string(),
  paging: z
    .strictObject({
      next: z.string(),
      items: z.string(),
      maxPages: z.int().min(1).max(MOST_PAGES).default(10),
    })
    .optional(),
  schema: z.unknown(),
  freshness: z.union([z.string(), z.record(z.string(), z.number())]),
  timeout: z.unknown().optional(),
  grace: z.unknown().optional(),
  cost: z.enum(['low', 'medium', 'high']).default('medium'),
});

type Item = z.output<typeof itemSchema>;

/**
 * Reads the collectors in `pavedRoad.facts.http`.
 *
 * @throws InputError that names the key
 */
export function readHttpFacts(config: Config, portal: Portal): FactCollector[] {
  const registry = new FactCollectorRegistry();
  (config.getOptionalConfigArray(HTTP) ?? []).forEach((item, index) => {
    const key = `${HTTP}[${index}]`;
    const collector = readHttpFact(item, key, portal);
    try {
      registry.addFactCollector(collector);
    } catch (error) {
      throw new InputError(`${key}: ${toError(error).message}`);
    }
  });
  return registry.list();
}

function readHttpFact(
  config: Config,
  key: string,
  portal: Portal,
): FactCollector {
  const item = parseInput(itemSchema, config.get(), key);
  const { name, title, description, filter, cost, measurements } = item;
  const schema = readJsonSchema(item.schema, `${key}.schema`);
  return createHttpCollector(
    {
      id: name,
      title,
      description,
      schema: () => schema,
      freshness: readDuration(config, 'freshness', key)!,
      timeout: readDuration(config, 'timeout', key),
      grace: readDuration(config, 'grace', key),
      cost,
      filter,
      measurements,
    },
    readSource(item, key),
    portal,
  );
}

function readSource(item: Item, key: string): HttpSource {
  const { paging, body, value, method = body ? 'POST' : 'GET' } = item;
  if (body && method === 'GET') {
    throw new InputError(`${key}.body: a GET has none; leave method out`);
  }
  const page = ['entity', 'now', 'response'] as const;
  return {
    method,
    url: readUrl(item, key),
    headers: Object.fromEntries(
      Object.entries(readHeaders(item.headers, `${key}.headers`)).map(
        ([name, text]) => [
          name,
          compileTemplate(text, `${key}.headers.${name}`),
        ],
      ),
    ),
    body: body && compileBody(body, `${key}.body`),
    allowedHosts: item.allowedHosts,
    value: compile(value, paging ? [...page, 'items'] : page, `${key}.value`),
    paging: paging && {
      maxPages: paging.maxPages,
      next: compile(paging.next, page, `${key}.paging.next`),
      items: compile(paging.items, page, `${key}.paging.items`),
    },
    version: hashJson([value, item.schema]),
  };
}

function compile(
  source: string,
  variables: readonly SourceVariable[],
  key: string,
) {
  const compiled = compileSourceExpression(source, variables);
  if (compiled.status === 'invalid') {
    throw new InputError(`${key}: ${compiled.reasons.join('; ')}`);
  }
  return compiled;
}

function readUrl({ url, allowedHosts }: Item, key: string): Template {
  const template = compileTemplate(url, `${key}.url`);
  const { prefix, isConstant } = template;
  if (/^plugin:\/\/[a-z][a-z\d]*(-[a-z\d]+)*\//.test(prefix)) {
    if (allowedHosts) {
      throw new InputError(
        `${key}.allowedHosts: leave it out, because the portal finds the plugin`,
      );
    }
    return template;
  }
  if (!/^https?:\/\//i.test(prefix)) {
    throw new InputError(
      `${key}.url: begin with https://, http:// or plugin:// and the id of a plugin, before any {{ }}`,
    );
  }
  const authority = /^https?:\/\/([^/?#]*)(.?)/i.exec(prefix)!;
  if (authority[1].includes('@')) {
    throw new InputError(`${key}.url: put credentials into headers`);
  }
  const hasHost = authority[2] !== '' || isConstant;
  if (hasHost && !URL.canParse(authority[0])) {
    throw new InputError(`${key}.url: ${authority[1]} is no host`);
  }
  if (!hasHost && !allowedHosts) {
    throw new InputError(
      `${key}.allowedHosts: name the allowed hosts, because the host of url depends on the entity`,
    );
  }
  return template;
}

/** Only texts have expressions, so that no value can change the structure of the body. */
function compileBody(
  body: JsonValue,
  key: string,
): (variables: SourceVariables) => JsonValue {
  if (typeof body === 'string') {
    const template = compileTemplate(body, key);
    return variables => template.expand(variables);
  }
  if (typeof body !== 'object' || body === null) {
    return () => body;
  }
  const parts = Object.entries(body).map(
    ([name, part]) =>
      [name, compileBody(part as JsonValue, `${key}.${name}`)] as const,
  );
  return variables => {
    const values = parts.map(
      ([name, part]) => [name, part(variables)] as const,
    );
    return Array.isArray(body)
      ? values.map(([, value]) => value)
      : Object.fromEntries(values);
  };
}
