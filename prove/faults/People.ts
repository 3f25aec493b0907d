import { setTimeout as sleep } from 'node:timers/promises';
import {
  Ledger,
  Push,
  Write,
} from '../../plugins/paved-road-backend/src/attack/__testUtils__/acknowledged';
import { restricted } from '../../plugins/paved-road-backend/src/attack/__testUtils__/Surroundings';
import { findWrongViews } from '../../plugins/paved-road-backend/src/attack/__testUtils__/visibility';
import { Act, LASTING } from './schedule';
import { Stage } from './Stage';

const names = ['ada', 'ben', 'cho', 'dan', 'fay'];

/** Milliseconds after which a request counts as lost for good. */
const PATIENCE = 30_000;
/** Seconds after which a request fails if nobody decides on it, with room for other faults. */
const DEADLINE = 10 + 5;
/** How often a request with an idempotency key is sent. */
const ATTEMPTS = 8;

const tasks = [
  'catalog-sync',
  'rule-packs',
  'summaries',
  'review-reminders',
  'measured-decisions',
  'model-checks',
  'history',
];

/** The event that a request stores. */
const events: Record<string, string> = {
  submit: 'submitted',
  withdraw: 'withdrawn',
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'returned',
  revoke: 'revoked',
  remind: 'reminded',
  end: 'ended',
};

interface Answer {
  status: number;
  /** JSON, or the text of a file. */
  body: any;
}

type Known = Pick<Write, 'kind' | 'id' | 'entityRef'> & { etag: string };

