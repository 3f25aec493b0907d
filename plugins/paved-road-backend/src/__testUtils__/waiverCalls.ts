import { NewWaiverInput, Waiver } from '@paved-road/plugin-paved-road-common';
import { waiverSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { createHouseCheck, createHouseRules } from './houseRules';
import { admin, createComponent, startPavedRoad } from './startPavedRoad';

export const sam = 'user:default/sam';
export const grace = 'user:default/grace';
export const eve = 'user:default/eve';

export const refOf = (name: string) => `component:default/${name}`;
export const daysAhead = (days: number) =>
  DateTime.utc().plus({ days }).toJSDate().toISOString();

const pack = createHouseRules(
  [
    createHouseCheck(
      'runbook',
      'bronze',
      "'runbook' in entity.metadata.annotations",
    ),
    createHouseCheck('named', 'bronze', "entity.metadata.name != ''"),
    createHouseCheck(
      'licensed',
      'silver',
      "'LICENSE' in facts.repository.files",
    ),
    {
      ...createHouseCheck('retired', 'silver', 'false'),
      filter: { 'spec.lifecycle': 'deprecated' },
    },
  ],
  ['bronze', 'silver'].map(id => ({ id, title: id })),
);

type BackEnd = Awaited<ReturnType<typeof startPavedRoad>>;
type Action = 'approve' | 'reject' | 'revoke';

export const gone = createComponent('gone', sam);
const services = [
  createComponent('search', sam, { title: 'Search' }),
  ...['ranking', 'chat', 'races', 'refusals', 'admins'].map(name =>
    createComponent(name, sam),
  ),
  createComponent('secret', grace, { restricted: true }),
  gone,
];

/** A back end with services of Sam and Grace that fail a check. */
export async function startWaivers() {
  const backend = await startPavedRoad(
    [
      ...services,
      createComponent('website', sam, { spec: { type: 'website' } }),
    ],
    {
      pavedRoad: {
        scorecards: { rulePacks: [pack], targetLevel: 'bronze' },
        waivers: { maxDuration: { days: 30 } },
      },
    },
  );
  for (const { metadata } of services) {
    await backend
      .asUser(admin)
      .post(`/entities/component/default/${metadata.name}/scorecard`)
      .expect(200);
  }
  return backend;
}

/** The calls about waivers, and what they answer. */
export function waiverCalls(backendOf: () => BackEnd) {
  const requestFor = (
    name: string,
    overrides: Partial<NewWaiverInput> = {},
  ): NewWaiverInput => ({
    entityRef: refOf(name),
    checkId: 'runbook',
    reason: 'The runbook is written in June.',
    expiresAt: daysAhead(20),
    ...overrides,
  });

  async function request(
    name: string,
    overrides?: Partial<NewWaiverInput>,
    user = sam,
  ): Promise<Waiver> {
    const { body } = await backendOf()
      .asUser(user)
      .post('/waivers', requestFor(name, overrides))
      .expect(201);
    return waiverSchema.parse(body);
  }

  const decideAs = (
    who: ReturnType<BackEnd['as']>,
    { id, etag }: Pick<Waiver, 'id' | 'etag'>,
    action: Action,
    comment?: string,
  ) => who.post(`/waivers/${id}/${action}`, { comment }).set('If-Match', etag);

  async function decide(
    waiver: Waiver,
    action: Action,
    options: { by?: string; comment?: string } = {},
  ): Promise<Waiver> {
    const { by = admin, comment } = options;
    const { body, headers } = await decideAs(
      backendOf().asUser(by),
      waiver,
      action,
      comment,
    ).expect(200);
    expect(headers.etag).toBe(body.etag);
    return waiverSchema.parse(body);
  }

  async function get(id: string, user = admin): Promise<Waiver> {
    const { body } = await backendOf()
      .asUser(user)
      .get(`/waivers/${id}`)
      .expect(200);
    return waiverSchema.parse(body);
  }

  async function list(query: string, user = admin): Promise<Waiver[]> {
    const { body } = await backendOf()
      .asUser(user)
      .get(`/waivers?${query}`)
      .expect(200);
    expect(body.totalItems).toBe(body.items.length);
    return waiverSchema.array().parse(body.items);
  }

  return { requestFor, request, decideAs, decide, get, list };
}
