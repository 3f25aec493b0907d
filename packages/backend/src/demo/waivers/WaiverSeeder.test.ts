import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { PavedRoadApi, Waiver } from '@paved-road/plugin-paved-road-common';
import { parseWaivers } from './script';
import { WaiverSeeder } from './WaiverSeeder';

const sam = 'user:default/sam';
const paula = 'user:default/paula.platform';

const text = `
- entityRef: component:default/triage
  checkId: has-tests
  reason: The tests come with the new model.
  requestedBy: ${sam}
  expiresInDays: 5
  status: approved
  comment: Until then.
`;
const script = parseWaivers(text, 'waivers.yaml');

async function refusal(status: number, message: string): Promise<Error> {
  return await ResponseError.fromResponse(
    new Response(
      JSON.stringify({ error: { name: 'Error', message }, response: {} }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

describe('WaiverSeeder', () => {
  const api = { requestWaiver: jest.fn(), approveWaiver: jest.fn() };
  const signIn = jest.fn(async (_: string) => api as unknown as PavedRoadApi);
  const readNotifications = jest.fn(
    async (_person: string, _linksWith: string[]) => {},
  );
  const play = async () =>
    await new WaiverSeeder({
      logger: mockServices.logger.mock(),
      signIn,
      readNotifications,
      signal: new AbortController().signal,
      retryMs: 1,
    }).play(script);
  const requested = { id: 'w1', etag: '"1"', status: 'requested' } as Waiver;

  beforeEach(() => jest.resetAllMocks());
  beforeEach(() => signIn.mockResolvedValue(api as unknown as PavedRoadApi));

  it('asks until the check is known to fail, and lets a second person decide', async () => {
    api.requestWaiver
      .mockRejectedValueOnce(await refusal(404, 'not evaluated yet'))
      .mockRejectedValueOnce(await refusal(409, 'not known'))
      .mockResolvedValue(requested);
    await play();
    expect(api.requestWaiver).toHaveBeenCalledTimes(3);
    expect(api.approveWaiver).toHaveBeenCalledWith('w1', '"1"', 'Until then.');
    expect(signIn.mock.calls.at(-1)).toEqual([paula]);
    expect(readNotifications.mock.calls).toEqual([[paula, ['w1']]]);
  });

  it('leaves a waiver alone that somebody has decided on', async () => {
    api.requestWaiver.mockResolvedValue({ ...requested, status: 'revoked' });
    await play();
    expect(api.approveWaiver).not.toHaveBeenCalled();
  });

  it('gives up at once on what is wrong, and says which', async () => {
    api.requestWaiver.mockRejectedValue(await refusal(400, 'checkId: no'));
    await expect(play()).rejects.toThrow(
      /Waiver 1 in the example, of has-tests for component:default\/triage, failed.*checkId: no/,
    );
    expect(api.requestWaiver).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['an unknown status', 'status: approved', 'status: done', /0\.status/],
    [
      'a rejection without a reason',
      'status: approved\n  comment: Until then.',
      'status: rejected',
      /0\.comment/,
    ],
    ['an expiry', 'expiresInDays: 5', 'expiresInDays: 0', /0\.expiresInDays/],
    ['a decision on an own request', sam, paula, /0\.reviewer.*own request/],
  ])('names %s in the script, and the file', (_, good, bad, message) => {
    const parse = () => parseWaivers(text.replace(good, bad), 'waivers.yaml');
    expect(parse).toThrow(/waivers\.yaml/);
    expect(parse).toThrow(message);
  });
});
