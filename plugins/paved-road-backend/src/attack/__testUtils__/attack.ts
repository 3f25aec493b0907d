import { JsonObject } from '@backstage/types';
import {
  capabilities,
  Operation,
} from '@paved-road/plugin-paved-road-common/schemas';
import fc from 'fast-check';
import request, { Response } from 'supertest';
import { createOpenApiDocument } from '../../openapi/createOpenApiDocument';
import { judge, toEntityRef } from './judge';
import { injections } from './hostile';
import { Hints, Plan, plans, Target } from './requests';
import { roles, World } from './world';

const AT_ONCE = 12;
/** Requests between two times that there are new records. */
const BATCH = 250;
const api = '/api/paved-road';
const actions = '/.backstage/actions/v1/actions';

/** What came of an attack. */
export interface Outcome {
  requests: number;
  /** How many of each status. */
  statuses: Record<number, number>;
  /** Operations and actions of which no request was done, so that not much was tried. */
  neverDone: string[];
  /** One example of each kind, with its seed and number. */
  problems: string[];
}

/** Sends generated requests of all roles to all operations and actions, and judges each answer. */
export async function attack(
  world: World,
  { count, seed }: { count: number; seed: number },
): Promise<Outcome> {
  const targets = [...operationTargets(), ...(await actionTargets(world))];
  const arbitrary = plans(targets, {
    roles: roles.flatMap((role, number) =>
      Array<number>(role.user || role.mayAll ? 3 : 1).fill(number),
    ),
    hints: hintsOf(world),
    examples: examplesOf(world),
  });
  const statuses: Outcome['statuses'] = {};
  const problems = new Map<string, string>();
  const neverDone = new Set(targets.map(({ name }) => name));
  async function sendAll(batch: Plan[], sent: number) {
    let next = 0;
    const sendOneByOne = async () => {
      while (next < batch.length) {
        const plan = batch[next];
        next += 1;
        const number = sent + next;
        const { status, found, what } = await sendOne(world, plan);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status < 300) {
          neverDone.delete(plan.target.name);
        }
        for (const problem of found) {
          const kind = problem.replace(/[0-9a-f-]{36}|"[^"]*"|\d+/g, '…');
          if (!problems.has(kind)) {
            problems.set(kind, `${problem} (request ${number}: ${what})`);
          }
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendOneByOne));
  }
  for (let sent = 0; sent < count; sent += BATCH) {
    if (sent > 0) {
      await world.refill();
    }
    const numRuns = Math.min(BATCH, count - sent);
    await sendAll(fc.sample(arbitrary, { numRuns, seed: seed + sent }), sent);
  }
  return {
    requests: count,
    statuses,
    neverDone: [...neverDone],
    problems: [...problems.values()],
  };
}

async function sendOne(world: World, plan: Plan) {
  const { target } = plan;
  const role = roles[plan.role];
  const json = plan.body && 'json' in plan.body ? plan.body.json : undefined;
  const { path, subjects, etag } = place(world, plan, json);
  const headers: Record<string, string> = {
    ...(role.authorization && { authorization: role.authorization }),
    ...(plan.withIfMatch && { 'if-match': plan.ifMatch ?? etag ?? '*' }),
    ...(plan.body && { 'content-type': 'application/json' }),
    ...plan.headers,
  };
  const url = `${path}${toQuery(plan.query)}`;
  const raw =
    plan.body && 'raw' in plan.body ? plan.body.raw : JSON.stringify(json);
  const secrets = world.secretsFor(role);
  const call = request(world.server)
    [target.method](`${api}${url}`)
    .set(headers)
    .buffer(true)
    .ok(() => true);
  const response: Response = await (raw === undefined ? call : call.send(raw));
  const sent = [decode(url), url, raw ?? '', JSON.stringify(headers)].join(
    '\n',
  );
  keep(world, target, response);
  return {
    status: response.status,
    found: judge(
      { plan, role, subjects, sent, json: json ?? toJson(raw), response },
      secrets,
    ),
    what: `${role.name}, ${target.method} ${url.slice(0, 300)}, ${JSON.stringify(headers)}, ${raw?.slice(0, 600)}, ${response.status} ${response.text?.slice(0, 300)}`,
  };
}

/** These are about what is sent, whatever the catalog has. */
const aboutSent = ['previewDecisionRecord', 'checkCreation'];

/** The path of a request, and what it is about. */
function place(world: World, plan: Plan, json: unknown) {
  const { target, pick, oddParameter } = plan;
  const oneOf = <T>(list: readonly T[]): T | undefined =>
    list[pick % Math.max(list.length, 1)];
  const [, first, second] = target.path.split('/');
  const collection = second === 'preview' ? second : first;
  const records = world.known.get(collection) ?? [];
  const waiting = records.filter(({ status }) =>
    ['submitted', 'requested'].includes(status!),
  );
  // Most moves are for what waits, and most of the rest does not.
  const record = oneOf(
    pick % 2 === 0 && waiting.length > 0 ? waiting : records,
  );
  const ref = oneOf(world.entityRefs)!;
  const [kind, namespace, name] = ref.split(/[:/]/);
  const isOfEntity = target.path.includes('{kind}');
  const values: Record<string, string | undefined> = {
    kind,
    namespace,
    name: isOfEntity ? name : world.pack.metadata.name,
    id: record?.id,
    token: record?.id,
  };
  let isOdd = false;
  const path = target.path.replace(/\{(\w+)\}/g, (_, parameter) => {
    if (
      oddParameter !== undefined &&
      !['kind', 'namespace'].includes(parameter)
    ) {
      isOdd = true;
      return encodeURIComponent(oddParameter.toWellFormed());
    }
    return encodeURIComponent(
      values[parameter] ?? '11111111-1111-4111-8111-111111111111',
    );
  });
  const { entityRef, entityRefs } = (json ?? {}) as Record<string, unknown>;
  const isAbout = [
    isOfEntity && ref,
    target.path.includes('{id}') && record?.entityRef,
  ].filter(about => about && !isOdd);
  const inBody = [entityRef, entityRefs]
    .flat()
    .filter(about => typeof about === 'string')
    .map(toEntityRef);
  return {
    path,
    etag: isOdd ? undefined : record?.etag,
    subjects: [
      ...isAbout,
      ...(aboutSent.includes(target.operation) ? [] : inBody),
    ].filter(about => typeof about === 'string'),
  };
}

