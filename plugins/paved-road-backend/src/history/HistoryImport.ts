import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import {
  EarlierLevel,
  ScorecardHistoryExtensionPoint,
  ScorecardHistorySource,
} from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { RulesSource } from '../rules/types';
import { FleetStore } from '../scorecards/store/FleetStore';
import { LevelSince } from '../scorecards/store/StoredScorecard';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { HistoryImportStore } from './HistoryImportStore';

const pageSchema = z.array(
  z.object({
    entityRef: z.string(),
    level: z.string(),
    at: z.iso.datetime({ offset: true }),
  }),
);

/** The imported part of a source, and why the rest was left out. */
class Tally {
  levels = 0;
  services = 0;
  withoutScorecard = 0;
  late = 0;
  ofUnknownLevel = 0;
  inFuture = 0;

  describe(sourceId: string): string {
    const left = [
      [this.withoutScorecard, 'of services without a scorecard'],
      [this.late, 'of services whose own history had begun by then'],
      [this.ofUnknownLevel, 'with a level that the rule packs do not have'],
      [this.inFuture, 'in the future'],
    ]
      .filter(([count]) => count !== 0)
      .map(parts => parts.join(' '));
    return [
      `Scorecard history ${sourceId}: read ${this.levels} levels, and began the history of ${this.services} services earlier`,
      ...(left.length > 0 ? [`left out ${left.join(', ')}`] : []),
    ].join('; ');
  }
}

/** Starts the history of services with the levels they had before Paved Road. */
export class HistoryImport {
  readonly #onImported: (entityRefs: string[]) => void;
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      sources: ScorecardHistorySource[];
      store: HistoryImportStore;
      scorecards: Pick<ScorecardStore, 'importLevels'>;
      fleet: Pick<FleetStore, 'progress'>;
      rules: RulesSource;
      /** How long transitions are kept. */
      historyRetention: HumanDuration;
      /** Called with entities whose history now begins earlier. */
      onImported?: (entityRefs: string[]) => void;
      logger: LoggerService;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#onImported = options.onImported ?? (() => {});
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** Whether any source is registered. */
  get hasSources(): boolean {
    return this.options.sources.length > 0;
  }

  /**
   * Imports each new source, unless there are no scorecards whose history could begin earlier. A source that fails is
   * tried again next time; the others are imported.
   */
  async run(signal: AbortSignal): Promise<void> {
    const missing = await this.options.store.missing(
      this.options.sources.map(({ id }) => id),
    );
    if (missing.length === 0) {
      return;
    }
    const everything = { scope: {}, targetRank: 0 };
    const [{ total }] = await this.options.fleet.progress([everything], {
      all: true,
    });
    if (total === 0) {
      return;
    }
    for (const source of this.options.sources) {
      if (missing.includes(source.id)) {
        try {
          await this.#import(source, signal);
        } catch (error) {
          if (signal.aborted) {
            return;
          }
          this.options.logger.warn(
            `Scorecard history ${source.id}: it is read again after the next pass over the catalog, as something failed`,
            toError(error),
          );
        }
      }
    }
  }

  async #import(
    source: ScorecardHistorySource,
    signal: AbortSignal,
  ): Promise<void> {
    const now = this.#now();
    const keptSince = now.minus(this.options.historyRetention).toJSDate();
    const tally = new Tally();
    for await (const page of source.read(signal)) {
      signal.throwIfAborted();
      const outcome = await this.options.scorecards.importLevels(
        this.#readPage(source.id, page, now, tally),
        keptSince,
      );
      tally.services += outcome.entityRefs.length;
      tally.withoutScorecard += outcome.withoutScorecard;
      tally.late += outcome.late;
      if (outcome.entityRefs.length > 0) {
        this.#onImported(outcome.entityRefs);
      }
    }
    await this.options.store.remember(source.id, now.toJSDate());
    this.options.logger.info(tally.describe(source.id));
  }

  /** The importable levels of each entity. */
  #readPage(
    sourceId: string,
    page: EarlierLevel[],
    now: DateTime,
    tally: Tally,
  ): Map<string, LevelSince[]> {
    const { levels } = this.options.rules.current().rules;
    const known = [noLevel, ...levels.map(({ id }) => id)];
    const byEntity = new Map<string, LevelSince[]>();
    const what = `page of the scorecard history ${sourceId}`;
    for (const { entityRef, level, at } of parseInput(pageSchema, page, what)) {
      tally.levels += 1;
      if (!known.includes(level)) {
        tally.ofUnknownLevel += 1;
      } else if (DateTime.fromISO(at) > now) {
        tally.inFuture += 1;
      } else {
        const ref = normalizeEntityRef(entityRef, 'entityRef', 'component');
        byEntity.set(ref, [...(byEntity.get(ref) ?? []), { level, at }]);
      }
    }
    return byEntity;
  }
}

const LONGEST_ID = 255;

/** Registers sources of earlier levels, with ids that can be stored. */
export class HistorySourceRegistry implements ScorecardHistoryExtensionPoint {
  readonly #sources = new Map<string, ScorecardHistorySource>();

  addHistory(source: ScorecardHistorySource): void {
    const { id } = source;
    if (id.length < 1 || id.length > LONGEST_ID) {
      throw new Error(
        `Scorecard history ${JSON.stringify(id)}: the id has ${id.length} characters, use 1 to ${LONGEST_ID}`,
      );
    }
    if (this.#sources.has(id)) {
      throw new Error(
        `Scorecard history ${JSON.stringify(id)}: this id is taken; use another one`,
      );
    }
    this.#sources.set(id, source);
  }

  /** In the order in which they were added. */
  list(): ScorecardHistorySource[] {
    return [...this.#sources.values()];
  }
}
