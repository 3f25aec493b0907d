import {
  techInsightsCheckReadPermission,
  techInsightsCheckUpdatePermission,
  techInsightsFactRetrieverReadPermission,
} from '@backstage-community/plugin-tech-insights-common';
import {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  InputError,
  NotAllowedError,
  NotImplementedError,
  toError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import express, { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { FactHistory, RecordedFacts } from '../history/FactHistory';
import { RetrieverRun } from '../retrievers/RetrieverRun';
import { TechInsightsResults } from './TechInsightsResults';

/** Bytes. Enough for a thousand references. */
const maxBody = 500_000;
/** Maximum recorded facts per response. */
const mostFacts = 10_000;

const reference = z
  .union([
    z.string(),
    z.object({ kind: z.string(), namespace: z.string(), name: z.string() }),
  ])
  .transform((given, context) => {
    try {
      return stringifyEntityRef(
        typeof given === 'string' ? parseEntityRef(given) : given,
      );
    } catch (error) {
      context.addIssue({ code: 'custom', message: toError(error).message });
      return z.NEVER;
    }
  });
const ids = z.array(z.string()).max(1_000).optional();
const runSchema = z.object({ checks: ids });
const bulkSchema = z.object({ checks: ids, entities: z.array(reference) });
const texts = z
  .union([
    z.string().transform(text => [text]),
    z.array(z.string()),
    z.record(z.string(), z.string()).transform(items => Object.values(items)),
  ])
  .optional();
const latestSchema = z.object({
  entity: reference,
  ids: texts.pipe(z.array(z.string())),
});
const time = z.iso.datetime({ offset: true, local: true });
const rangeSchema = latestSchema.extend({
  startDatetime: time,
  endDatetime: time,
});

/** The REST API of Tech Insights for its client and pages, with its permissions. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  resultsFor(credentials: BackstageCredentials): TechInsightsResults;
  runs: RetrieverRun[];
  history?: FactHistory;
  logger: LoggerService;
}): Router {
  const { httpAuth, permissions, catalog, resultsFor, runs, history, logger } =
    options;
  const runsByRetriever = new Map(runs.map(run => [run.retriever.id, run]));
  const router = PromiseRouter();
  router.use(express.json({ limit: maxBody }));

  const authorize = async (request: Request, permission: BasicPermission) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const [{ result }] = await permissions.authorize([{ permission }], {
      credentials,
    });
    if (result === AuthorizeResult.DENY) {
      throw new NotAllowedError('Unauthorized');
    }
    return credentials;
  };
  /** Facts require permission to read the entity. */
  const visible = async (request: Request, entityRef: string) => {
    const credentials = await authorize(
      request,
      techInsightsFactRetrieverReadPermission,
    );
    return (
      (await catalog.getEntityByRef(entityRef, { credentials })) !== undefined
    );
  };

  router.get('/checks', async (req, res) => {
    const credentials = await authorize(req, techInsightsCheckReadPermission);
    res.json(await resultsFor(credentials).listChecks());
  });

  router.post('/checks/run/:namespace/:kind/:name', async (req, res) => {
    const credentials = await authorize(req, techInsightsCheckUpdatePermission);
    const { namespace, kind, name } = req.params;
    const { checks } = parseInput(runSchema, req.body, 'request');
    res.json(
      await resultsFor(credentials).getResults(
        stringifyEntityRef({ namespace, kind, name }),
        checks,
      ),
    );
  });

  router.post('/checks/run', async (req, res) => {
    const credentials = await authorize(req, techInsightsCheckUpdatePermission);
    const { entities, checks } = parseInput(bulkSchema, req.body, 'request');
    res.json(await resultsFor(credentials).getManyResults(entities, checks));
  });

  router.get('/fact-schemas', async (req, res) => {
    await authorize(req, techInsightsFactRetrieverReadPermission);
    const { ids: wanted } = parseInput(
      z.object({ ids: texts }),
      req.query,
      'query',
    );
    res.json(
      runs
        .filter(({ retriever }) => wanted?.includes(retriever.id) ?? true)
        .map(({ retriever: { id, version, entityFilter, schema } }) => ({
          id,
          version,
          ...schema,
          entityFilter: entityFilter ?? null,
        })),
    );
  });

  router.get('/facts/latest', async (req, res) => {
    const { entity: entityRef, ids: wanted } = parseInput(
      latestSchema,
      req.query,
      'query',
    );
    const isVisible = await visible(req, entityRef);
    const found = await Promise.all(
      (isVisible ? wanted : []).map(async id => {
        const run = runsByRetriever.get(id);
        // If one fails, the others are still returned.
        const known = await run?.get(entityRef).catch(error => {
          logger.warn(`Facts of ${id}: ${toError(error).message}`);
        });
        return known
          ? [[id, { id, version: run!.retriever.version, ...known }]]
          : [];
      }),
    );
    res.json(
      Object.fromEntries(
        found
          .flat()
          .map(([id, known]) => [
            id,
            { entity: parseEntityRef(entityRef), ...(known as object) },
          ]),
      ),
    );
  });

  router.get('/facts/range', async (req, res) => {
    const {
      entity: entityRef,
      ids: wanted,
      startDatetime,
      endDatetime,
    } = parseInput(rangeSchema, req.query, 'query');
    if (!(await visible(req, entityRef))) {
      res.json({});
      return;
    }
    if (!history) {
      throw new NotImplementedError(
        'Tech Insights has recorded no facts in this database',
      );
    }
    const facts: RecordedFacts[] = [];
    for await (const recorded of history.listFacts({
      entityRef,
      ids: wanted,
      from: new Date(startDatetime),
      to: new Date(endDatetime),
    })) {
      if (facts.length === mostFacts) {
        throw new InputError(
          `startDatetime, endDatetime: there are more than ${mostFacts} facts in between, ask for a shorter time`,
        );
      }
      facts.push(recorded);
    }
    res.json(byRetriever(facts));
  });

  return router;
}

function byRetriever(facts: RecordedFacts[]) {
  const grouped: Record<string, object[]> = Object.create(null);
  for (const { id, version, entityRef, timestamp, facts: values } of facts) {
    (grouped[id] ??= []).push({
      id,
      version,
      entity: parseEntityRef(entityRef),
      timestamp,
      facts: values,
    });
  }
  return grouped;
}
