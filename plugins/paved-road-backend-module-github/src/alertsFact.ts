import { toError } from '@backstage/errors';
import {
  CollectedFact,
  collectInBatches,
  FactCollector,
  hasRepositoryOn,
  isTemporaryError,
  rejectWhenAborted,
  SharedResults,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { GithubApi } from './GithubApi';
import { GithubRepository } from './githubQuery';

/** How long the lists of an organisation are reused for all of its repositories. */
const REUSE_MS = 3_600_000;
/** How long a failure is reused, so that not each repository tries again. */
const REUSE_FAILURE_MS = 60_000;
const LONGEST_READ_MS = 1_800_000;
const MOST_ORGANIZATIONS = 1_000;
/** 100 items each. */
const MOST_PAGES = 1_000;
const BATCH = 20;

const factSchema = (zod: typeof z) =>
  zod.object({
    codeScanning: zod
      .object({
        lastAnalysis: zod.iso.datetime(),
        open: zod
          .object({
            critical: zod.int(),
            high: zod.int(),
            medium: zod.int(),
            low: zod.int(),
            other: zod.int().describe('Findings without a security severity'),
          })
          .describe('Alerts on the default branch by severity'),
      })
      .optional()
      .describe('Absent before the first analysis'),
    secretScanning: zod
      .object({
        open: zod.int(),
        active: zod
          .int()
          .describe('Secrets that still work according to GitHub'),
      })
      .optional()
      .describe('Absent if it is off'),
    missing: zod
      .array(zod.string())
      .describe('Missing parts, with the permission or setting that they need'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;
type Open = NonNullable<Fact['codeScanning']>['open'];
type Secrets = NonNullable<Fact['secretScanning']>;

/** Alerts of an organisation by the lower-case names of its repositories. */
interface Organization {
  at: string;
  /** Whether secret scanning is on. Undefined if the token may not read it. */
  secretScanning: Map<string, boolean | undefined>;
  code: Map<string, Open> | Error;
  secrets: Map<string, Secrets> | Error;
}

const repository = z.object({ name: z.string() });
const repositorySchema = z.object({
  name: z.string(),
  security_and_analysis: z
    .object({ secret_scanning: z.object({ status: z.string() }).optional() })
    .nullish(),
});
const codeAlertSchema = z.object({
  repository,
  rule: z.object({
    security_severity_level: z
      .enum(['critical', 'high', 'medium', 'low'])
      .nullish(),
  }),
});
const secretAlertSchema = z.object({
  repository,
  validity: z.string().nullish(),
});
const analysisSchema = z.object({ created_at: z.iso.datetime() });

/** The fact `githubAlerts`: alerts of code and secret scanning, which only REST provides, per organisation. */
export function createAlertsFact(api: GithubApi): FactCollector<Fact> {
  const organizations = new SharedResults<Organization>(MOST_ORGANIZATIONS);

  /** Reads an organisation once an hour for all its repositories. */
  const readCachedOrganization = async (
    one: GithubRepository,
    signal: AbortSignal,
  ): Promise<Organization> => {
    const organization = organizations.get(
      `${one.host}/${one.owner.toLowerCase()}`,
      // Ignores the signal of the first caller, because others wait for the result too.
      () => readOrganization(api, one, AbortSignal.timeout(LONGEST_READ_MS)),
      error => (error ? REUSE_FAILURE_MS : REUSE_MS),
    );
    return await Promise.race([organization, rejectWhenAborted(signal)]);
  };

  const collect = async (
    one: GithubRepository,
    signal: AbortSignal,
  ): Promise<CollectedFact<Fact>> => {
    const organization = await readCachedOrganization(one, signal);
    const name = one.name.toLowerCase();
    if (!organization.secretScanning.has(name)) {
      throw new Error(
        `${one.owner} has no repository ${one.name} for this token: correct the annotation github.com/project-slug if it was renamed, or give the token access`,
      );
    }
    const { code, secrets } = organization;
    const analysis =
      code instanceof Error
        ? code
        : await api
            .first(
              one,
              `/repos/${one.owner}/${one.name}/code-scanning/analyses`,
              analysisSchema,
              signal,
            )
            .catch(toLastingError);
    const found = secrets instanceof Error ? secrets : secrets.get(name);
    const isOn = organization.secretScanning.get(name);
    const codeProblem = findProblemMessage(
      analysis,
      'nothing was analysed yet',
    );
    const secretProblem =
      found instanceof Error || (!found && !isOn)
        ? findProblemMessage(
            found,
            isOn === false
              ? 'switched off'
              : 'no alert, and the token may not see whether it is on: it takes the permission Administration (read)',
          )
        : undefined;
    return {
      status: 'known',
      source: `${one.host}/${one.owner}/${one.name}/security`,
      observedAt: organization.at,
      value: {
        codeScanning:
          analysis instanceof Error || code instanceof Error || !analysis
            ? undefined
            : {
                lastAnalysis: analysis.created_at,
                open: code.get(name) ?? noCodeAlerts(),
              },
        secretScanning: secretProblem
          ? undefined
          : ((found as Secrets) ?? { open: 0, active: 0 }),
        missing: [
          ...(codeProblem ? [`codeScanning: ${codeProblem}`] : []),
          ...(secretProblem ? [`secretScanning: ${secretProblem}`] : []),
        ],
      },
    };
  };

  return {
    id: 'githubAlerts',
    title: 'GitHub alerts',
    description:
      'Open alerts of code scanning and secret scanning of the repository, from GitHub.',
    schema: factSchema,
    freshness: { hours: 6 },
    timeout: { minutes: 5 },
    cost: 'high',
    filter: hasRepositoryOn(api.annotation),
    sourceOf: entity => api.sourceOf(entity),
    ...collectInBatches<GithubRepository, Fact>({
      size: BATCH,
      toTarget: ({ entity }) => api.findRepository(entity),
      // GitHub asks for sequential requests.
      async collect(items, signal) {
        const results: Array<CollectedFact<Fact> | Error> = [];
        for (const { target } of items) {
          results.push(await collect(target, signal).catch(toError));
        }
        return results;
      },
    }),
  };
}

async function readOrganization(
  api: GithubApi,
  one: GithubRepository,
  signal: AbortSignal,
): Promise<Organization> {
  const at = new Date().toISOString();
  const path = `/orgs/${one.owner}`;
  const list = <T>(rest: string, item: z.ZodType<T>) =>
    api.list(one, `${path}/${rest}per_page=100`, item, MOST_PAGES, signal);
  const secretScanning: Organization['secretScanning'] = new Map();
  for await (const item of list('repos?', repositorySchema)) {
    const status = item.security_and_analysis?.secret_scanning?.status;
    secretScanning.set(
      item.name.toLowerCase(),
      status ? status === 'enabled' : undefined,
    );
  }
  const countCode = async () => {
    const code = new Map<string, Open>();
    const alerts = list('code-scanning/alerts?state=open&', codeAlertSchema);
    for await (const alert of alerts) {
      const name = alert.repository.name.toLowerCase();
      const open = code.get(name) ?? noCodeAlerts();
      open[alert.rule.security_severity_level ?? 'other'] += 1;
      code.set(name, open);
    }
    return code;
  };
  const countSecrets = async () => {
    const secrets = new Map<string, Secrets>();
    const alerts = list(
      'secret-scanning/alerts?state=open&',
      secretAlertSchema,
    );
    for await (const alert of alerts) {
      const name = alert.repository.name.toLowerCase();
      const { open, active } = secrets.get(name) ?? { open: 0, active: 0 };
      secrets.set(name, {
        open: open + 1,
        active: active + (alert.validity === 'active' ? 1 : 0),
      });
    }
    return secrets;
  };
  return {
    at,
    secretScanning,
    code: await countCode().catch(toLastingError),
    secrets: await countSecrets().catch(toLastingError),
  };
}

function noCodeAlerts(): Open {
  return { critical: 0, high: 0, medium: 0, low: 0, other: 0 };
}

function findProblemMessage(
  found: unknown,
  otherwise: string,
): string | undefined {
  if (found instanceof Error) {
    return found.message;
  }
  return found ? undefined : otherwise;
}

/** @throws a temporary error */
function toLastingError(error: unknown): Error {
  if (isTemporaryError(error)) {
    throw error;
  }
  return toError(error);
}
