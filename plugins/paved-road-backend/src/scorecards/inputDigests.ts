import { Entity } from '@backstage/catalog-model';
import {
  ChangeCause,
  changeCauses,
  Subject,
} from '@paved-road/plugin-paved-road-common';
import { digestOf } from '../digest';
import { ScorecardRules } from '../rules/types';
import { InputDigests } from './ScorecardStore';

/**
 * Digests of all that an evaluation depends on. An input that is in none of them may change a result, but
 * the entity would not be evaluated again.
 */
export function inputDigests(
  { entity, relations, assessment, facts, waivers, now }: Subject,
  { digest, rules }: ScorecardRules,
): InputDigests {
  return {
    entity: digestOf(evaluated(entity)),
    relations: digestOf(
      relations.map(({ targetRef, target }) => [
        targetRef,
        target.exists,
        target.type,
      ]),
    ),
    assessment: digestOf(assessment),
    facts: digestOf(rules.facts.map(name => facts[name])),
    waivers: digestOf(waivers),
    rules: digest,
    time: rules.timeDependent ? now.toISOString().slice(0, 10) : '',
  };
}

/** Which inputs differ. */
export function causesOf(
  before: InputDigests,
  after: InputDigests,
): ChangeCause[] {
  return changeCauses.filter(cause => before[cause] !== after[cause]);
}

/*
 * Without what changes though the entity does not: the catalog gives it another etag when it processes it
 * again, and tells in `status` how that went.
 */
function evaluated({ metadata, ...entity }: Entity): object {
  const { etag: _etag, uid: _uid, ...described } = metadata;
  return { ...entity, metadata: described, status: undefined };
}
