import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AssessmentFacts,
  evaluate,
  hasScorecard,
  Pattern,
  Rules,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { declaredPatternOf } from '../catalog/catalogSnapshot';
import { toEntityRecord } from '../catalog/entityRecord';
import { EvaluatedScorecard } from './ScorecardStore';
import { AssessmentFactsSource } from './types';

/** Gathers the facts of entities, and evaluates the rules on them. */
export class ScorecardEvaluator {
  readonly #rules: Rules;
  readonly #assessments: AssessmentFactsSource;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #now: () => DateTime;

  constructor(options: {
    rules: Rules;
    assessments: AssessmentFactsSource;
    catalog: CatalogService;
    auth: AuthService;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#rules = options.rules;
    this.#assessments = options.assessments;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** The scorecards of a page of entities; those that no rule pack selects have none. */
  async evaluate(entities: Entity[]): Promise<EvaluatedScorecard[]> {
    // Before the facts are read, so that a later evaluation knows at least as much.
    const now = this.#now().toJSDate();
    const scored = entities.filter(entity => hasScorecard(this.#rules, entity));
    if (scored.length === 0) {
      return [];
    }
    const [assessments, types] = await Promise.all([
      this.#assessments.factsFor(scored.map(item => stringifyEntityRef(item))),
      this.#targetTypes(scored),
    ]);
    return scored.flatMap(entity => {
      const { entityRef, title, name, owner } = toEntityRecord(entity);
      const assessment = assessments.get(entityRef);
      const evaluation = evaluate(this.#rules, {
        entity,
        relations: toRelationFacts(entity, ref => types.get(ref)),
        assessment,
        facts: {},
        waivers: [],
        now,
      });
      return evaluation
        ? [
            {
              ...evaluation,
              entityRef,
              title,
              name,
              owner,
              pattern: patternOf(entity, assessment),
              assessmentStatus: assessment?.status,
              evaluatedAt: now.toISOString(),
            },
          ]
        : [];
    });
  }

  /** `spec.type` of all targets of relations, by reference. */
  async #targetTypes(entities: Entity[]): Promise<Map<string, string>> {
    const refs = new Set(
      entities.flatMap(({ relations = [] }) =>
        relations.map(({ targetRef }) => targetRef),
      ),
    );
    const entityRefs = [...refs];
    if (entityRefs.length === 0) {
      return new Map();
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['spec.type'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return new Map(
      items.flatMap((target, index) => {
        const type = target?.spec?.type;
        return typeof type === 'string' ? [[entityRefs[index], type]] : [];
      }),
    );
  }
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
