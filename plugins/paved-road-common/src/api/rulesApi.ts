import { z } from 'zod';
import { ActiveRules } from '../scorecards/activeRules';
import {
  DryRunRequestInput,
  DryRunResult,
  PackProblem,
  packProblemSchema,
  PreviewChange,
  PreviewChangesQueryInput,
  PreviewRequestInput,
  RulesPreview,
} from '../scorecards/preview';
import { HttpClient, itemPath, withQuery } from './HttpClient';
import { Page } from './pages';

/** The rules, and what others would change. @public */
export interface RulesApi {
  /** The active rule packs, how they stand with their sources, and the facts that they can use. */
  getRules(): Promise<ActiveRules>;
  /** The YAML of an active rule pack, to begin another version with. */
  getRulePackText(name: string): Promise<string>;
  /**
   * Computes what would change if a pack were active. The answer may still be running; ask again with
   * `getPreview` then. 400 names every problem of the pack with line and column, see {@link packProblemsOf}.
   */
  startPreview(request: PreviewRequestInput): Promise<RulesPreview>;
  getPreview(id: string): Promise<RulesPreview>;
  cancelPreview(id: string): Promise<RulesPreview>;
  /** The services that would change, by name. */
  listPreviewChanges(
    id: string,
    query?: PreviewChangesQueryInput,
  ): Promise<Page<PreviewChange>>;
  /** The result of one check, of an active pack or of the one that is sent, for one entity; stores nothing. */
  dryRunCheck(request: DryRunRequestInput): Promise<DryRunResult>;
}

/**
 * What is wrong with a rule pack, from the error that a call rejected with; empty where it is another error.
 *
 * @public
 */
export function packProblemsOf(error: unknown): PackProblem[] {
  const refusal = z
    .object({ cause: z.object({ problems: packProblemSchema.array() }) })
    .safeParse(error);
  return refusal.success ? refusal.data.cause.problems : [];
}

export function createRulesApi(http: HttpClient): RulesApi {
  const pathOf = (id: string) => itemPath('rule-packs/preview', id);
  return {
    getRules: () => http.json('GET', '/rule-packs'),
    getRulePackText: name =>
      http.text('GET', `${itemPath('rule-packs', name)}/text`),
    startPreview: request =>
      http.json('POST', '/rule-packs/preview', { body: request }),
    getPreview: id => http.json('GET', pathOf(id)),
    cancelPreview: id => http.json('POST', `${pathOf(id)}/cancel`),
    listPreviewChanges: (id, query) =>
      http.json('GET', withQuery(`${pathOf(id)}/changes`, query)),
    dryRunCheck: request =>
      http.json('POST', '/rule-packs/dry-run', { body: request }),
  };
}
