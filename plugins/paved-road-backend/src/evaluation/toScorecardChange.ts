import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  ChangeCause,
  Pattern,
  Subject,
} from '@paved-road/plugin-paved-road-common';
import { evaluate, findLift } from '@paved-road/plugin-paved-road-common/rules';
import { declaredPatternOf } from '../catalog/catalogSnapshot';
import { toEntityRecord } from '../catalog/entityRecord';
import { FleetEntity } from '../catalog/FleetEntity';
import { ScorecardRules } from '../rules/types';
import {
  InputHashes,
  ScorecardChange,
} from '../scorecards/store/ScorecardStore';

/** An entity whose inputs have changed. */
export interface DueEvaluation extends FleetEntity {
  hashes: InputHashes;
  causes: ChangeCause[];
  revision?: number;
}

/** Evaluates an entity; empty if no rule pack selects it. */
export function toScorecardChange(
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
  const declared = declaredPatternOf(entity);
  if (declared) {
    return declared;
  }
  return assessment?.status === 'approved' || assessment?.status === 'submitted'
    ? assessment.pattern
    : undefined;
}
