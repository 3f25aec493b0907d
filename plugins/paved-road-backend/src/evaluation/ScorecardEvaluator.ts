import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  AssessmentFacts,
  ChangeCause,
  Pattern,
  Subject,
} from '@paved-road/plugin-paved-road-common';
import {
  changeCauses,
  evaluate,
  findLift,
  hasScorecard,
  isReadByEarlierVersion,
} from '@paved-road/plugin-paved-road-common/rules';
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readDeclaredPattern } from '../catalog/catalogSnapshot';
import { toEntityRecord } from '../catalog/entityRecord';
import { FleetEntity } from '../catalog/FleetEntity';
import { DueEntityStore } from './DueEntityStore';
import { RulesSource, ScorecardRules } from '../rules/types';
import {
  EvaluationInputReader,
  EvaluationInputs,
} from './EvaluationInputReader';
import {
  InputHashes,
  KnownScorecard,
  ScorecardChange,
} from '../scorecards/store/StoredScorecard';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';

export interface PageOutcome {
  /** Entities checked for changes. */
  looked: number;
  changed: number;
  /** Saved scorecards; the others have changed in between and are due. */
  saved: number;
}

interface DueEvaluation extends FleetEntity {
  hashes: InputHashes;
  causes: ChangeCause[];
  revision?: number;
}

const CHANGES_PER_SAVE = 500;
/** The longest blocking time for other requests, in milliseconds. */
const LONGEST_TURN = 15;

export class ScorecardEvaluator {
  readonly #onChanged: (entityRefs: string[]) => void;
  readonly #onFailed: () => void;
  readonly #now: () => DateTime;
  /** Why entities could not be evaluated, to log each reason once. */
  readonly #failures = new LRUCache<string, string>({ max: 1_000 });

  constructor(
    private readonly options: {
      store: ScorecardStore;
      /** Gets entities whose scorecard another replica saved first. */
      due: DueEntityStore;
      rules: RulesSource;
      inputs: EvaluationInputReader;
      /** Called with entities whose scorecard changed or was removed. */
      onChanged?: (entityRefs: string[]) => void;
      /** Called for each entity that cannot be evaluated. */
      onFailed?: () => void;
      logger: LoggerService;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#onChanged = options.onChanged ?? (() => {});
    this.#onFailed = options.onFailed ?? (() => {});
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Evaluates entities of a page whose inputs have changed.
   * Removes the scorecards of entities that no rule pack selects. An entity that cannot be evaluated keeps its scorecard
   * until the next attempt; after an upgrade, one whose repository has not been read again keeps it until then.
   *
   * @param known - read before the entities, so that results of newer inputs are not overwritten
   */
  async evaluate(
    page: FleetEntity[],
    known: Map<string, KnownScorecard>,
  ): Promise<PageOutcome> {
    const rules = this.options.rules.current();
    const scored = page.filter(({ entity }) =>
      hasScorecard(rules.rules, entity),
    );
    await this.#removeOthers(page, scored, known, rules);

    const outcome = { looked: page.length, changed: 0, saved: 0 };
    if (scored.length === 0) {
      return outcome;
    }
    const inputs = await this.options.inputs.read(scored, page, rules.rules);
    const due = scored.flatMap((item): DueEvaluation[] => {
      const before = known.get(item.entityRef);
      const hashes = inputs.hash(item, rules);
      const causes = changeCauses.filter(
        cause => before && before.inputs[cause] !== hashes[cause],
      );
      return before && causes.length === 0
        ? []
        : [{ ...item, hashes, causes, revision: before?.revision }];
    });
    let saving = Promise.resolve(0);
    for (let start = 0; start < due.length; start += CHANGES_PER_SAVE) {
      const changes = await this.#evaluateAll(
        due.slice(start, start + CHANGES_PER_SAVE),
        inputs,
        rules,
      );
      outcome.changed += changes.length;
      outcome.saved += await saving;
      // A separate database saves them while the next ones are evaluated.
      saving = this.#save(changes);
      // Handled where it is awaited.
      saving.catch(() => {});
      // A database in this process, as in development, blocks everything else.
      await nextTurn();
    }
    outcome.saved += await saving;
    return outcome;
  }

  async #removeOthers(
    page: FleetEntity[],
    scored: FleetEntity[],
    known: Map<string, KnownScorecard>,
    rules: ScorecardRules,
  ): Promise<void> {
    const selected = new Set(toEntityRefs(scored));
    const others = toEntityRefs(page).filter(
      ref => known.has(ref) && !selected.has(ref),
    );
    const hasSameRules = (ref: string) =>
      known.get(ref)?.inputs.rules === rules.hash;
    const at = this.#now().toJSDate();
    await this.options.store.remove(others.filter(hasSameRules), {
      causes: ['entity'],
      at,
    });
    await this.options.store.remove(
      others.filter(ref => !hasSameRules(ref)),
      { causes: ['rules'], at },
    );
    if (others.length > 0) {
      this.#onChanged(others);
    }
  }

