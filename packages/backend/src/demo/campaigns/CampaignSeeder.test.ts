import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import {
  Campaign,
  NewCampaignInput,
  Page,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { CampaignSeeder } from './CampaignSeeder';
import { parseCampaigns } from './script';

const text = `
- title: Production at silver
  targetLevel: silver
  dueInDays: 42
  scope: { lifecycle: production }
`;
const script = parseCampaigns(text, 'campaigns.yaml');

/** A portal that keeps campaigns, two on a page. */
function createPortal(...titles: string[]) {
  const created: NewCampaignInput[] = [];
  const api = {
    async listCampaigns({ cursor = '0' } = {}): Promise<Page<Campaign>> {
      const all = [...titles, ...created.map(({ title }) => title)];
      const next = Number(cursor) + 2;
      return {
        items: all
          .slice(Number(cursor), next)
          .map(title => ({ title }) as Campaign),
        nextCursor: next < all.length ? String(next) : undefined,
        totalItems: all.length,
      };
    },
    createCampaign: jest.fn(async (campaign: NewCampaignInput) => {
      created.push(campaign);
      return campaign as Campaign;
    }),
  };
  const signIn = jest.fn(
    async (_: string) => api as Partial<PavedRoadApi> as PavedRoadApi,
  );
  return {
    api,
    created,
    signIn,
    play: () =>
      new CampaignSeeder({
        logger: mockServices.logger.mock(),
        signIn,
        readNotifications: async () => {},
        signal: new AbortController().signal,
        retryMs: 1,
      }).play(script),
  };
}

describe('CampaignSeeder', () => {
  it('begins each campaign once, due so many days from then', async () => {
    const { created, signIn, play } = createPortal();
    await play();
    await play();
    expect(created).toEqual([
      {
        title: 'Production at silver',
        targetLevel: 'silver',
        scope: { lifecycle: 'production' },
        dueOn: DateTime.utc().plus({ days: 42 }).toISODate(),
      },
    ]);
    expect(signIn).toHaveBeenCalledWith('user:default/paula.platform');
  });

  it('finds the one that there is on any page', async () => {
    const { created, play } = createPortal('A', 'B', 'Production at silver');
    await play();
    expect(created).toEqual([]);
  });

  it('waits for people whom the catalog does not know yet', async () => {
    const { created, signIn, play } = createPortal();
    signIn.mockRejectedValueOnce(new Error('No such user'));
    await play();
    expect(created).toHaveLength(1);
  });

  it('gives up at once on what is wrong, and says which', async () => {
    const { api, play } = createPortal();
    const error = { name: 'InputError', message: 'targetLevel: no' };
    api.createCampaign.mockRejectedValue(
      await ResponseError.fromResponse(
        new Response(JSON.stringify({ error, response: {} }), {
          status: 400,
          headers: { 'Content-Type': 'application/json' },
        }),
      ),
    );
    await expect(play()).rejects.toThrow(
      /The campaign “Production at silver” of the example failed.*targetLevel: no/,
    );
    expect(api.createCampaign).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a deadline', 'dueInDays: 42', 'dueInDays: 0', /0\.dueInDays/],
    ['a scope', 'lifecycle', 'colour', /0\.scope.*colour/],
  ])('names %s in the script, and the file', (_, good, bad, message) => {
    const parse = () =>
      parseCampaigns(text.replace(good, bad), 'campaigns.yaml');
    expect(parse).toThrow(/campaigns\.yaml/);
    expect(parse).toThrow(message);
  });
});
