import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Response } from 'supertest';
import { assertContract } from '../../__testUtils__/assertContract';
import { Plan } from './requests';
import { isAllowed, maySee, Role } from './world';

/** A request that was answered. */
export interface Exchange {
  plan: Plan;
  role: Role;
  /** What it is about, if that is known. */
  subjects: string[];
  /** Everything that the caller sent, as text. */
  sent: string;
  json?: unknown;
  response: Response;
}

/** What only somebody who looks after the back end should read. */
const internals =
  /\n\s+at .+:\d+|node_modules|\bselect .+ from\b|insert into|update .+ set |SQLITE_|violates|syntax error at|invalid input syntax|relation "|Cannot read prop|is not a function|is not iterable|ECONN|Maximum call stack/i;

// What XML 1.0 does not allow, and what steers a terminal.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** What a reader of a media type would take for more than text. */
const dangers: Record<string, RegExp> = {
  'image/svg+xml': /<(script|img|image|a|use|foreignObject|iframe)\b|\son\w+=/i,
  'text/markdown': /^[^`]*[^\\`]<(script|img)|(?<!\\)\]\(javascript:/m,
  'application/junit+xml': controls,
  'application/xml': controls,
  'text/xml': controls,
  'text/plain': controls,
};

/** What is wrong with an answer; empty when nothing is. */
export function judge(exchange: Exchange, secrets: string[]): string[] {
  const { plan, role, response, sent } = exchange;
  const { target } = plan;
  const { status } = response;
  const text = response.text ?? String(response.body);
  const received = `${JSON.stringify(response.headers)}\n${text}`.toLowerCase();
  const known = sent.toLowerCase();
  const isDone = status < 300 && !refusesAll(response.body);
  const problems: string[] = [];

  if (status >= 500) {
    problems.push(`answers ${status}`);
  }
  // The HTTP server refuses an address that is too long before a plugin sees it.
  if (status !== 431) {
    try {
      // It compares what was sent with the document.
      Object.assign(response.request, { _data: exchange.json });
      assertContract(response);
    } catch (error) {
      problems.push(String(error));
    }
  }
  if (isDone && !isPermitted(exchange)) {
    problems.push(`is done for ${role.name}, who may not`);
  }
  for (const secret of secrets) {
    if (received.includes(secret) && !known.includes(secret)) {
      problems.push(`tells ${role.name} of ${secret}`);
    }
  }
  if (/html/.test(response.type)) {
    problems.push('serves HTML');
  }
  const leak = internals.exec(text);
  if (status >= 400 && leak && !known.includes(leak[0].toLowerCase())) {
    problems.push(`tells of its inside: ${leak[0]}`);
  }
  if (response.type === 'text/csv') {
    const formula = cellsOf(text).find(cell => /^\s*[=+\-@]/.test(cell));
    if (formula) {
      problems.push(`has a formula in its CSV: ${formula}`);
    }
  }
  for (const [type, pattern] of Object.entries(dangers)) {
    const found = isDone && response.type === type && pattern.exec(text);
    if (found) {
      problems.push(`has ${JSON.stringify(found[0])} in its ${type}`);
    }
  }
  return problems.map(problem => `${target.name} ${problem}`);
}

/** Whether a push of many items was answered, but stored none of them. */
function refusesAll(body?: {
  counts?: { refused: number };
  results?: unknown[];
}): boolean {
  return (
    body?.counts !== undefined && body.counts.refused === body.results?.length
  );
}

function isPermitted({ plan, role, subjects }: Exchange): boolean {
  const { permission, alternativePermission, isOpen } = plan.target;
  if (isOpen) {
    return true;
  }
  if (!role.user && !role.mayAll) {
    return false;
  }
  if (!subjects.every(entityRef => maySee(role, entityRef))) {
    return false;
  }
  if (!permission || permission === 'catalog.entity.read') {
    return true;
  }
  return [permission, alternativePermission].some(
    name =>
      name !== undefined &&
      (subjects.length === 0
        ? isAllowed(role, name)
        : subjects.every(entityRef => isAllowed(role, name, entityRef))),
  );
}

/** A reference as the catalog keeps it; undefined when it is none. */
export function toEntityRef(value: unknown): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(String(value), {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}

function cellsOf(csv: string): string[] {
  return Array.from(
    csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g),
    ([, quoted, plain]) => quoted ?? plain,
  );
}
