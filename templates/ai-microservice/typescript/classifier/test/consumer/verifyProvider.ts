import Schema from 'typebox/schema';
import type { HttpServer } from '../../src/http/index.js';
import type { Contract, Interaction } from './contract.js';

/** Gives the service in the state that an interaction names. */
export type Provider = (given: string | undefined) => Promise<HttpServer>;

/** Sends the requests of a contract to the service, and returns what is not as the consumer expects. */
export async function verifyProvider(contract: Contract, provider: Provider): Promise<string[]> {
  const problems = [];
  for (const interaction of contract.interactions) {
    const app = await provider(interaction.given);
    for (const problem of await verify(interaction, app)) {
      problems.push(`${interaction.description}: ${problem}`);
    }
  }
  return problems;
}

async function verify({ request, response }: Interaction, app: HttpServer): Promise<string[]> {
  const { method, path: url, body } = request;
  const answer = await app.inject({ method, url, ...(body && { payload: body }) });
  if (answer.statusCode !== response.status) {
    return [`status ${answer.statusCode}, not ${response.status}: ${answer.body}`];
  }
  const headers = Object.entries(response.headers ?? {})
    .map(([name, { pattern }]) => ({ name, pattern, value: String(answer.headers[name]) }))
    .filter(({ pattern, value }) => !new RegExp(pattern).test(value))
    .map(({ name, pattern, value }) => `header ${name}: ${value}, not ${pattern}`);
  return [...headers, ...schemaProblems(response.schema, answer.json())];
}

/** What keeps a body from being as the schema says, by the path of the field. */
export function schemaProblems(schema: object, body: unknown): string[] {
  const [, errors] = Schema.Compile(schema).Errors(body);
  return errors.map(({ instancePath, message }) => `body${instancePath} ${message}`);
}