/** People who use both back ends at the same time, and remember what was answered. */
export class People implements Ledger {
  readonly writes: Write[] = [];
  readonly pushes: Push[] = [];
  readonly keys = new Map<string, string | undefined>();
  readonly violations: string[] = [];
  readonly counts = { acknowledged: 0, refused: 0, unknown: 0 };
  readonly #known: Known[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly services: string[],
  ) {}

  async perform(acts: Act[][]): Promise<void> {
    await Promise.all(
      acts.map(async (own, index) => {
        for (const act of own) {
          await sleep(act.pause);
          await this.#act(`user:default/${names[index]}`, act);
        }
      }),
    );
  }

  /** While nobody decides on what the restricted person may see; lists may use an earlier decision. */
  async expectNoAnswer(side: number): Promise<void> {
    const begin = performance.now();
    const { status } = await this.#call(
      side,
      restricted,
      `GET /entities/${this.services[0].replace(':', '/')}/scorecard`,
    );
    const seconds = (performance.now() - begin) / 1_000;
    if (![0, 503].includes(status) || seconds > DEADLINE) {
      this.violations.push(`Without a decision: ${status} after ${seconds} s`);
    }
  }

  /** What both back ends show to the restricted person, against what the catalog shows. */
  async findWrongViews(): Promise<string[]> {
    const visible = this.stage.surroundings.visible();
    const get = async (side: number, user: string, path: string) =>
      (await this.#call(side, user, `GET ${path}`)).body;
    const found = [0, 1].map(side =>
      findWrongViews(
        {
          ofAll: path => get(side, `user:default/${names[0]}`, path),
          ofRestricted: path => get(side, restricted, path),
        },
        visible,
      ),
    );
    return (await Promise.all(found)).flat();
  }

  async #act(actor: string, act: Act): Promise<void> {
    const entityRef = this.services[act.service];
    const path = `/entities/${entityRef.replace(':', '/')}`;
    const [action, kind] = act.action.split(' ');
    const send = (method: string, to: string, body?: object) =>
      this.#call(act.side, actor, `${method} ${to}`, body);
    switch (action) {
      case 'create':
        return await this.#create(actor, act, kind, entityRef);
      case 'push':
        return await this.#push(actor, act, entityRef);
      case 'evaluate':
        this.#count(await send('POST', `${path}/scorecard`));
        return undefined;
      case 'list':
        return this.#checkList(
          await this.#call(act.side, restricted, 'GET /scorecards?limit=100'),
        );
      case 'export':
        return this.#checkExport(await send('GET', '/scorecards.csv'));
      case 'task':
        return this.stage.replicas[act.side].run(
          tasks[Math.floor(act.dice * tasks.length)],
        );
      default:
        return await this.#move(actor, act, kind, action);
    }
  }

  /** Repeats the request with the same key until there is an answer. */
  async #create(
    actor: string,
    { side, dice }: Act,
    kind: string,
    entityRef: string,
  ): Promise<void> {
    const idempotencyKey = `${entityRef} ${this.keys.size}`;
    const [path, event, content] = {
      assessments: [
        `/entities/${entityRef.replace(':', '/')}/assessments`,
        'created',
        {
          profile: { team: { teamSize: 5 } },
          decision: { pattern: 'serverless', rationale: 'It is small.' },
        },
      ],
      waivers: [
        '/waivers',
        'requested',
        {
          entityRef,
          checkId: dice < 0.5 ? 'calm' : 'assessed',
          reason: 'It is planned for June.',
          expiresAt: this.#in(dice < 0.3 ? 1 : 5 * 24),
        },
      ],
      campaigns: [
        '/campaigns',
        'created',
        {
          title: 'All to gold',
          targetLevel: 'gold',
          dueOn: this.#in(90 * 24).slice(0, 10),
        },
      ],
    }[kind] as [string, string, object];
    this.keys.set(idempotencyKey, undefined);
    const mustNotify = this.#watchNotifications();
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const answer = await this.#call(
        (side + attempt) % 2,
        actor,
        `POST ${path}`,
        { ...content, idempotencyKey },
      );
      const outcome = this.#count(answer);
      if (outcome === 'acknowledged') {
        const { id, etag } = answer.body;
        this.keys.set(idempotencyKey, id);
        this.#known.push({ kind, id, entityRef, etag });
        // With 200, an earlier attempt has stored it.
        const notifies = answer.status === 201 && mustNotify();
        this.writes.push({
          kind,
          id,
          entityRef,
          actor,
          event,
          outcome,
          notifies,
        });
      }
      if (outcome !== 'unknown') {
        return;
      }
      await sleep(300);
    }
  }

  /** Changes a record that anybody knows, whether that is allowed or not. */
  async #move(
    actor: string,
    { side, dice }: Act,
    kind: string,
    action: string,
  ): Promise<void> {
    // One of the last three, because nothing more can be done with most of the others.
    const known = this.#known
      .filter(it => it.kind === kind)
      .at(-1 - Math.floor(dice * 3));
    if (!known) {
      return;
    }
    const { id, entityRef, etag } = known;
    const mustNotify = this.#watchNotifications();
    const comment =
      action === 'request-changes' ? 'Please say why.' : undefined;
    const answer = await this.#call(
      side,
      actor,
      `POST /${kind}/${id}/${action}`,
      kind === 'campaigns' ? undefined : { comment },
      etag,
    );
    const outcome = this.#count(answer);
    if (outcome === 'refused') {
      const now = await this.#call(side, actor, `GET /${kind}/${id}`);
      known.etag = now.body.etag ?? etag;
      return;
    }
    known.etag = answer.body.etag ?? etag;
    const notifies = outcome === 'acknowledged' && mustNotify();
    const event = events[action];
    this.writes.push({ kind, id, entityRef, actor, event, outcome, notifies });
  }

  async #push(actor: string, { side }: Act, entityRef: string): Promise<void> {
    const value = this.pushes.length + 1;
    const push: Push = { entityRef, value, outcome: 'unknown' };
    this.pushes.push(push);
    const answer = await this.#call(
      side,
      actor,
      `PUT /entities/${entityRef.replace(':', '/')}/facts/load`,
      { value, observedAt: this.#in(0), source: 'test' },
    );
    if (
      this.#count(answer) === 'acknowledged' &&
      answer.body.result === 'stored'
    ) {
      push.outcome = 'acknowledged';
    }
  }

  /** The restricted person sees her services only, whatever goes wrong. */
  #checkList({ status, body }: Answer): void {
    const { shown } = this.stage.surroundings;
    for (const { entityRef } of status === 200 ? body.items : []) {
      if (!shown.has(entityRef)) {
        this.violations.push(`${restricted} saw ${entityRef}`);
      }
    }
  }

  /** It has each service that stays in the catalog once. */
  #checkExport({ status, body }: Answer): void {
    const rows = status === 200 ? body.split('\r\n') : [];
    for (const ref of status === 200 ? this.services.slice(0, LASTING) : []) {
      const found = rows.filter((row: string) => row.startsWith(`${ref},`));
      if (found.length !== 1) {
        this.violations.push(`An export has ${ref} ${found.length} times`);
      }
    }
  }

  #in(hours: number): string {
    return new Date(this.stage.now() + hours * 3_600_000).toISOString();
  }

  /** @returns whether notifications have worked all the time since */
  #watchNotifications(): () => boolean {
    const { surroundings } = this.stage;
    const { areNotificationsUp, notificationOutages: before } = surroundings;
    return () =>
      areNotificationsUp && surroundings.notificationOutages === before;
  }

  #count({ status }: Answer): keyof People['counts'] {
    const outcome =
      status === 0 || status >= 500
        ? 'unknown'
        : status >= 400
          ? 'refused'
          : 'acknowledged';
    this.counts[outcome] += 1;
    return outcome;
  }

  async #call(
    side: number,
    user: string,
    request: string,
    body?: object,
    etag?: string,
  ): Promise<Answer> {
    const [method, path] = request.split(' ');
    // Like a load balancer, people avoid a back end that is away.
    const { replicas } = this.stage;
    const { url } = replicas[side].isReady
      ? replicas[side]
      : replicas[1 - side];
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer mock-user-token:${JSON.stringify({ sub: user })}`,
          ...(body && { 'content-type': 'application/json' }),
          ...(etag && { 'if-match': etag }),
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json');
      return {
        status: response.status,
        body: isJson ? JSON.parse(text) : text,
      };
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') {
        this.violations.push(`${request}: no answer in ${PATIENCE / 1_000} s`);
      }
      return { status: 0, body: {} };
    }
  }
}
