import {
  AssessmentFacts,
  FactOutcome,
  Rules,
  Subject,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import { toRelationFacts } from '@paved-road/plugin-paved-road-common/rules';
import { DateTime } from 'luxon';
import { FleetEntity } from '../catalog/FleetEntity';
import { RelationTarget, RelationTargets } from '../catalog/RelationTargets';
import { hashJson, hashText } from '../database/hash';
import { FactSource } from '../facts/StoredFact';
import { ScorecardRules } from '../rules/types';
import { InputHashes } from '../scorecards/store/StoredScorecard';
import { AssessmentFactsSource, WaiverFactsSource } from '../scorecards/types';

export class EvaluationInputs {
  constructor(
    private readonly inputs: {
      /** Targets in the catalog, by reference. */
      targets: Map<string, RelationTarget>;
      assessments: Map<string, AssessmentFacts>;
      waivers: Map<string, WaiverFacts[]>;
      factVersions: Map<string, string>;
      now: Date;
    },
  ) {}

  /** Hashes every input, because a change of another one would not cause a new evaluation. */
  hash(
    { entity, entityRef, hash }: FleetEntity,
    { rules, hash: rulesHash }: ScorecardRules,
  ): InputHashes {
    const { assessments, waivers, factVersions, now } = this.inputs;
    const factVersion =
      rules.facts.length > 0 ? factVersions.get(entityRef) : undefined;
    return {
      entity: hash,
      relations: this.#hashTargets(entity.relations),
      assessment: hashJson(assessments.get(entityRef)),
      facts: factVersion === undefined ? '' : hashText(factVersion),
      waivers: hashJson(waivers.get(entityRef)),
      rules: rulesHash,
      time: rules.timeDependent ? now.toISOString().slice(0, 10) : '',
    };
  }

  toSubject(
    { entity, entityRef }: FleetEntity,
    facts: Record<string, FactOutcome>,
  ): Subject {
    const { targets, assessments, waivers, now } = this.inputs;
    return {
      entity,
      relations: toRelationFacts(entity, ref => targets.get(ref)),
      assessment: assessments.get(entityRef),
      facts,
      waivers: waivers.get(entityRef) ?? [],
      now,
    };
  }

  /** The relations themselves are part of the entity. */
  #hashTargets(relations: FleetEntity['entity']['relations'] = []): string {
    if (relations.length === 0) {
      return '';
    }
    const known = relations.map(({ targetRef }) => {
      const target = this.inputs.targets.get(targetRef);
      return target ? `${targetRef} ${target.type ?? ''}` : targetRef;
    });
    return hashText(known.join('\n'));
  }
}

/** Reads all inputs of evaluations except entities and rules. */
export class EvaluationInputReader {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      assessments: AssessmentFactsSource;
      waivers: WaiverFactsSource;
      facts: FactSource;
      targets: RelationTargets;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Reads each source once for all entities, but only the versions of their facts.
   *
   * @param page - entities already read, which may be targets of others
   */
  async read(
    scored: FleetEntity[],
    page: FleetEntity[],
    rules: Pick<Rules, 'facts'>,
  ): Promise<EvaluationInputs> {
    const now = this.#now().toJSDate();
    const refs = scored.map(({ entityRef }) => entityRef);
    const [assessments, waivers, factVersions, targets] = await Promise.all([
      this.options.assessments.factsFor(refs),
      this.options.waivers.inForce(refs),
      rules.facts.length > 0
        ? this.options.facts.versionsFor(refs)
        : new Map<string, string>(),
      this.options.targets.of(
        scored.map(({ entity }) => entity),
        new Map(page.map(({ entityRef, entity }) => [entityRef, entity])),
      ),
    ]);
    return new EvaluationInputs({
      assessments,
      waivers,
      factVersions,
      targets,
      now,
    });
  }

  /**
   * Reads the facts that rules use, by entity and name. Read them after their versions, so that a change in between
   * counts as a change the next time.
   */
  async readFacts(
    entityRefs: string[],
    rules: Pick<Rules, 'facts'>,
  ): Promise<Map<string, Record<string, FactOutcome>>> {
    return rules.facts.length > 0
      ? await this.options.facts.factsFor(entityRefs)
      : new Map();
  }

  /** Reads everything that rules use for one entity. */
  async readSubject(
    entity: FleetEntity,
    rules: Pick<Rules, 'facts'>,
  ): Promise<Subject> {
    const inputs = await this.read([entity], [entity], rules);
    const facts = await this.readFacts([entity.entityRef], rules);
    return inputs.toSubject(entity, facts.get(entity.entityRef) ?? {});
  }
}