  /** The new scorecards, without entities that cannot be evaluated. */
  async #evaluateAll(
    due: DueEvaluation[],
    inputs: EvaluationInputs,
    rules: ScorecardRules,
  ): Promise<ScorecardChange[]> {
    const facts = await this.options.inputs.readFacts(
      toEntityRefs(due),
      rules.rules,
    );
    const changes: ScorecardChange[] = [];
    let turn = performance.now();
    for (const item of due) {
      try {
        const known = facts.get(item.entityRef) ?? {};
        if (
          item.revision !== undefined &&
          isReadByEarlierVersion(known, rules.rules)
        ) {
          continue;
        }
        const subject = inputs.toSubject(item, known);
        changes.push(...toScorecardChange(item, subject, rules));
        this.#failures.delete(item.entityRef);
      } catch (error) {
        this.#report(item.entityRef, toError(error));
      }
      if (performance.now() - turn > LONGEST_TURN) {
        await nextTurn();
        turn = performance.now();
      }
    }
    return changes;
  }

  async #save(changes: ScorecardChange[]): Promise<number> {
    if (changes.length === 0) {
      return 0;
    }
    const saved = new Set(await this.options.store.save(changes));
    if (saved.size > 0) {
      this.#onChanged([...saved]);
    }
    const refused = changes
      .map(({ scorecard }) => scorecard.entityRef)
      .filter(ref => !saved.has(ref));
    if (refused.length > 0) {
      await this.options.due.mark(refused, { dueAt: this.#now().toJSDate() });
    }
    return saved.size;
  }

  #report(entityRef: string, error: Error): void {
    this.#onFailed();
    if (this.#failures.get(entityRef) !== error.message) {
      this.#failures.set(entityRef, error.message);
      this.options.logger.error(
        `${entityRef} cannot be evaluated and keeps its scorecard; the next catalog sync retries it`,
        error,
      );
    }
  }
}

export function toEntityRefs(entities: { entityRef: string }[]): string[] {
  return entities.map(({ entityRef }) => entityRef);
}

/** Evaluates an entity; empty if no rule pack selects it. */
function toScorecardChange(
  { entity, entityRef, hashes, causes, revision }: DueEvaluation,
  subject: Subject,
  { rules }: ScorecardRules,
): ScorecardChange[] {
  const evaluation = evaluate(rules, subject);
  if (!evaluation) {
    return [];
  }
  const { assessment, now } = subject;
  const { title, name, owner, system, lifecycle, type } =
    toEntityRecord(entity);
  return [
    {
      scorecard: {
        ...evaluation,
        entityRef,
        title,
        name,
        owner,
        system,
        lifecycle,
        type,
        pattern: choosePattern(entity, assessment),
        assessmentStatus: assessment?.status,
        stale: assessment?.status === 'approved' && assessment.stale.length > 0,
        stage: assessment?.stage,
        lift: findLift(rules.levels, evaluation.results),
        evaluatedAt: now.toISOString(),
      },
      inputs: hashes,
      causes,
      revision,
    },
  ];
}

/* The declared pattern, or else the decided one, but not a mere recommendation. */
function choosePattern(
  entity: Entity,
  assessment: AssessmentFacts | undefined,
): Pattern | undefined {
  const declared = readDeclaredPattern(entity);
  if (declared) {
    return declared;
  }
  return assessment?.status === 'approved' || assessment?.status === 'submitted'
    ? assessment.pattern
    : undefined;
}