/** Later requests can be about what this one has made. */
function keep(world: World, { path }: Target, { status, body }: Response) {
  const [, first, second] = path.split('/');
  if (status >= 300 || typeof body?.id !== 'string') {
    return;
  }
  const isPreview = second === 'preview';
  const collection = isPreview ? 'preview' : first;
  world.remember(first === 'entities' ? 'assessments' : collection, {
    id: body.id,
    etag: body.etag,
    entityRef: body.entityRef,
    status: body.status,
  });
}

function operationTargets(): Target[] {
  const root = createOpenApiDocument();
  const paths = root.paths as Record<string, Record<string, JsonObject>>;
  return capabilities
    .flatMap(({ operations }) => Object.entries<Operation>(operations))
    .flatMap(([name, operation]) => {
      const { route, permission, alternativePermission } = operation;
      const { callers, ifMatch, renderings } = operation;
      const [verb, express] = route.split(' ');
      const path = express.replace(/:(\w+)/g, '{$1}');
      const method = verb.toLowerCase() as Target['method'];
      const { parameters, requestBody } = paths[path][method] as unknown as {
        parameters: { name: string; in: string; schema: JsonObject }[];
        requestBody?: { content: Record<string, { schema: JsonObject }> };
      };
      return [undefined, ...(renderings ?? [])].map(accept => ({
        name: accept ? `${name} as ${accept}` : name,
        operation: name,
        accept,
        method,
        path,
        query: parameters.filter(parameter => parameter.in === 'query'),
        body: requestBody?.content['application/json'].schema,
        root,
        hasIfMatch: Boolean(ifMatch),
        permission: permission?.name,
        alternativePermission: alternativePermission?.name,
        isOpen: callers === 'anyone',
      }));
    });
}

async function actionTargets(world: World): Promise<Target[]> {
  const { body } = await world.asService().get(actions).expect(200);
  return body.actions.map(
    ({ id, schema }: { id: string; schema: { input: JsonObject } }) => ({
      name: `action ${id}`,
      operation: id,
      method: 'post' as const,
      path: `${actions}/${id}/invoke`,
      query: [],
      body: schema.input,
      root: schema.input,
      hasIfMatch: false,
      isOpen: false,
    }),
  );
}

function hintsOf({ entityRefs }: World): Hints {
  const visible = entityRefs.filter(ref => !ref.includes('/zq'));
  return {
    entityRef: [
      ...entityRefs,
      'search',
      'COMPONENT:Default/Search',
      ':',
      'a:b/c/d',
    ],
    entityRefs,
    entity: entityRefs,
    refs: entityRefs,
    owner: ['user:default/sam', 'user:default/eve', 'group:default/team'],
    system: ['system:default/shop', ...visible],
    team: ['group:default/team'],
    parent: ['group:default/team'],
    checkId: ['runbook', 'assessed', 'described', 'nothing'],
    check: ['runbook', 'assessed', 'nothing'],
    level: ['bronze', 'silver', 'gold', 'none', 'platinum'],
    targetLevel: ['bronze', 'gold', 'platinum'],
    minLevel: ['bronze', 'gold', 'platinum'],
    limit: [1, 2, 20, 100],
    idempotencyKey: ['a', 'b', 'c', 'x'.repeat(200)],
    renews: ['11111111-1111-4111-8111-111111111111'],
  };
}

function examplesOf({ pack, entityRefs }: World): Record<string, object[]> {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'new', title: 'New' },
    spec: {
      type: 'ai-service',
      lifecycle: 'production',
      owner: 'sam',
      system: 'shop',
    },
  };
  const inAMonth = new Date(Date.now() + 29 * 86_400_000).toISOString();
  return {
    startPreview: [{ pack }, { pack: JSON.stringify(pack) }],
    dryRunCheck: entityRefs.flatMap(entityRef => [
      { entityRef, checkId: 'runbook' },
      { entityRef, checkId: 'described', pack },
    ]),
    createAssessment: [{ profile: { team: { teamSize: 5 } } }],
    createCampaign: [
      { title: 'Gold', targetLevel: 'gold', dueOn: '2027-12-31' },
    ],
    updateCampaign: [{ title: 'Silver' }],
    updateAssessment: [{ profile: { team: { teamSize: 7 } } }],
    checkGate: [
      { entity: { ...entity, metadata: { name: 'zqhidden' } } },
      ...injections.map(title => ({
        entity: { ...entity, metadata: { name: 'new', title } },
        facts: { repository: { files: [title], probes: {} } },
      })),
    ],
    requestWaiver: entityRefs.map(entityRef => ({
      entityRef,
      checkId: 'runbook',
      reason: 'It is written in June.',
      expiresAt: inAMonth,
    })),
    'paved-road:dry-run-entity': [{ descriptor: JSON.stringify(entity) }],
  };
}

function toQuery(query: [string, string][]): string {
  return query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}

function toJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
