import { Veto } from './schemas';
import {
  DecisionModel,
  FilterCondition,
  OrganisationFilter,
} from '../options/DecisionModel';
import { PlainPattern } from '../profile/patterns';
import { Placement } from '../profile/placements';
import { brokenLimits, keepsLimits } from '../options/patterns/platformLimits';
import { Profile } from '../profile/profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatQuantity } from '../quantities/format';
import { Platform, PlatformModel } from '../quantities/platforms';
import { getAnswer, isOpen } from '../profile/questions';

/** For an option that cannot work without a network. */
export const offlineVeto = (title: string): Veto => ({
  kind: 'veto',
  id: 'offline',
  field: 'llm.offline',
  value: 'true',
  limit: 'false',
  source: 'Each call passes a network',
  liftedBy: ['a network connection'],
  text: `${title}: it must work without a network. Lifted by a network connection.`,
});

/** A provider's functions need a network; functions on a cluster of the organisation do not. */
function findNetworkVetoes(
  { llm }: Profile,
  { title, pricing }: PlatformModel,
): Veto[] {
  const isOnOwnCluster = pricing.kind === 'capacity' && pricing.cluster;
  return llm?.offline && !isOnOwnCluster ? [offlineVeto(title)] : [];
}

/** The hard limits of a platform that functions would break. */
export function findPlatformLimitVetoes(
  profile: Profile,
  platform: Platform,
  model: DecisionModel,
  assume: AssumptionSet,
): Veto[] {
  const broken = brokenLimits(profile, platform.limits, assume);
  if (broken.length === 0) {
    return [];
  }
  const elsewhere = Object.values(model.platforms)
    .filter(({ limits }) => keepsLimits(profile, limits, assume))
    .map(({ title }) => title);
  return broken.map(({ id, field, value, limit, unit, what, remedies }) => {
    const liftedBy = [...remedies, ...elsewhere];
    const show = (amount: string | number) =>
      typeof amount === 'number' ? formatQuantity(amount, unit ?? '') : amount;
    return {
      kind: 'veto',
      id,
      field,
      value,
      limit,
      ...(unit && { unit }),
      source: platform.source,
      liftedBy,
      text: `${platform.title}: ${what} ${show(value)}, limit ${show(limit)}. Lifted by ${liftedBy.join(', or ')}.`,
    };
  });
}

/** The organisation's policies that rule a pattern or a placement out. */
export function findPolicyVetoes(
  profile: Profile,
  subject: PlainPattern | Placement,
  { filters }: DecisionModel,
): Veto[] {
  return filters
    .filter(
      filter =>
        (filter.pattern ?? filter.placement) === subject &&
        filter.when.every(condition => holds(condition, profile)),
    )
    .map(filter => ({
      kind: 'filter',
      id: filter.id,
      ...metBy(filter, profile),
      source: filter.source,
      liftedBy: [...filter.liftedBy],
      text: filter.text,
    }));
}

/** Whether a policy may apply, given the known answers. */
export function couldMeet(
  { when }: OrganisationFilter,
  profile: Profile,
): boolean {
  return when.every(
    condition => isOpen(profile, condition.path) || holds(condition, profile),
  );
}

/** Whether an answer meets a condition; an open one meets none. */
export function holds(condition: FilterCondition, profile: Profile): boolean {
  const answer = getAnswer(profile, condition.path);
  if (answer === undefined) {
    return false;
  }
  if ('is' in condition) {
    return condition.is.includes(answer);
  }
  return 'above' in condition
    ? Number(answer) > condition.above
    : Number(answer) < condition.below;
}

function toLimit(condition: FilterCondition): string | number {
  if ('is' in condition) {
    return `not ${condition.is.join(' or ')}`;
  }
  return 'above' in condition ? condition.above : condition.below;
}

/** The answer that meets the first condition of a filter. */
function metBy(
  { when: [condition] }: OrganisationFilter,
  profile: Profile,
): Pick<Veto, 'field' | 'value' | 'limit'> {
  if (!condition) {
    return { field: 'pattern', value: 'any', limit: 'not allowed' };
  }
  return {
    field: condition.path,
    value: getAnswer(profile, condition.path) ?? 'not known',
    limit: toLimit(condition),
  };
}

export function findPatternVetoes(
  profile: Profile,
  pattern: PlainPattern,
  platform: PlatformModel,
  model: DecisionModel,
  assume: AssumptionSet,
): Veto[] {
  const policies = findPolicyVetoes(profile, pattern, model);
  return pattern === 'serverless'
    ? [
        ...findNetworkVetoes(profile, platform),
        ...findPlatformLimitVetoes(profile, platform, model, assume),
        ...policies,
      ]
    : policies;
}
