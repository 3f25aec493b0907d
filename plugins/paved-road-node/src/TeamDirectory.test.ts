import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TeamDirectory } from './TeamDirectory';

const relations = (type: string, names: string[]) =>
  names.map(name => ({ type, targetRef: name }));

const user = (
  name: string,
  { login, email }: { login?: string; email?: string },
  groups: string[],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: {
    name,
    annotations: login ? { 'github.com/user-login': login } : {},
  },
  spec: { profile: { email } },
  relations: relations(
    'memberOf',
    groups.map(group => `group:default/${group}`),
  ),
});

const group = (name: string, owned: string[] = ['component:default/some']) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  relations: relations('ownerOf', owned),
});

function start(entities: Entity[]) {
  const catalog = catalogServiceMock({ entities });
  const queryEntities = jest.spyOn(catalog, 'queryEntities');
  const directory = new TeamDirectory({
    catalog,
    auth: mockServices.auth(),
    annotations: ['github.com/user-login'],
  });
  return { directory, queryEntities };
}

/** Of two changes each. */
const accounts = (...names: string[]) =>
  [...names, ...names].map(account => ({ account }));
const changes = <T>(count: number, author: T): T[] =>
  Array.from({ length: count }, () => author);

describe('the teams of authors', () => {
  it('are the groups of users with their account, or else with their address', async () => {
    const { directory, queryEntities } = start([
      user('a', { login: 'Ada' }, ['search']),
      user('b', { email: 'Ben@example.com' }, ['pay']),
      user('c', { login: 'cleo', email: 'cleo@example.com' }, ['search']),
      group('search'),
      group('pay'),
    ]);
    expect(
      await directory.teamsOf([
        [
          { account: 'ada', email: 'ada@home.example.com' },
          { account: 'ada', email: 'ada@example.com' },
          ...changes(2, { email: 'ben@example.com' }),
          // Not the account that the catalog has, but its address.
          { account: 'cleo-at-work', email: 'cleo@example.com' },
        ],
      ]),
    ).toEqual({
      teams: ['group:default/search', 'group:default/pay'],
      unknownAuthors: 0,
    });
    const requests = queryEntities.mock.calls.map(([request]) => request);
    expect(requests).toMatchObject([
      { fields: expect.not.arrayContaining(['metadata']) },
      { query: { kind: 'Group' } },
    ]);
  });

  it('are the groups that most are in', async () => {
    const { directory } = start([
      user('a', { login: 'ada' }, ['pay', 'guild']),
      user('b', { login: 'ben' }, ['pay']),
      user('c', { login: 'cleo' }, ['guild', 'search']),
      user('d', { login: 'dan' }, ['pay', 'search']),
      group('search'),
      group('pay'),
      group('guild'),
    ]);
    expect(
      await directory.teamsOf([accounts('ada', 'ben', 'cleo', 'dan')]),
    ).toEqual({
      // Cleo is left, whose groups have as many.
      teams: ['group:default/pay', 'group:default/guild'],
      unknownAuthors: 0,
    });
  });

  it.each<[string, number[], number]>([
    ['a single change is help', [40, 1], 1],
    ['so is one of two', [1, 1], 1],
    ['so is one of few', [3, 1], 1],
    ['and one of each of many teams', [5, 1, 1, 1, 1, 1, 1], 1],
    ['less than a tenth of the first is help', [40, 3], 1],
    ['a tenth is a team', [70, 7], 2],
    ['two of few are a team', [2, 2], 2],
    ['many teams of one size are teams', changes(20, 5), 20],
    ['whoever made the only change is a team', [1], 1],
  ])('are those that changed enough: %s', async (_, counts, expected) => {
    const { directory } = start(
      counts.flatMap((_count, index) => [
        user(`u${index}`, { login: `u${index}` }, [`team${index}`]),
        group(`team${index}`),
      ]),
    );
    const authors = counts.flatMap((count, index) =>
      changes(count, { account: `u${index}` }),
    );
    for (const list of [authors, authors.toReversed()]) {
      expect((await directory.teamsOf([list])).teams).toHaveLength(expected);
    }
  });

  it('have the changes of all their authors', async () => {
    const { directory } = start([
      user('a', { login: 'ada' }, ['search']),
      ...['b', 'c'].map(login => user(login, { login }, ['pay'])),
      group('search'),
      group('pay'),
    ]);
    expect(
      await directory.teamsOf([
        [...accounts('ada'), { account: 'b' }, { account: 'c' }],
      ]),
    ).toMatchObject({ teams: ['group:default/pay', 'group:default/search'] });
  });

  it('are not a group of everybody that owns nothing', async () => {
    const { directory } = start([
      user('a', { login: 'ada' }, ['everybody', 'pay']),
      user('b', { login: 'ben' }, ['everybody', 'search']),
      user('c', { login: 'cleo' }, ['everybody']),
      group('everybody', []),
      group('search'),
      group('pay'),
    ]);
    expect(await directory.teamsOf([accounts('ada', 'ben')])).toMatchObject({
      teams: ['group:default/pay', 'group:default/search'],
    });
    expect(await directory.teamsOf([accounts('cleo')])).toMatchObject({
      teams: ['group:default/everybody'],
    });
  });

  it('are not known where too many authors are not', async () => {
    const { directory } = start([
      ...['a', 'b', 'c', 'd'].map(login => user(login, { login }, ['search'])),
      user('alone', { login: 'alone' }, []),
      group('search'),
    ]);
    expect(
      await directory.teamsOf([accounts('a', 'b', 'c', 'd', 'stranger')]),
    ).toEqual({ teams: ['group:default/search'], unknownAuthors: 1 });
    expect(
      await directory.teamsOf([
        accounts('a', 'b', 'c', 'd', 'alone', 'stranger'),
      ]),
    ).toEqual({
      unknownAuthors: 2,
      missing:
        'the catalog knows no group of 2 of 6 authors; it takes Users with the annotation github.com/user-login or the address of their commits, and with a group',
    });
    expect(await directory.teamsOf([])).toEqual({
      missing: 'not all authors are listed',
    });
    expect(await directory.teamsOf([[]])).toEqual({
      teams: [],
      unknownAuthors: 0,
    });
  });

  it('are those of the names that the catalog knows most of, of as many authors as any names', async () => {
    const { directory } = start([
      user('a', { login: 'ada' }, ['search']),
      user('b', { login: 'ben' }, ['pay']),
      group('search'),
      group('pay'),
    ]);
    const addresses = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        email: `${index}@example.com`,
      }));
    expect(
      await directory.teamsOf([addresses(2), accounts('ada', 'ben')]),
    ).toEqual({
      teams: ['group:default/pay', 'group:default/search'],
      unknownAuthors: 0,
    });
    // One of three only ever pushed.
    expect(
      await directory.teamsOf([addresses(3), accounts('ada', 'ben')]),
    ).toMatchObject({ unknownAuthors: 1, missing: expect.any(String) });
    expect(await directory.teamsOf([addresses(1), []])).toMatchObject({
      unknownAuthors: 1,
      missing: expect.any(String),
    });
  });

  it('are completed by those of other names, with nobody in two', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { directory } = start([
      ...names.map(name =>
        user(name, { email: `${name}@example.com` }, ['search']),
      ),
      // In two teams, and known by both names.
      user('f', { email: 'f@example.com', login: 'f' }, ['search', 'guild']),
      user('z', { login: 'zoe' }, ['pay']),
      user('y', { login: 'yan' }, ['help']),
      ...['search', 'guild', 'pay', 'help'].map(name => group(name)),
    ]);
    const byAddress = [...names, 'f', 'zoe'].flatMap(name =>
      changes(4, { email: `${name}@example.com` }),
    );
    const byAccount = [...accounts('f', 'zoe'), { account: 'yan' }];
    expect(await directory.teamsOf([byAddress, byAccount])).toEqual({
      teams: ['group:default/search', 'group:default/pay'],
      unknownAuthors: 1,
    });
  });

  it('are not changed by an address that Git takes but nobody has', async () => {
    const { directory } = start([
      user('a', { login: 'ada', email: 'ada@example.com' }, ['search']),
      group('search'),
    ]);
    expect(
      await directory.teamsOf([
        [{ email: 'ada' }, { email: 'ada@example.com' }],
      ]),
    ).toMatchObject({ unknownAuthors: 1 });
  });

  it('are read in sets and pages, and remembered for an hour', async () => {
    const names = Array.from({ length: 201 }, (_, index) => `u${index}`);
    const { directory, queryEntities } = start([
      ...names.map(login => user(login, { login }, ['search'])),
      group('search'),
    ]);
    const first = await directory.teamsOf([accounts(...names)]);
    expect(first).toEqual({
      teams: ['group:default/search'],
      unknownAuthors: 0,
    });
    // Three sets of a hundred, and the group after each.
    expect(queryEntities).toHaveBeenCalledTimes(6);
    expect(await directory.teamsOf([accounts(...names)])).toEqual(first);
    expect(queryEntities).toHaveBeenCalledTimes(6);
    const later = Date.now() + 3_600_001;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    await directory.teamsOf([accounts('u1')]);
    jest.restoreAllMocks();
    expect(queryEntities).toHaveBeenCalledTimes(8);
  });

  it('are not known to be none where the catalog is down', async () => {
    const { directory, queryEntities } = start([]);
    queryEntities.mockRejectedValueOnce(new Error('down'));
    await expect(directory.teamsOf([accounts('ada')])).rejects.toThrow('down');
  });
});
