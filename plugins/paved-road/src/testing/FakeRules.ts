import {
  ActiveRules,
  DryRunRequestInput,
  DryRunResult,
  Page,
  PavedRoadApi,
  PreviewChange,
  PreviewChangesQueryInput,
  PreviewRequestInput,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import {
  InvalidFileError,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { FakeScorecards } from './FakeScorecards';
import { responseError } from './responseError';

/** In-memory API for previews of rules, advanced by the test. */
export class FakeRules
  extends FakeScorecards
  implements
    Pick<
      PavedRoadApi,
      | 'getRulePackText'
      | 'startPreview'
      | 'getPreview'
      | 'cancelPreview'
      | 'listPreviewChanges'
      | 'dryRunCheck'
    >
{
  /** Texts of requested previews, oldest first. */
  readonly previewed: string[] = [];
  readonly dryRuns: DryRunRequestInput[] = [];
  /** Result of the next preview. */
  outcome: Partial<RulesPreview>;
  /** Rejects requests for changes and evaluations of one check while it is set. */
  previewFailure: Error | undefined;

  readonly #texts: Record<string, string>;
  readonly #changes: PreviewChange[];
  readonly #dryRun: DryRunResult | undefined;
  readonly #previews = new Map<string, RulesPreview>();

  constructor(
    options: ConstructorParameters<typeof FakeScorecards>[0] & {
      rules?: ActiveRules;
      /** Texts of active packs by name. */
      texts?: Record<string, string>;
      outcome?: Partial<RulesPreview>;
      changes?: PreviewChange[];
      dryRun?: DryRunResult;
    },
  ) {
    super(options);
    this.#texts = options.texts ?? {};
    this.#changes = options.changes ?? [];
    this.#dryRun = options.dryRun;
    this.outcome = options.outcome ?? {};
  }

  async getRulePackText(name: string): Promise<string> {
    const text = this.#texts[name];
    if (text === undefined) {
      throw await responseError(
        404,
        'NotFoundError',
        `No active rule pack ${name}`,
      );
    }
    return text;
  }

  async startPreview({ pack }: PreviewRequestInput): Promise<RulesPreview> {
    const text = String(pack);
    this.previewed.push(text);
    const { name, version } = await this.#read(text);
    const preview: RulesPreview = {
      id: `preview-${this.previewed.length}`,
      state: 'finished',
      pack: { name, version },
      warnings: [],
      startedAt: '2026-11-25T10:00:00.000Z',
      finishedAt: '2026-11-25T10:00:02.000Z',
      total: 0,
      done: 0,
      compared: 0,
      changes: { raised: 0, lowered: 0, checks: 0, added: 0, removed: 0 },
      levels: [],
      checks: [],
      ...this.outcome,
    };
    this.#previews.set(preview.id, preview);
    return preview;
  }

  async getPreview(id: string): Promise<RulesPreview> {
    const preview = this.#previews.get(id);
    if (!preview) {
      throw await responseError(404, 'NotFoundError', `There is no ${id}`);
    }
    return preview;
  }

  async cancelPreview(id: string): Promise<RulesPreview> {
    await this.progress(id, { state: 'cancelled' });
    return this.getPreview(id);
  }

  async listPreviewChanges(
    _id: string,
    query: PreviewChangesQueryInput = {},
  ): Promise<Page<PreviewChange>> {
    this.#answer();
    const { kind, check, cursor } = query;
    const limit = Number(query.limit ?? 20);
    const found = this.#changes.filter(
      change =>
        (kind === undefined || change.kind === kind) &&
        (check === undefined ||
          change.checks.some(({ checkId }) => checkId === check)),
    );
    const start = Number(cursor ?? 0);
    const end = start + limit;
    return {
      items: found.slice(start, end),
      nextCursor: end < found.length ? String(end) : undefined,
      totalItems: found.length,
    };
  }

  async dryRunCheck(request: DryRunRequestInput): Promise<DryRunResult> {
    this.#answer();
    this.dryRuns.push(request);
    if (!this.#dryRun) {
      throw await responseError(404, 'NotFoundError', 'No such entity');
    }
    return this.#dryRun;
  }

  /** Advances or ends a preview. */
  async progress(id: string, change: Partial<RulesPreview>): Promise<void> {
    this.#previews.set(id, { ...(await this.getPreview(id)), ...change });
  }

  #answer() {
    if (this.previewFailure) {
      throw this.previewFailure;
    }
  }

  /* Parses like the service, but without validation against other packs. */
  async #read(text: string) {
    try {
      return parseRulePack(text, 'pack').pack.metadata;
    } catch (error) {
      const invalid = error as InvalidFileError;
      throw await responseError(400, 'InputError', invalid.message, {
        problems: invalid.problemsOf('pack'),
      });
    }
  }
}
