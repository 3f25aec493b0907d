import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  AssessmentFacts,
  evaluate,
  hasScorecard,
  Pattern,
  Subject,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common';
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { declaredPatternOf } from '../catalog/catalogSnapshot';
import { toEntityRecord } from '../catalog/entityRecord';
import { RelationTargets } from '../catalog/RelationTargets';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { FactSource } from '../facts/FactStore';
import { RulesSource, ScorecardRules } from '../rules/types';
import { causesOf, inputDigests } from './inputDigests';
import {
  KnownScorecard,
  ScorecardChange,
  ScorecardStore,
} from './ScorecardStore';
import { AssessmentFactsSource } from './types';

/** What became of a page of entities. */
export interface PageOutcome {
  /** How many were looked at. */
  looked: number;
  /** How many were evaluated, because an input had changed. */
  changed: number;
  /** How many of these were saved; the others changed again in the meantime, and are due. */
  saved: number;
}

const CHANGES_PER_SAVE = 250;
/** For how long other requests may have to wait, in milliseconds. */
const LONGEST_TURN = 15;

/** Keeps the scorecards of entities in step with all that they depend on. */
export class ScorecardEvaluator {
  readonly #store: ScorecardStore;
  readonly #due: DueEntityStore;
  readonly #rules: RulesSource;
  readonly #assessments: AssessmentFactsSource;
  readonly #facts: FactSource;
  readonly #targets: RelationTargets;
  readonly #logger: LoggerService;
  readonly #now: () => DateTime;
  /** Why entities could not be evaluated, so that each reason is logged once. */
  readonly #failures = new LRUCache<string, string>({ max: 1_000 });

  constructor(options: {
    store: ScorecardStore;
    /** Gets entities whose scorecard could not be saved, because somebody else did so. */
    due: DueEntityStore;
    rules: RulesSource;
    assessments: AssessmentFactsSource;
    facts: FactSource;
    targets: RelationTargets;
    logger: LoggerService;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#store = options.store;
    this.#due = options.due;
    this.#rules = options.rules;
    this.#assessments = options.assessments;
    this.#facts = options.facts;
    this.#targets = options.targets;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Evaluates those of a page of entities that something has changed for. Entities that no rule pack
   * selects have no scorecard any more. An entity that cannot be evaluated keeps the scorecard that it has, and is
   * evaluated when it is looked at again.
   */
  async evaluate(entities: Entity[]): Promise<PageOutcome> {
    const now = this.#now().toJSDate();
    this.#targets.learn(entities);
    const rules = this.#rules.current();
    const scored = entities.filter(entity => hasScorecard(rules.rules, entity));
    // Before the inputs, so that whoever reads newer ones in the meantime is not overwritten.
    const known = await this.#store.known(refsOf(entities));
    await this.#removeOthers(entities, scored, known);

    const subjectOf = await this.#readInputs(scored, now);
    const outcome = { looked: entities.length, changed: 0, saved: 0 };
    const save = async (changes: ScorecardChange[]) => {
      outcome.changed += changes.length;
      outcome.saved += await this.#save(changes);
    };
    let changes: ScorecardChange[] = [];
    let turn = performance.now();
    for (const entity of scored) {
      const change = this.#changeOf(entity, subjectOf, rules, known);
      if (change) {
        changes.push(change);
      }
      if (changes.length === CHANGES_PER_SAVE) {
        await save(changes);
        changes = [];
      }
      if (performance.now() - turn > LONGEST_TURN) {
        await nextTurn();
        turn = performance.now();
      }
    }
    await save(changes);
    return outcome;
  }

  async #removeOthers(
    entities: Entity[],
    scored: Entity[],
    known: Map<string, KnownScorecard>,
  ): Promise<void> {
    const selected = new Set(refsOf(scored));
    const others = refsOf(entities).filter(
      ref => known.has(ref) && !selected.has(ref),
    );
    if (others.length > 0) {
      await this.#store.remove(others);
    }
  }

  /** Reads each source once for all entities. */
  async #readInputs(
    entities: Entity[],
    now: Date,
  ): Promise<(entity: Entity) => Subject> {
    if (entities.length === 0) {
      return entity => ({ entity, relations: [], facts: {}, waivers: [], now });
    }
    const refs = refsOf(entities);
    const [assessments, facts, targets] = await Promise.all([
      this.#assessments.factsFor(refs),
      this.#facts.factsFor(refs),
      this.#targets.of(entities),
    ]);
    return entity => {
      const entityRef = stringifyEntityRef(entity);
      return {
        entity,
        relations: toRelationFacts(entity, ref => targets.get(ref)),
        assessment: assessments.get(entityRef),
        facts: facts.get(entityRef) ?? {},
        waivers: [],
        now,
      };
    };
  }

  /** The new scorecard of an entity; undefined when nothing has changed for it, or it cannot be evaluated. */
  #changeOf(
    entity: Entity,
    subjectOf: (entity: Entity) => Subject,
    rules: ScorecardRules,
    known: Map<string, KnownScorecard>,
  ): ScorecardChange | undefined {
    const entityRef = stringifyEntityRef(entity);
    try {
      const subject = subjectOf(entity);
      const inputs = inputDigests(subject, rules);
      const before = known.get(entityRef);
      const causes = before ? causesOf(before.inputs, inputs) : [];
      if (before && causes.length === 0) {
        return undefined;
      }
      const evaluation = evaluate(rules.rules, subject);
      this.#failures.delete(entityRef);
      if (!evaluation) {
        return undefined;
      }
      const { title, name, owner, system } = toEntityRecord(entity);
      return {
        scorecard: {
          ...evaluation,
          entityRef,
          title,
          name,
          owner,
          system,
          pattern: patternOf(entity, subject.assessment),
          assessmentStatus: subject.assessment?.status,
          evaluatedAt: subject.now.toISOString(),
        },
        inputs,
        causes,
        revision: before?.revision,
      };
    } catch (error) {
      this.#report(entityRef, toError(error));
      return undefined;
    }
  }

  /** How many were saved. */
  async #save(changes: ScorecardChange[]): Promise<number> {
    if (changes.length === 0) {
      return 0;
    }
    const saved = new Set(await this.#store.save(changes));
    const refused = changes
      .map(({ scorecard }) => scorecard.entityRef)
      .filter(ref => !saved.has(ref));
    if (refused.length > 0) {
      await this.#due.mark(refused, { dueAt: this.#now().toJSDate() });
    }
    return saved.size;
  }

  #report(entityRef: string, error: Error): void {
    if (this.#failures.get(entityRef) !== error.message) {
      this.#failures.set(entityRef, error.message);
      this.#logger.error(
        `${entityRef} cannot be evaluated; its scorecard stays as it is, and it is tried again when the catalog is read next`,
        error,
      );
    }
  }
}

function refsOf(entities: Entity[]): string[] {
  return entities.map(entity => stringifyEntityRef(entity));
}

/* What is said to be built counts; else what was decided, but not what is only recommended. */
function patternOf(
  entity: Entity,
  assessment: AssessmentFacts | undefined,
): Pattern | undefined {
  const declared = declaredPatternOf(entity);
  if (declared) {
    return declared;
  }
  return assessment?.status === 'approved' || assessment?.status === 'submitted'
    ? assessment.pattern
    : undefined;
}
