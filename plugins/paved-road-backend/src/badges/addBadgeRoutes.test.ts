import { presentStanding } from '@paved-road/plugin-paved-road-common';
import request from 'supertest';
import { assertContract } from '../__testUtils__/assertContract';
import {
  createHouseCheck,
  createHouseRules,
} from '../__testUtils__/houseRules';
import {
  admin,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';

const ada = 'user:default/ada';
const eve = 'user:default/eve';

/** A title that would run a script, if it were not escaped. */
const hostileTitle = `"/><script>alert('gold')</script>&`;

const pack = createHouseRules(
  ['bronze', 'silver', 'gold'].map((level, index) =>
    createHouseCheck(level, level, `size(entity.metadata.name) > ${index + 1}`),
  ),
  [
    { id: 'bronze', title: 'Bronze' },
    { id: 'silver', title: 'Silver' },
    { id: 'gold', title: hostileTitle },
  ],
);

/** Their levels follow from the length of their names. */
const names = ['x', 'xy', 'xyz', 'xyza'];

describe('badges', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad(
      [
        ...names.map(name => createComponent(name, ada)),
        createComponent('hidden', ada, { restricted: true }),
        createComponent('website', ada, { spec: { type: 'website' } }),
      ],
      {
        app: { baseUrl: 'https://portal.example/' },
        pavedRoad: {
          badges: { enabled: true },
          scorecards: { rulePacks: [pack] },
        },
      },
    );
    for (const name of [...names, 'hidden']) {
      await backend
        .asUser(admin)
        .post(`/entities/component/default/${name}/scorecard`)
        .expect(200);
    }
  });

  const describeBadge = (name: string, user = eve) =>
    backend.asUser(user).get(`/entities/component/default/${name}/badge`);
  /** Without a token, as a browser asks for an image. */
  const load = (path: string) =>
    request(backend.server).get(path).buffer(true).expect(assertContract);
  async function pathOf(name: string, user = eve): Promise<string> {
    const { body } = await describeBadge(name, user).expect(200);
    return new URL(body.url).pathname;
  }
  async function svgOf(name: string, user = eve): Promise<string> {
    const { body } = await load(await pathOf(name, user)).expect(200);
    return body.toString();
  }
  const titleOf = (svg: string) => /<title>(.*?)<\/title>/.exec(svg)?.[1];

  it('are described to those who see the entity', async () => {
    const { body, headers } = await describeBadge('xyz').expect(200);
    expect(body.url).toMatch(
      /^http.*\/api\/paved-road\/badges\/[\w-]+\.[\w-]{43}\.svg$/,
    );
    expect(body.markdown).toBe(
      `[![Paved road](${body.url})](https://portal.example/catalog/default/component/xyz/scorecard) [![Architecture](${body.url}?show=standing)](https://portal.example/catalog/default/component/xyz/architecture)`,
    );
    expect(headers['cache-control']).toBe('no-store');
    expect((await describeBadge('XYZ')).body).toEqual(body);

    expect((await describeBadge('hidden')).status).toBe(404);
    expect((await describeBadge('hidden', ada)).status).toBe(200);
    expect((await describeBadge('nobody')).status).toBe(404);
    const anonymous = await backend
      .as('')
      .get('/entities/component/default/xyz/badge');
    expect(anonymous.status).toBe(401);
    const person = await backend
      .asUser(eve)
      .get('/entities/user/default/eve/badge');
    expect(person.status).toBe(400);
  });

  it('show the level to everybody who has the URL, in an accessible way', async () => {
    const titles = [];
    const colors = new Set<string | undefined>();
    for (const name of names.slice(0, 3)) {
      const svg = await svgOf(name);
      titles.push(titleOf(svg));
      expect(svg).toContain(`role="img" aria-label="${titleOf(svg)}"`);
      colors.add(/fill="(#[0-9a-f]+)"\/><rect[^>]*url/.exec(svg)?.[1]);
    }
    expect(titles).toEqual([
      'paved road: no level',
      'paved road: Bronze',
      'paved road: Silver',
    ]);
    expect(colors.size).toBe(3);
    expect(titleOf(await svgOf('hidden', ada))).toContain('paved road: ');
  });

  it('show the standing of the decision in the words of the pages', async () => {
    const path = await pathOf('xyz');
    const loadStanding = async () => {
      const { body } = await load(`${path}?show=standing`).expect(200);
      return titleOf(body.toString());
    };
    expect(await loadStanding()).toBe('architecture: not decided');
    const created = await backend
      .asUser(ada)
      .post('/entities/component/default/xyz/assessments')
      .send({
        profile: { team: { devopsMaturity: 2 } },
        decision: { pattern: 'monolith', rationale: 'One team, one product.' },
      })
      .expect(201);
    expect(await loadStanding()).toBe('architecture: not decided');
    await backend
      .asUser(ada)
      .post(`/assessments/${created.body.id}/submit`)
      .set('If-Match', created.headers.etag)
      .expect(200);
    expect(await loadStanding()).toBe(
      `architecture: ${presentStanding(created.body.standing).label}`,
    );
  });

  it('escape what comes from rule packs', async () => {
    const svg = await svgOf('xyza');
    expect(svg).not.toContain('<script');
    expect(titleOf(svg)).toBe(
      'paved road: &quot;/&gt;&lt;script&gt;alert(&apos;gold&apos;)&lt;/script&gt;&amp;',
    );
  });

  it('are images that other sites may show, and that run nothing', async () => {
    const path = await pathOf('xyz');
    const { headers } = await load(path).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/./),
    });
    await load(path).set('If-None-Match', headers.etag).expect(304);
  });

  it('are unknown while there is no scorecard', async () => {
    expect(titleOf(await svgOf('website'))).toBe('paved road: unknown');

    const path = await pathOf('xy');
    await backend.removeEntity(createComponent('xy', ada));
    await backend.trigger('catalogSync');
    await until(async () => {
      const { body } = await load(path).expect(200);
      return titleOf(body.toString()) === 'paved road: unknown';
    });
  });

  it('cannot be guessed', async () => {
    const path = await pathOf('xyz');
    const [subject, signature] = path
      .replace(/^.*\//, '')
      .replace('.svg', '')
      .split('.');
    const other = Buffer.from('component:default/hidden').toString('base64url');
    for (const token of [
      `${other}.${signature}`,
      `${subject}.${signature.slice(1)}`,
      `${subject}.`,
      subject,
      'x',
      '%00',
    ]) {
      const { body, type } = await load(
        `/api/paved-road/badges/${token}.svg`,
      ).expect(404);
      expect(type).toBe('image/svg+xml');
      expect(titleOf(body.toString())).toBe('paved road: unknown');
    }
    await load(`/api/paved-road/badges/${'x'.repeat(2_000)}.svg`).expect(404);
  });
});
