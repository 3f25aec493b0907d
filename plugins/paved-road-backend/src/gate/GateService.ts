import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, isErrorWithName } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AssessmentFacts,
  CheckResult,
  evaluate,
  Evaluation,
  GateRequest,
  GateResult,
  RelationFacts,
  Rules,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { AssessmentDrafts } from '../assessments/AssessmentDrafts';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { AssessmentFactsSource } from '../scorecards/types';
import { assertScorableEntity, toCatalogEntity } from './describedEntity';
import { GateFacts } from './GateFacts';
import { relationsOf } from './relationsOf';

const MOST_RELATIONS = 1_000;

const catalogAnnotations = [
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
];

/** An entity that a verdict is asked for, with what is known around it. */
interface Candidate {
  entity: Entity;
  relations: RelationFacts[];
  /** As the catalog has it, when the caller may see it. */
  stored?: Entity;
}

/**
 * The verdict on an entity as its checkout describes it, by the rules of scorecards. Nothing is stored. Of an entity
 * that the caller may not see it uses nothing but what the caller sends, as if it were new.
 */
export class GateService {
  readonly #rules: RulesSource;
  readonly #facts: GateFacts;
  readonly #assessments: AssessmentFactsSource;
  readonly #drafts: Pick<AssessmentDrafts, 'preview'>;
  readonly #entities: EntityAccess;
  readonly #catalog: CatalogService;

  constructor(options: {
    rules: RulesSource;
    facts: GateFacts;
    assessments: AssessmentFactsSource;
    drafts: Pick<AssessmentDrafts, 'preview'>;
    entities: EntityAccess;
    catalog: CatalogService;
  }) {
    this.#rules = options.rules;
    this.#facts = options.facts;
    this.#assessments = options.assessments;
    this.#drafts = options.drafts;
    this.#entities = options.entities;
    this.#catalog = options.catalog;
  }

  /** @throws InputError when the entity is not one that rules can judge, or a part of the request is not valid */
  async check(request: GateRequest, caller: Caller): Promise<GateResult> {
    const { rules, target } = this.#rules.current();
    const minLevel = request.minLevel ?? target.level;
    const minRank = rankOf(rules, minLevel);
    const candidate = await this.#candidateOf(request, caller);
    const { entity, relations, stored } = candidate;
    const entityRef = stringifyEntityRef(entity);
    const [facts, assessment] = await Promise.all([
      this.#facts.of(request.facts, stored),
      this.#assessmentOf(candidate, request.assessment, caller),
    ]);
    const evaluation = evaluate(rules, {
      entity,
      relations,
      assessment,
      facts,
      waivers: [],
      now: DateTime.utc().toJSDate(),
    });
    if (!evaluation) {
      throw new InputError(
        `entity: no rule pack selects ${entityRef}, so there is no verdict on it (active: ${rules.packs
          .map(({ reference }) => reference.name)
          .join(', ')})`,
      );
    }
    return toResult({ entityRef, evaluation, rules, minLevel, minRank });
  }

  async #candidateOf(
    request: GateRequest,
    { credentials }: Caller,
  ): Promise<Candidate> {
    const entity = await toCatalogEntity(request.entity as Entity, 'entity');
    await assertScorableEntity(entity);
    const companions = await Promise.all(
      request.companions.map((companion, index) =>
        toCatalogEntity(companion as Entity, `companions.${index}`),
      ),
    );
    const stored = await this.#entities
      .getVisibleEntity(stringifyEntityRef(entity), credentials)
      .catch(error => {
        if (isErrorWithName(error, 'NotFoundError')) {
          return undefined;
        }
        throw error;
      });
    const relations = relationsOf(entity, companions, stored);
    if (relations.length > MOST_RELATIONS) {
      throw new InputError(
        `entity: it has ${relations.length} relations, at most ${MOST_RELATIONS} are looked at`,
      );
    }
    const related = { ...withCatalogAnnotations(entity, stored), relations };
    const known = new Map(
      [entity, ...companions].map(item => [stringifyEntityRef(item), item]),
    );
    const others = [
      ...new Set(relations.map(({ targetRef }) => targetRef)),
    ].filter(ref => !known.has(ref));
    if (others.length > 0) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: others, fields: ['spec.type'] },
        { credentials },
      );
      others.forEach((ref, index) => {
        const item = items[index];
        if (item) {
          known.set(ref, item);
        }
      });
    }
    return {
      entity: related,
      relations: toRelationFacts(related, ref => {
        const item = known.get(ref);
        const type = item?.spec?.type;
        return item && (typeof type === 'string' ? { type } : {});
      }),
      stored,
    };
  }

  async #assessmentOf(
    { entity, stored }: Candidate,
    proposed: GateRequest['assessment'],
    caller: Caller,
  ): Promise<AssessmentFacts | undefined> {
    if (stored) {
      const entityRef = stringifyEntityRef(stored);
      const counting = await this.#assessments.factsFor([entityRef]);
      if (counting.has(entityRef)) {
        return counting.get(entityRef);
      }
    }
    return proposed && (await this.#drafts.preview(entity, proposed, caller));
  }
}

/** What the catalog says of an entity beside what its file says: where the file and the code are. */
function withCatalogAnnotations(
  entity: Entity,
  stored: Entity | undefined,
): Entity {
  const { annotations } = entity.metadata;
  const added = Object.entries(stored?.metadata.annotations ?? {}).filter(
    ([name]) => catalogAnnotations.includes(name),
  );
  return added.length === 0
    ? entity
    : {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: { ...Object.fromEntries(added), ...annotations },
        },
      };
}

/** @throws InputError when there is no such level */
function rankOf({ levels }: Rules, level: string): number {
  const index = levels.findIndex(({ id }) => id === level);
  if (index === -1) {
    throw new InputError(
      `minLevel: ${JSON.stringify(level)} is not a level, use one of ${levels.map(({ id }) => id).join(', ')}`,
    );
  }
  return index + 1;
}

function toResult(options: {
  entityRef: string;
  evaluation: Evaluation;
  rules: Rules;
  minLevel: string;
  minRank: number;
}): GateResult {
  const { entityRef, evaluation, rules, minLevel, minRank } = options;
  const { level, levelRank, packs, results } = evaluation;
  const needed = rules.levels.slice(0, minRank).map(({ id }) => id);
  const isOpen = ({ state }: CheckResult) =>
    state === 'fail' || state === 'unknown';
  return {
    verdict: levelRank >= minRank ? 'allow' : 'deny',
    entityRef,
    level,
    minLevel,
    packs,
    results,
    blocking: results
      .filter(result => needed.includes(result.level) && isOpen(result))
      .map(({ checkId }) => checkId),
  };
}
