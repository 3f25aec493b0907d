/*
 * A realistic, reproducible fleet of AI services: every property is derived from the number of the service, and for each
 * check some services pass and some fail.
 */
import { Entity } from '@backstage/catalog-model';

const groups = 200;
export const systems = 500;
const apis = 1_000;

/** Shares of the services, in percent, that a policy can hide from all but their owners. */
export const hiddenShares = [10, 90];

/** The annotation of the services that belong to such a share. */
export const restricted = (share: number) => `example.com/restricted-${share}`;

const location = 'url:https://git.example/catalog/catalog-info.yaml';

/** Spreads the properties, so that they are uncorrelated. */
function share(service: number, property: number): number {
  let hash =
    Math.imul(service + 1, 0x9e3779b1) ^ Math.imul(property, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

const pick = <T>(items: T[], service: number, property: number) =>
  items[Math.floor(share(service, property) * items.length)];

function entity(
  kind: string,
  name: string,
  metadata: Partial<Entity['metadata']>,
  spec: Entity['spec'],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      namespace: 'default',
      name,
      ...metadata,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
        ...metadata.annotations,
      },
    },
    spec,
  };
}

const groupName = (index: number) => `team-${index % groups}`;
const systemName = (index: number) => `system-${index % systems}`;
const apiName = (index: number) => `api-${index % apis}`;

/** What the services relate to: groups with departments above them, systems and APIs. */
export function surroundings(): Entity[] {
  return [
    ...Array.from({ length: groups }, (_, index) =>
      entity(
        'Group',
        groupName(index),
        { title: `Team ${index}` },
        {
          type: index < 20 ? 'department' : 'team',
          children: [],
          ...(index < 20 ? {} : { parent: groupName(index % 20) }),
        },
      ),
    ),
    ...Array.from({ length: systems }, (_, index) =>
      entity(
        'System',
        systemName(index),
        { title: `System ${index}` },
        { owner: groupName(index) },
      ),
    ),
    ...Array.from({ length: apis }, (_, index) =>
      entity(
        'API',
        apiName(index),
        { title: `API ${index}` },
        {
          type: 'openapi',
          lifecycle: 'production',
          owner: groupName(index),
          definition: 'openapi: 3.0.3',
        },
      ),
    ),
  ];
}

/** @param index - from 0 */
export function serviceName(index: number): string {
  return `ai-service-${String(index).padStart(6, '0')}`;
}

export const serviceRef = (index: number) =>
  `component:default/${serviceName(index)}`;

/** Whether everybody sees a service, whatever share is hidden. */
export const isPublic = (index: number) =>
  share(index, 40) >= Math.max(...hiddenShares) / 100;

/** What the pages are about, in a fleet of so many services. */
export const places = (services: number) => ({
  service: serviceName(services - 1),
  owner: 'group:default/team-42',
  department: 'group:default/team-7',
  system: 'system:default/system-42',
  check: 'model-card',
  track: 'safety',
});

/**
 * A service as its team describes it.
 *
 * @param revision - another one has other annotations and, now and then, another description
 */
export function service(index: number, revision = 0): Entity {
  const has = (property: number, part: number) => share(index, property) < part;
  const name = serviceName(index);
  const optional = {
    'paved-road.io/pattern':
      has(1, 0.8) &&
      pick(['monolith', 'microservices', 'serverless'], index, 2),
    'backstage.io/source-location':
      has(3, 0.9) && `url:https://git.example/ai/${name}/`,
    'backstage.io/techdocs-ref': has(4, 0.7) && 'dir:.',
    'pagerduty.com/service-id': has(5, 0.6) && `P${index}`,
    'example.com/model-card':
      has(6, 0.5) && `https://models.example/cards/${name}`,
    'example.com/cost-center': has(7, 0.4) && `cc-${index % 90}`,
    'example.com/data-classification':
      has(8, 0.75) &&
      pick(['public', 'internal', 'confidential', 'none'], index, 9),
    'example.com/tier': has(10, 0.65) && pick(['1', '2', '3'], index, 11),
    'example.com/slo': has(12, 0.55) && `https://slo.example/${name}`,
    'example.com/threat-model':
      has(13, 0.45) && `https://security.example/${name}`,
    'example.com/runtime':
      has(14, 0.85) &&
      pick(['python-3.14', 'python-3.10', 'node-24', 'node-18'], index, 15),
    ...Object.fromEntries(
      hiddenShares.map(part => [
        restricted(part),
        has(40, part / 100) && 'true',
      ]),
    ),
  };
  const annotations: Record<string, string> = {
    'backstage.io/edit-url': `https://git.example/ai/${name}/edit/main/catalog-info.yaml`,
    'bench.example/revision': String(revision),
    ...Object.fromEntries(
      Object.entries(optional).flatMap(([key, value]) =>
        value ? [[key, value]] : [],
      ),
    ),
  };
  const links = [
    {
      url: `https://dashboards.example/${name}`,
      title: 'Dashboard',
      type: 'dashboard',
    },
    {
      url: `https://runbooks.example/${name}`,
      title: 'Runbook',
      type: 'runbook',
    },
  ].filter((_, position) => has(16 + position, 0.6));

  return entity(
    'Component',
    name,
    {
      ...(has(18, 0.9) ? { title: `AI service ${index}` } : {}),
      ...(has(19, 0.85)
        ? {
            description:
              share(index + revision * 1_000_003, 20) < 0.8
                ? `Answers questions of customers about their orders, contracts and invoices, number ${index}`
                : 'An AI service',
          }
        : {}),
      annotations,
      labels: { 'example.com/region': pick(['eu', 'us', 'ap'], index, 21) },
      tags: ['ai', 'python', 'customer', 'rag', 'batch'].filter((_, position) =>
        has(22 + position, 0.5),
      ),
      ...(links.length ? { links } : {}),
    },
    {
      type: 'ai-service',
      lifecycle: pick(
        ['production', 'production', 'experimental', 'deprecated', 'unclear'],
        index,
        30,
      ),
      owner: has(31, 0.95)
        ? groupName(index)
        : `user:default/person-${index % 40}`,
      ...(has(32, 0.85) ? { system: systemName(index) } : {}),
      ...(has(33, 0.6) ? { providesApis: [apiName(index)] } : {}),
      ...(has(34, 0.7)
        ? { consumesApis: [apiName(index + 1), apiName(index + 7)] }
        : {}),
      ...(has(35, 0.5)
        ? {
            dependsOn: [serviceRef(Math.max(0, index - 1))],
          }
        : {}),
    },
  );
}
