import { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import {
  FactCollector,
  requestJson,
  sourceTime,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** The same annotation as the PagerDuty plugin of Backstage. */
const annotation = 'pagerduty.com/service-id';

/** Page size limit of PagerDuty. */
const MOST_LISTED = 100;

const factSchema = (zod: typeof z) =>
  zod.object({
    status: zod
      .string()
      .describe(
        'State of the service: active, warning, critical, maintenance or disabled',
      ),
    open: zod.int().describe('Triggered and acknowledged incidents'),
    highUrgency: zod
      .int()
      .describe(
        `High-urgency incidents among the ${MOST_LISTED} oldest open ones`,
      ),
    oldest: zod.iso
      .datetime()
      .optional()
      .describe('Start of the oldest open incident'),
    onCall: zod
      .boolean()
      .describe('Whether someone is on call now, on any escalation level'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;

/* The fields that the fact uses. */
const serviceSchema = z.object({
  service: z.object({
    status: z.string(),
    html_url: z.string().nullish(),
    escalation_policy: z.object({ id: z.string() }),
  }),
});
const incidentsSchema = z.object({
  incidents: z.array(z.object({ created_at: sourceTime, urgency: z.string() })),
  total: z.int().nullish(),
});
const onCallsSchema = z.object({ oncalls: z.array(z.unknown()) });

/** The fact `pagerduty`: open incidents of a service, and whether someone is on call for it. */
export function createPagerdutyCollector(config: Config): FactCollector<Fact> {
  const api = (
    config.getOptionalString('pagerDuty.apiBaseUrl') ??
    'https://api.pagerduty.com'
  ).replace(/\/$/, '');
  const token = config.getString('pagerDuty.apiToken');
  return {
    id: 'pagerduty',
    title: 'PagerDuty',
    description:
      'Open incidents of the service, the oldest of them, and whether someone is on call, from PagerDuty.',
    schema: factSchema,
    freshness: { minutes: 10 },
    cost: 'medium',
    filter: { [`metadata.annotations.${annotation}`]: { $exists: true } },
    async collect({ entity, signal }) {
      const ask = async <T>(schema: z.ZodType<T>, path: string) =>
        (
          await requestJson(`${api}/${path}`, {
            schema,
            signal,
            tokenKey: 'pagerDuty.apiToken',
            headers: {
              accept: 'application/vnd.pagerduty+json;version=2',
              authorization: `Token token=${token}`,
            },
          })
        ).body;
      const id = entity.metadata.annotations?.[annotation] ?? '';
      if (!/^\w+$/.test(id)) {
        throw new NotFoundError(
          `"${id}" is not the id of a PagerDuty service: correct the annotation ${annotation}`,
        );
      }
      const { service } = await ask(serviceSchema, `services/${id}`);
      const policy = encodeURIComponent(service.escalation_policy.id);
      const [{ incidents, total }, { oncalls }] = await Promise.all([
        // Without `date_range`, it lists only the last month.
        ask(
          incidentsSchema,
          `incidents?service_ids[]=${id}&statuses[]=triggered&statuses[]=acknowledged&date_range=all&sort_by=created_at:asc&limit=${MOST_LISTED}&total=true`,
        ),
        ask(onCallsSchema, `oncalls?escalation_policy_ids[]=${policy}&limit=1`),
      ]);
      return {
        status: 'known',
        value: {
          status: service.status,
          open: total ?? incidents.length,
          highUrgency: incidents.filter(({ urgency }) => urgency === 'high')
            .length,
          oldest: incidents[0]?.created_at,
          onCall: oncalls.length > 0,
        },
        source: service.html_url ?? `${api}/services/${id}`,
      };
    },
  };
}
