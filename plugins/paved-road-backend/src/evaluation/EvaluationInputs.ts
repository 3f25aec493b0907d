import {
  AssessmentFacts,
  ChangeCause,
  FactOutcome,
  Subject,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import {
  changeCauses,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import { FleetEntity } from '../catalog/FleetEntity';
import { RelationTarget } from '../catalog/RelationTargets';
import { hashOf, hashOfText } from '../database/hash';
import { ScorecardRules } from '../rules/types';
import { InputHashes } from '../scorecards/store/ScorecardStore';

/** The inputs that differ. */
export function causesOf(
  before: InputHashes,
  after: InputHashes,
): ChangeCause[] {
  return changeCauses.filter(cause => before[cause] !== after[cause]);
}

/** All inputs of evaluations of a page of entities, beside the rules. */
export class EvaluationInputs {
  readonly now: Date;

  constructor(
    private readonly options: {
      /** Targets in the catalog, by reference. */
      targets: Map<string, RelationTarget>;
      assessments: Map<string, AssessmentFacts>;
      /** The active ones. */
      waivers: Map<string, WaiverFacts[]>;
      factVersions: Map<string, string>;
      now: Date;
    },
  ) {
    this.now = options.now;
  }

  /** An input that is in none of the hashes may change a result, but would not cause another evaluation. */
  hashesOf(
    { entity, entityRef, hash }: FleetEntity,
    { rules, hash: rulesHash }: ScorecardRules,
  ): InputHashes {
    return {
      entity: hash,
      relations: this.#hashOfTargets(entity.relations),
      assessment: hashOf(this.options.assessments.get(entityRef)),
      facts: rules.facts.length > 0 ? this.#versionOf(entityRef) : '',
      waivers: hashOf(this.options.waivers.get(entityRef)),
      rules: rulesHash,
      time: rules.timeDependent ? this.now.toISOString().slice(0, 10) : '',
    };
  }

  subjectOf(
    { entity, entityRef }: FleetEntity,
    facts: Record<string, FactOutcome>,
  ): Subject {
    return {
      entity,
      relations: toRelationFacts(entity, ref => this.options.targets.get(ref)),
      assessment: this.options.assessments.get(entityRef),
      facts,
      waivers: this.options.waivers.get(entityRef) ?? [],
      now: this.now,
    };
  }

  #versionOf(entityRef: string): string {
    const version = this.options.factVersions.get(entityRef);
    return version === undefined ? '' : hashOfText(version);
  }

  /** The relations themselves are part of the entity. */
  #hashOfTargets(relations: FleetEntity['entity']['relations'] = []): string {
    if (relations.length === 0) {
      return '';
    }
    const known = relations.map(({ targetRef }) => {
      const target = this.options.targets.get(targetRef);
      return target ? `${targetRef} ${target.type ?? ''}` : targetRef;
    });
    return hashOfText(known.join('\n'));
  }
}
