import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { scorecardsSummarySchema } from '@paved-road/plugin-paved-road-common/schemas';
import {
  admin,
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';

const eve = 'user:default/eve';

const group = (
  name: string,
  options: { parent?: string; isRestricted?: boolean } = {},
) =>
  createEntity(
    'Group',
    name,
    {
      type: 'team',
      children: [],
      profile: { displayName: `The ${name}` },
      ...(options.parent && { parent: options.parent }),
    },
    options.isRestricted ? { labels: { visibility: 'restricted' } } : {},
  );

describe('Groups that the policy hides', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      group('company'),
      group('board', { parent: 'company', isRestricted: true }),
      group('commerce', { parent: 'board' }),
      group('holding', { isRestricted: true }),
      createComponent('till', 'group:company'),
      createComponent('merger', 'group:board'),
      createComponent('search', 'group:commerce'),
      createComponent('vault', 'group:holding'),
    ]);
    await backend.trigger('catalogSync');
    await until(
      async () => (await summary(admin, 'owner')).totals.entities === 4,
    );
  });

  async function summary(
    user: string,
    query: string,
  ): Promise<ScorecardsSummary> {
    const { body } = await backend
      .asUser(user)
      .get(`/scorecards/summary?groupBy=${query}`)
      .expect(200);
    return scorecardsSummarySchema.parse(body);
  }

  const figures = ({ groups }: ScorecardsSummary) =>
    groups.map(({ title, entities, hasChildren }) => [
      title,
      entities,
      hasChildren,
    ]);

  async function names(user: string, path: string): Promise<string[]> {
    const { body } = await backend.asUser(user).get(path).expect(200);
    return body.items.map(({ title }: { title: string }) => title);
  }

  it('are not named in the hierarchy, and take nothing out of it', async () => {
    expect(figures(await summary(admin, 'team&parent=company'))).toEqual([
      ['The board', 2, true],
    ]);

    const top = await summary(eve, 'team');
    expect(figures(top)).toEqual([['The company', 3, true]]);
    expect(top.totals.entities).toBe(4);
    const below = await summary(eve, 'team&parent=company');
    expect(figures(below)).toEqual([['The commerce', 1, false]]);
    expect(JSON.stringify([top, below])).not.toMatch(/board|holding/);
    const { path } = await summary(eve, 'team&parent=commerce');
    expect(path?.map(({ title }) => title)).toEqual([
      'The company',
      'The commerce',
    ]);
  });

  it('answer like groups that do not exist', async () => {
    expect(await summary(eve, 'team&parent=board')).toEqual(
      await summary(eve, 'team&parent=nobody'),
    );
    const list = (team: string) => `/scorecards?team=${team}`;
    expect(await names(admin, list('board'))).toEqual(['merger', 'search']);
    // Who owns a service stands in the service.
    expect(await names(eve, list('board'))).toEqual(['merger']);
    expect(await names(eve, `${list('board')}&owner=commerce`)).toEqual([]);
    expect(await names(eve, list('nobody'))).toEqual([]);
    expect(await names(eve, list('company'))).toEqual([
      'merger',
      'search',
      'till',
    ]);

    const { text } = await backend
      .asUser(eve)
      .get('/scorecards.csv?team=board');
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
    const trend = await backend
      .asUser(eve)
      .get('/scorecards/trend?team=board')
      .expect(200);
    expect(trend.body.points.at(-1).totals.entities).toBe(1);
  });

  it('are owners whose name is known from the service, and their title is not', async () => {
    const titles = async (user: string) =>
      (await summary(user, 'owner')).groups.map(({ title }) => title);
    expect(await titles(admin)).toContain('The holding');
    expect(await titles(eve)).toEqual([
      'board',
      'The commerce',
      'The company',
      'holding',
    ]);
  });
});
