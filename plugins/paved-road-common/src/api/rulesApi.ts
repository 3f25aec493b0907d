import { z } from 'zod';
import { rulePreviewPermission } from '../permissions';
import { ActiveRules, activeRulesSchema } from '../scorecards/activeRules';
import {
  DryRunRequestInput,
  dryRunRequestSchema,
  DryRunResult,
  dryRunResultSchema,
  PackProblem,
  packProblemSchema,
  PreviewChange,
  previewChangeSchema,
  PreviewChangesQueryInput,
  previewChangesQuerySchema,
  PreviewRequestInput,
  previewRequestSchema,
  RulesPreview,
  rulesPreviewSchema,
} from '../scorecards/preview';
import { Operation, pageSchema } from './Operation';
import { Page } from '../input/pages';

/** Bytes: the largest rule pack with escaped line breaks and quotes. */
const maxBody = 1_000_000;

export const ruleOperations = {
  getRules: {
    route: 'GET /rule-packs',
    summary: 'Get the active rule packs, their sources and the facts',
    answer: activeRulesSchema,
  },
  getRulePackText: {
    route: 'GET /rule-packs/:name/text',
    summary: 'Get an active rule pack as YAML',
    permission: rulePreviewPermission,
    answer: 'application/yaml',
  },
  startPreview: {
    route: 'POST /rule-packs/preview',
    summary: 'Preview the changes of the fleet with a rule pack',
    permission: rulePreviewPermission,
    body: previewRequestSchema,
    maxBody,
    wait: true,
    answer: rulesPreviewSchema,
    statuses: [200, 202],
  },
  getPreview: {
    route: 'GET /rule-packs/preview/:id',
    summary: 'Get a preview, which may still be running',
    permission: rulePreviewPermission,
    answer: rulesPreviewSchema,
  },
  cancelPreview: {
    route: 'POST /rule-packs/preview/:id/cancel',
    summary: 'Cancel a preview',
    permission: rulePreviewPermission,
    answer: rulesPreviewSchema,
    errors: [409],
  },
  listPreviewChanges: {
    route: 'GET /rule-packs/preview/:id/changes',
    summary: 'List the services that would change, by name',
    permission: rulePreviewPermission,
    query: previewChangesQuerySchema,
    answer: pageSchema(previewChangeSchema),
  },
  dryRunCheck: {
    route: 'POST /rule-packs/dry-run',
    summary: 'Preview one check for one entity',
    permission: rulePreviewPermission,
    body: dryRunRequestSchema,
    maxBody,
    answer: dryRunResultSchema,
    errors: [404],
  },
} as const satisfies Record<string, Operation>;

/** Rules and previews. @public */
export interface RulesApi {
  /** The active rule packs, the states of their sources, and the available facts. */
  getRules(): Promise<ActiveRules>;
  /** The YAML of an active rule pack, as a start for a new version. */
  getRulePackText(name: string): Promise<string>;
  /**
   * Computes the changes if a pack were active. If the response is still running, poll `getPreview`. Status 400 lists
   * every problem of the pack with line and column, see {@link parsePackProblems}.
   */
  startPreview(request: PreviewRequestInput): Promise<RulesPreview>;
  getPreview(id: string): Promise<RulesPreview>;
  cancelPreview(id: string): Promise<RulesPreview>;
  /** The services that would change, sorted by name. */
  listPreviewChanges(
    id: string,
    query?: PreviewChangesQueryInput,
  ): Promise<Page<PreviewChange>>;
  /** The result of one check for one entity, from an active pack or the pack in the request; stores nothing. */
  dryRunCheck(request: DryRunRequestInput): Promise<DryRunResult>;
}

/** The problems of a rule pack in the error of a call; empty for other errors. @public */
export function parsePackProblems(error: unknown): PackProblem[] {
  const refusal = z
    .object({ cause: z.object({ problems: packProblemSchema.array() }) })
    .safeParse(error);
  return refusal.success ? refusal.data.cause.problems : [];
}
