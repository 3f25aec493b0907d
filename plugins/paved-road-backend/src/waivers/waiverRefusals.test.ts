import { NewWaiverInput } from '@paved-road/plugin-paved-road-common';
import { admin } from '../__testUtils__/startPavedRoad';
import {
  eve,
  refOf,
  sam,
  startWaivers,
  waiverCalls,
} from '../__testUtils__/waiverCalls';

describe('the waiver endpoints', () => {
  let backend: Awaited<ReturnType<typeof startWaivers>>;
  const { requestFor, request, decideAs } = waiverCalls(() => backend);

  beforeAll(async () => {
    backend = await startWaivers();
  });

  it.each<[string, Partial<NewWaiverInput>, number, RegExp]>([
    ['no reason', { reason: ' soon ' }, 400, /reason: .*10/],
    [
      'an expiry that is over',
      { expiresAt: '2026-01-01T00:00:00Z' },
      400,
      /expiresAt: 2026-01-01T00:00:00Z is over, use a time in the future/,
    ],
    [
      'an expiry that is too far away',
      { expiresAt: '2126-01-01T00:00:00Z' },
      400,
      /expiresAt: 2126.* is more than 30 days away, use at most 20\d\d-/,
    ],
    [
      'a check that is none',
      { checkId: 'weather' },
      400,
      /checkId: "weather" is not a check of the active rule packs, see \/rule-packs/,
    ],
    [
      'a check that passes',
      { checkId: 'named' },
      409,
      /refusals passes named, so there is nothing to waive/,
    ],
    [
      'a check that is unknown',
      { checkId: 'licensed' },
      409,
      /not known whether .*refusals passes licensed: .*[^.]\. A waiver .*repair what keeps it/,
    ],
    [
      'a check that does not apply',
      { checkId: 'retired' },
      409,
      /retired does not apply to .*refusals, so there is nothing to waive/,
    ],
    [
      'an entity without a scorecard',
      { entityRef: refOf('website') },
      404,
      /website has no scorecard, because no rule pack selects it: it is a Component of type website/,
    ],
    [
      'an entity that is none',
      { entityRef: refOf('nowhere') },
      404,
      /No entity component:default\/nowhere in the catalog/,
    ],
    [
      'a reference that is none',
      { entityRef: 'component:' },
      400,
      /entityRef: "component:" is not an entity reference/,
    ],
    [
      'a kind without scorecards',
      { entityRef: 'user:default/sam' },
      400,
      /kind: "user" has no scorecards/,
    ],
    [
      'a renewal of nothing',
      { renews: '00000000-0000-4000-8000-000000000000' },
      400,
      /renews: 0{8}-.* is not a waiver of runbook for component:default\/refusals; leave it out/,
    ],
  ])('refuse a request with %s', async (_, overrides, status, message) => {
    const answer = await backend
      .asUser(sam)
      .post('/waivers', requestFor('refusals', overrides));
    expect(answer.body.error?.message).toMatch(message);
    expect(answer.status).toBe(status);
  });

  it('refuse what somebody may not do, or does not say what to', async () => {
    const asAdmin = backend.asUser(admin);
    const waiver = await request('admins', {}, admin);
    const { id } = waiver;
    const answers = [
      await decideAs(asAdmin, waiver, 'approve'),
      await backend.asUser(eve).post('/waivers', requestFor('admins')),
      await decideAs(backend.asUser(eve), waiver, 'revoke'),
      await decideAs(backend.asUser(eve), waiver, 'reject'),
      await asAdmin.post(`/waivers/${id}/approve`, {}),
      await decideAs(asAdmin, { id, etag: '"7"' }, 'revoke'),
      await asAdmin.get('/waivers/7'),
      await asAdmin.get('/waivers?status=approved&cursor=x'),
      await asAdmin.get('/waivers?status=rejected&expiringWithinDays=7'),
      await asAdmin.get('/waivers?inForceAt=yesterday'),
      await asAdmin.get('/waivers?inForceAt=9999-12-31T23:59:59Z'),
      await backend.as('').get('/waivers'),
    ];
    expect(
      answers.map(({ status, body }) => `${status} ${body.error.message}`),
    ).toEqual([
      `403 Waivers must be approved by a second person; ${admin} requested this one`,
      `403 You may not ask for waivers of ${refOf('admins')}; its owner may`,
      `403 You may not revoke waivers of ${refOf('admins')} that somebody else asked for`,
      `403 You may not approve or reject waivers of ${refOf('admins')}`,
      expect.stringMatching(/^428 Send the header If-Match with the ETag/),
      expect.stringMatching(/^412 It was changed since you read it/),
      '404 No waiver 7',
      expect.stringMatching(/^400 cursor: not a cursor of this list/),
      '400 expiringWithinDays: only approved waivers are in force and can expire soon, leave out status rejected',
      expect.stringMatching(/^400 Invalid query: inForceAt: .*"yesterday"/),
      '400 inForceAt: 9999-12-31T23:59:59Z is in the future, use a time until now',
      expect.stringMatching(/^401/),
    ]);
  });
});
