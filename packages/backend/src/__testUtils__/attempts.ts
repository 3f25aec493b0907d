import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Person } from './DemoPortal';
import { exampleFolder } from './ExampleCatalog';

const api = '/api/paved-road';
const entityRef = 'component:default/reply-suggester';
const entity = `${api}/entities/component/default/reply-suggester`;
const failing = 'has-lock-file';
const profile = { team: { teamSize: 4 } };
const descriptor = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'new-service' },
  spec: {
    type: 'ai-service',
    lifecycle: 'production',
    owner: 'group:default/support-intelligence',
  },
};
const campaign = {
  title: 'Silver',
  targetLevel: 'silver',
  dueOn: '2099-12-31',
};

/** Something that has a life. */
interface Item {
  id: string;
  etag: string;
}

/** What is there to be asked for, made by those who may. */
export class Things {
  #preview?: Promise<Item>;

  constructor(
    private readonly owner: Person,
    private readonly platform: Person,
    private readonly other: Person,
  ) {}

  draft = () => created(this.owner.post(`${entity}/assessments`, { profile }));

  submitted = async () => {
    const { id, etag } = await this.draft();
    return await created(
      this.owner.send('POST', `${api}/assessments/${id}/submit`, {
        content: {},
        headers: { 'If-Match': etag },
      }),
    );
  };

  /** Whether the service has the scorecard that its repository gives it. */
  isReady = async () => {
    const { status, body } = await this.owner.get(`${entity}/scorecard`);
    return (
      status === 200 &&
      body.results.some(
        (result: { checkId: string; state: string }) =>
          result.checkId === failing && result.state === 'fail',
      )
    );
  };

  /** Takes back what waits or is in force, so that there can be another request. */
  withoutWaiver = async () => {
    const { body } = await this.owner.get(`${api}/waivers?entity=${entityRef}`);
    for (const { id, etag, status } of body.items) {
      if (['requested', 'approved'].includes(status)) {
        await created(
          this.platform.send('POST', `${api}/waivers/${id}/revoke`, {
            content: {},
            headers: { 'If-Match': etag },
          }),
        );
      }
    }
  };

  waiver = async () => {
    await this.withoutWaiver();
    return await created(this.owner.post(`${api}/waivers`, this.request()));
  };

  /** Of a check that the service fails. */
  request = () => ({
    entityRef,
    checkId: failing,
    reason: 'The package manager is changed in January.',
    expiresAt: new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString(),
  });

  campaign = () => created(this.platform.post(`${api}/campaigns`, campaign));

  /** One for all, as it takes a while, and over. */
  preview = () =>
    (this.#preview ??= created(
      this.platform.post(`${api}/rule-packs/preview`, { pack: this.pack }),
    ).then(({ id }) =>
      this.over(`${api}/rule-packs/preview/${id}`, this.platform),
    ));

  readonly pack = readFileSync(
    join(
      exampleFolder,
      '../plugins/paved-road-node/rule-packs/ai-services.yaml',
    ),
    'utf8',
  );

  /** The newest run over the fleet, when it is over. */
  evaluation = async () => {
    const { body } = await this.other.get(`${api}/evaluations`);
    return await this.over(`${api}/evaluations/${body.items[0].id}`);
  };

  /** What runs, after it ran: what is running could be cancelled, and then no more. */
  private async over(url: string, person = this.other): Promise<Item> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const { body } = await person.get(url);
      if (body.state !== 'running') {
        return body;
      }
      if (Date.now() > deadline) {
        throw new Error(`${url} is still running after 120 s`);
      }
      await sleep(100);
    }
  }
}

async function created(
  answer: Promise<{ status: number; body: any }>,
): Promise<Item> {
  const { status, body } = await answer;
  if (status >= 300) {
    throw new Error(JSON.stringify(body));
  }
  return body;
}

