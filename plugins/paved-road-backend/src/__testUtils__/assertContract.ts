import { JsonObject } from '@backstage/types';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { Response } from 'supertest';
import { createOpenApiDocument } from '../openapi/createOpenApiDocument';

interface OperationObject {
  parameters: { name: string; in: string }[];
  requestBody?: object;
  responses: Record<string, { $ref?: string }>;
}

interface ResponseObject {
  headers?: object;
  content?: Record<string, object>;
}

const api = '/api/paved-road';
let contract: ReturnType<typeof readContract> | undefined;

/**
 * Makes sure that an answer is one that the OpenAPI document has, down to its fields, and that a request which succeeded
 * is one that the document allows.
 *
 * @throws Error that says what the document does not have
 */
export function assertContract(response: Response): void {
  const {
    method,
    url,
    _data: sent,
  } = response.request as typeof response.request & {
    _data?: unknown;
  };
  const { pathname, searchParams } = new URL(url);
  // What the framework serves beside it, and what HTTP says of any answer that the caller has.
  if (pathname.startsWith(`${api}/.`) || response.status === 304) {
    return;
  }
  contract ??= readContract();
  const operation = contract.find(method, pathname.slice(api.length));
  if (!operation) {
    if (response.status !== 404) {
      throw new Error(`${method} ${pathname} is no operation`);
    }
    return;
  }
  const { pointer, description } = operation;
  const refuse = (problem: string) => {
    throw new Error(
      `${method} ${pathname}, ${response.status}: ${problem} by the OpenAPI document`,
    );
  };
  const { $ref } =
    description.responses[response.status] ?? refuse('no answer');
  const at = $ref?.slice(1) ?? `${pointer}/responses/${response.status}`;
  const { headers = {}, content = {} } = contract.read(at) as ResponseObject;
  for (const name of Object.keys(headers)) {
    if (!response.get(name)) {
      refuse(`it has no ${name}, which is required`);
    }
  }
  if (Object.keys(content).length > 0) {
    if (!content[response.type]) {
      refuse(`${response.type} is no media type`);
    }
    if (response.type === 'application/json') {
      const schema = `${at}/content/application~1json/schema`;
      contract.validate(schema, response.body, refuse);
    }
  }
  if (response.status < 300) {
    for (const name of searchParams.keys()) {
      if (
        !description.parameters.some(p => p.name === name && p.in === 'query')
      ) {
        refuse(`${name} is no parameter`);
      }
    }
    if (description.requestBody) {
      const schema = `${pointer}/requestBody/content/application~1json/schema`;
      contract.validate(schema, JSON.parse(JSON.stringify(sent ?? {})), refuse);
    }
  }
}

function readContract() {
  const document = createOpenApiDocument();
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(closed(document), 'contract');

  const operations = Object.entries(document.paths as JsonObject)
    // Those without parameters go first, as in the routers.
    .sort(([a], [b]) => a.split('{').length - b.split('{').length)
    .map(([path, item]) => ({
      path,
      item: item as unknown as Record<string, OperationObject>,
      pattern: new RegExp(
        `^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`,
      ),
    }));
  const escape = (part: string) =>
    part.replaceAll('~', '~0').replaceAll('/', '~1');

  return {
    find(method: string, path: string) {
      const verb = method.toLowerCase();
      const found = operations.find(
        ({ pattern, item }) => item[verb] && pattern.test(path),
      );
      return (
        found && {
          pointer: `/paths/${escape(found.path)}/${verb}`,
          description: found.item[verb],
        }
      );
    },
    read: (pointer: string): unknown =>
      pointer
        .slice(1)
        .split('/')
        .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>((at, part) => (at as JsonObject)[part], document),
    validate(
      pointer: string,
      value: unknown,
      refuse: (problem: string) => never,
    ): void {
      const uri = pointer.split('/').map(encodeURIComponent).join('/');
      const validate = ajv.getSchema(`contract#${uri}`)!;
      if (!validate(value)) {
        refuse(`${ajv.errorsText(validate.errors)} is not`);
      }
    },
  };
}

/** Answers may grow, but not without the document. */
function closed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) =>
    part?.type === 'object' &&
    part.properties &&
    part.additionalProperties === undefined
      ? { ...part, unevaluatedProperties: false }
      : part,
  );
}
