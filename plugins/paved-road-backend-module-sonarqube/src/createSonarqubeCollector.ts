import { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import {
  FactCollector,
  requestJson,
  sourceTime,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** The same annotation as the SonarQube plugin of Backstage: `<project key>` or `<instance>/<project key>`. */
const annotation = 'sonarqube.org/project-key';

/** SonarQube metrics by our names. A rating is 1 (A) to 5 (E). */
const metrics = {
  coverage: 'coverage',
  duplicatedLines: 'duplicated_lines_density',
  lines: 'ncloc',
  bugs: 'bugs',
  vulnerabilities: 'vulnerabilities',
  securityHotspots: 'security_hotspots',
  codeSmells: 'code_smells',
  reliabilityRating: 'reliability_rating',
  securityRating: 'security_rating',
  maintainabilityRating: 'sqale_rating',
} as const;

const gates = ['ok', 'warn', 'error', 'none'] as const;

const factSchema = (zod: typeof z) =>
  zod.object({
    qualityGate: zod
      .enum(gates)
      .describe('none without a quality gate or an analysis'),
    failedConditions: zod
      .array(zod.string())
      .describe('Metrics of failed conditions, such as new_coverage'),
    analyzedAt: zod.iso
      .datetime()
      .optional()
      .describe('Absent before the first analysis'),
    coverage: zod.number().optional().describe('Percent'),
    duplicatedLines: zod.number().optional().describe('Percent'),
    lines: zod.number().optional().describe('Lines of code'),
    bugs: zod.number().optional(),
    vulnerabilities: zod.number().optional(),
    securityHotspots: zod.number().optional(),
    codeSmells: zod.number().optional(),
    reliabilityRating: zod.number().optional().describe('1 (A) to 5 (E)'),
    securityRating: zod.number().optional().describe('1 (A) to 5 (E)'),
    maintainabilityRating: zod.number().optional().describe('1 (A) to 5 (E)'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;

/* The fields that the fact uses. */
const gateSchema = z.object({
  projectStatus: z.object({
    status: z
      .string()
      .transform(status => status.toLowerCase())
      .pipe(z.enum(gates)),
    conditions: z
      .array(z.object({ status: z.string(), metricKey: z.string() }))
      .default([]),
  }),
});
const measuresSchema = z.object({
  component: z.object({
    measures: z.array(
      z.object({ metric: z.string(), value: z.string().optional() }),
    ),
  }),
});
const componentSchema = z.object({
  component: z.object({ analysisDate: sourceTime.optional() }),
});

interface Instance {
  name: string;
  baseUrl: string;
  headers: Record<string, string>;
}

/** The fact `sonarqube`: the quality gate and the main measures of a project. */
export function createSonarqubeCollector(config: Config): FactCollector<Fact> {
  const instances = readInstances(config);
  return {
    id: 'sonarqube',
    title: 'SonarQube',
    description:
      'Quality gate, coverage, bugs, vulnerabilities and ratings of the project, from SonarQube.',
    schema: factSchema,
    freshness: { hours: 1 },
    cost: 'medium',
    filter: { [`metadata.annotations.${annotation}`]: { $exists: true } },
    async collect({ entity, signal }) {
      const { instance, key } = locate(
        entity.metadata.annotations?.[annotation] ?? '',
        instances,
      );
      const ask = async <T>(
        schema: z.ZodType<T>,
        path: string,
        query: Record<string, string>,
      ) => {
        const url = `${instance.baseUrl}/api/${path}?${new URLSearchParams(query)}`;
        const { headers } = instance;
        const request = { schema, signal, headers, tokenKey: 'sonarqube' };
        return (await requestJson(url, request)).body;
      };
      const [gate, measures, project] = await Promise.all([
        ask(gateSchema, 'qualitygates/project_status', { projectKey: key }),
        ask(measuresSchema, 'measures/component', {
          component: key,
          metricKeys: Object.values(metrics).join(','),
        }),
        ask(componentSchema, 'components/show', { component: key }),
      ]);
      const { status, conditions } = gate.projectStatus;
      const values = new Map(
        measures.component.measures.map(({ metric, value }) => [metric, value]),
      );
      const numbers = Object.entries(metrics).flatMap(([name, metric]) => {
        const value = values.get(metric);
        return value === undefined ? [] : [[name, Number(value)]];
      });
      return {
        status: 'known',
        value: {
          qualityGate: status,
          failedConditions: conditions
            .filter(condition => condition.status === 'ERROR')
            .map(({ metricKey }) => metricKey),
          analyzedAt: project.component.analysisDate,
          ...Object.fromEntries(numbers),
        },
        source: `${instance.baseUrl}/dashboard?id=${encodeURIComponent(key)}`,
      };
    },
  };
}

/** Reads the config of the SonarQube plugin of Backstage. */
function readInstances(config: Config): Instance[] {
  const sonarqube = config.getConfig('sonarqube');
  const named = sonarqube.getOptionalConfigArray('instances') ?? [];
  const isAlone = named.length === 0 || sonarqube.has('apiKey');
  return [
    ...(isAlone ? [readInstance(sonarqube, 'default')] : []),
    ...named.map(item => readInstance(item, item.getString('name'))),
  ];
}

function readInstance(config: Config, name: string): Instance {
  const apiKey = config.getString('apiKey');
  const baseUrl =
    config.getOptionalString('baseUrl') ?? 'https://sonarcloud.io';
  return {
    name,
    baseUrl: baseUrl.replace(/\/$/, ''),
    headers: {
      authorization:
        config.getOptionalString('tokenKind') === 'Bearer'
          ? `Bearer ${apiKey}`
          : `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
    },
  };
}

function locate(
  value: string,
  instances: Instance[],
): { instance: Instance; key: string } {
  const slash = value.indexOf('/');
  const name = slash < 0 ? 'default' : value.slice(0, slash);
  const instance = instances.find(each => each.name === name);
  if (!instance) {
    throw new NotFoundError(
      `the config has no SonarQube instance "${name}", which the annotation ${annotation} asks for; it has ${instances.map(each => each.name).join(', ')}`,
    );
  }
  return { instance, key: value.slice(slash + 1) };
}