/** A request. */
export interface Attempt {
  url: string;
  content?: object;
  /** What the request is based on. */
  etag?: string;
  /** The status that an allowed request gets. */
  status?: number;
  /** The status that it gets instead while the work is still running. */
  pending?: number;
}

/** A request that fails for no other reason than that somebody may not make it. */
export const attempts: Record<
  string,
  (things: Things) => Promise<Attempt> | Attempt
> = {
  'GET /openapi.json': () => ({ url: `${api}/openapi.json` }),
  'GET /model': () => ({ url: `${api}/model` }),
  'POST /advice': () => ({ url: `${api}/advice`, content: { profile } }),
  'POST /advice/answer-gains': () => ({
    url: `${api}/advice/answer-gains`,
    content: { profile },
  }),
  'POST /decision-record': () => ({
    url: `${api}/decision-record`,
    content: { profile, entityRef: 'component:default/new-service' },
  }),
  'GET /entities/:kind/:namespace/:name/assessments': () => ({
    url: `${entity}/assessments`,
  }),
  'POST /entities/:kind/:namespace/:name/assessments': () => ({
    url: `${entity}/assessments`,
    content: { profile },
    status: 201,
  }),
  'GET /entities/:kind/:namespace/:name/catalog-facts': () => ({
    url: `${entity}/catalog-facts`,
  }),
  'GET /entities/:kind/:namespace/:name/composition': () => ({
    url: `${api}/entities/system/default/support-desk/composition`,
  }),
  'GET /assessments': () => ({ url: `${api}/assessments` }),
  'GET /assessments/:id': async things => ({
    url: `${api}/assessments/${(await things.draft()).id}`,
  }),
  'PATCH /assessments/:id': async things => {
    const { id, etag } = await things.draft();
    return { url: `${api}/assessments/${id}`, content: { profile }, etag };
  },
  'DELETE /assessments/:id': async things => {
    const { id, etag } = await things.draft();
    return { url: `${api}/assessments/${id}`, etag, status: 204 };
  },
  'POST /assessments/:id/submit': async things => {
    const { id, etag } = await things.draft();
    return { url: `${api}/assessments/${id}/submit`, content: {}, etag };
  },
  'POST /assessments/:id/request-changes': async things => {
    const { id, etag } = await things.submitted();
    return {
      url: `${api}/assessments/${id}/request-changes`,
      content: { comment: 'Name the team.' },
      etag,
    };
  },
  'GET /assessments/:id/review-preview': async things => ({
    url: `${api}/assessments/${(await things.submitted()).id}/review-preview`,
  }),
  'GET /waivers/:id/review-preview': async things => ({
    url: `${api}/waivers/${(await things.waiver()).id}/review-preview`,
  }),
  'GET /inbox': () => ({ url: `${api}/inbox` }),
  'GET /inbox/counts': () => ({ url: `${api}/inbox/counts` }),
  'POST /assessments/:id/withdraw': async things => {
    const { id, etag } = await things.submitted();
    return { url: `${api}/assessments/${id}/withdraw`, content: {}, etag };
  },
  'POST /assessments/:id/approve': async things => {
    const { id, etag } = await things.submitted();
    return { url: `${api}/assessments/${id}/approve`, content: {}, etag };
  },
  'POST /assessments/:id/reject': async things => {
    const { id, etag } = await things.submitted();
    return { url: `${api}/assessments/${id}/reject`, content: {}, etag };
  },
  'GET /assessments/:id/comments': async things => ({
    url: `${api}/assessments/${(await things.submitted()).id}/comments`,
  }),
  'POST /assessments/:id/comments': async things => ({
    url: `${api}/assessments/${(await things.submitted()).id}/comments`,
    content: { comment: 'Why this pattern?' },
  }),
  'GET /assessments/:id/decision-record': async things => ({
    url: `${api}/assessments/${(await things.submitted()).id}/decision-record`,
  }),
  'GET /assessments/:id/measured': async things => ({
    url: `${api}/assessments/${(await things.submitted()).id}/measured`,
  }),
  'GET /predictions': () => ({ url: `${api}/predictions` }),
  'GET /predictions.csv': () => ({ url: `${api}/predictions.csv` }),
  'GET /entities/:kind/:namespace/:name/scorecard': () => ({
    url: `${entity}/scorecard`,
  }),
  'POST /entities/:kind/:namespace/:name/scorecard': () => ({
    url: `${entity}/scorecard`,
    content: {},
  }),
  'GET /entities/:kind/:namespace/:name/scorecard/transitions': () => ({
    url: `${entity}/scorecard/transitions`,
  }),
  'GET /entities/:kind/:namespace/:name/facts': () => ({
    url: `${entity}/facts`,
  }),
  'GET /entities/:kind/:namespace/:name/facts/:fact': () => ({
    url: `${entity}/facts/repository`,
  }),
  'PUT /entities/:kind/:namespace/:name/facts/:fact': () => ({
    url: `${entity}/facts/coverage`,
    content: pushed(),
  }),
  'POST /facts': () => ({
    url: `${api}/facts`,
    content: { items: [{ entityRef, fact: 'coverage', ...pushed() }] },
  }),
  'GET /entities/:kind/:namespace/:name/facts/:fact/history': () => ({
    url: `${entity}/facts/coverage/history`,
  }),
  'GET /scorecards': () => ({ url: `${api}/scorecards` }),
  'GET /scorecards/failing-checks': () => ({
    url: `${api}/scorecards/failing-checks?mine=true`,
  }),
  'GET /scorecards.csv': () => ({ url: `${api}/scorecards.csv` }),
  'GET /scorecards/summary': () => ({
    url: `${api}/scorecards/summary?groupBy=level`,
  }),
  'GET /scorecards/trend': () => ({ url: `${api}/scorecards/trend` }),
  'GET /scorecards/pattern-mix': () => ({
    url: `${api}/scorecards/pattern-mix`,
  }),
  'GET /checks/:id/results': () => ({
    url: `${api}/checks/has-runbook/results`,
  }),
  'GET /waivers': () => ({ url: `${api}/waivers` }),
  'POST /waivers': async things => {
    await things.withoutWaiver();
    return { url: `${api}/waivers`, content: things.request(), status: 201 };
  },
  'GET /waivers/:id': async things => ({
    url: `${api}/waivers/${(await things.waiver()).id}`,
  }),
  'POST /waivers/:id/approve': async things => {
    const { id, etag } = await things.waiver();
    return { url: `${api}/waivers/${id}/approve`, content: {}, etag };
  },
  'POST /waivers/:id/reject': async things => {
    const { id, etag } = await things.waiver();
    return { url: `${api}/waivers/${id}/reject`, content: {}, etag };
  },
  'POST /waivers/:id/revoke': async things => {
    const { id, etag } = await things.waiver();
    return { url: `${api}/waivers/${id}/revoke`, content: {}, etag };
  },
  'GET /entities/:kind/:namespace/:name/waiver-options': () => ({
    url: `${entity}/waiver-options`,
  }),
  'GET /entities/:kind/:namespace/:name/badge': () => ({
    url: `${entity}/badge`,
  }),
  'GET /entities/:kind/:namespace/:name/orphans': () => ({
    url: `${entity}/orphans`,
  }),
  'POST /entities/:kind/:namespace/:name/orphans/adopt': () => ({
    url: `${entity}/orphans/adopt`,
    content: { uids: ['8f5d1b1e-6a35-4b6c-9a5e-2f6a4f0d9c11'] },
  }),
  'POST /orphans/adopt': () => ({
    url: `${api}/orphans/adopt`,
    content: { all: true },
  }),
  'GET /rule-packs': () => ({ url: `${api}/rule-packs` }),
  'GET /rule-packs/:name/text': () => ({
    url: `${api}/rule-packs/ai-services/text`,
  }),
  'POST /rule-packs/preview': things => ({
    url: `${api}/rule-packs/preview`,
    content: { pack: things.pack },
    pending: 202,
  }),
  'GET /rule-packs/preview/:id': async things => ({
    url: `${api}/rule-packs/preview/${(await things.preview()).id}`,
  }),
  'POST /rule-packs/preview/:id/cancel': async things => ({
    url: `${api}/rule-packs/preview/${(await things.preview()).id}/cancel`,
    content: {},
    // It is over.
    status: 409,
  }),
  'GET /rule-packs/preview/:id/changes': async things => ({
    url: `${api}/rule-packs/preview/${(await things.preview()).id}/changes`,
  }),
  'POST /rule-packs/dry-run': () => ({
    url: `${api}/rule-packs/dry-run`,
    content: { entityRef, checkId: 'has-runbook' },
  }),
  'GET /evaluations': () => ({ url: `${api}/evaluations` }),
  'GET /evaluations/:id': async things => ({
    url: `${api}/evaluations/${(await things.evaluation()).id}`,
  }),
  'POST /evaluations': () => ({
    url: `${api}/evaluations`,
    content: {},
    status: 201,
  }),
  'POST /evaluations/:id/cancel': async things => ({
    url: `${api}/evaluations/${(await things.evaluation()).id}/cancel`,
    content: {},
    // It is over.
    status: 409,
  }),
  'GET /campaigns': () => ({ url: `${api}/campaigns` }),
  'POST /campaigns': () => ({
    url: `${api}/campaigns`,
    content: campaign,
    status: 201,
  }),
  'GET /campaigns/:id': async things => ({
    url: `${api}/campaigns/${(await things.campaign()).id}`,
  }),
  'PATCH /campaigns/:id': async things => {
    const { id, etag } = await things.campaign();
    return { url: `${api}/campaigns/${id}`, content: { title: 'Gold' }, etag };
  },
  'POST /campaigns/:id/end': async things => {
    const { id, etag } = await things.campaign();
    return { url: `${api}/campaigns/${id}/end`, content: {}, etag };
  },
  'GET /campaigns/:id/reminder': async things => ({
    url: `${api}/campaigns/${(await things.campaign()).id}/reminder`,
  }),
  'POST /campaigns/:id/remind': async things => {
    const { id, etag } = await things.campaign();
    return { url: `${api}/campaigns/${id}/remind`, content: {}, etag };
  },
  'GET /campaigns/:id/burn-down': async things => ({
    url: `${api}/campaigns/${(await things.campaign()).id}/burn-down`,
  }),
  'GET /campaigns/:id/tasks': async things => ({
    url: `${api}/campaigns/${(await things.campaign()).id}/tasks`,
  }),
  'POST /gate': () => ({ url: `${api}/gate`, content: { entity: descriptor } }),
  'POST /creation-check': () => ({
    url: `${api}/creation-check`,
    content: { name: 'new-service' },
  }),
  'GET /creation-owners': () => ({ url: `${api}/creation-owners` }),
  'GET /creation-places': () => ({ url: `${api}/creation-places` }),
  'action paved-road:get-scorecard': () =>
    action('get-scorecard', { entityRef }),
  'action paved-road:explain-check': () =>
    action('explain-check', { entityRef, checkId: 'has-runbook' }),
  'action paved-road:list-next-steps': () =>
    action('list-next-steps', { entityRef }),
  'action paved-road:list-services': () => action('list-services', {}),
  'action paved-road:dry-run-entity': () =>
    action('dry-run-entity', { descriptor: JSON.stringify(descriptor) }),
  'action paved-road:get-advice': () => action('get-advice', { profile }),
};

function pushed() {
  return {
    value: 87.5,
    observedAt: new Date().toISOString(),
    source: 'https://ci.example/1',
  };
}

function action(name: string, content: object): Attempt {
  return {
    url: `${api}/.backstage/actions/v1/actions/paved-road:${name}/invoke`,
    content,
  };
}
