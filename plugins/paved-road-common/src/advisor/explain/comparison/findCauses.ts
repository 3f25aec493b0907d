import { Advice } from '../advice';
import { CriterionId, PlatformId, Weights } from '../../profile/ids';
import { Profile } from '../../profile/profile';
import { QuestionPath } from '../../profile/questions';

/** A value in one result and in another. @public */
export interface Change<T> {
  before: T;
  after: T;
  changed: boolean;
}

/* Sums in another order differ in their last bits; that is not a change. */
const RELATIVE_TOLERANCE = 1e-9;

export function toChange<T>(before: T, after: T): Change<T> {
  return { before, after, changed: !isEqual(before, after) };
}

function isEqual(before: unknown, after: unknown): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') {
    return before === after;
  }
  const size = Math.max(Math.abs(before), Math.abs(after));
  return Math.abs(before - after) <= size * RELATIVE_TOLERANCE;
}

/** A result with its request; every Assessment is one. @public */
export interface ComparableAdvice {
  advice: Advice;
  profile: Profile;
  weights?: Weights;
}

/** The part of an assumption that a comparison shows. @public */
export type ComparedAssumption = Pick<
  Advice['assumptions'][number],
  'id' | 'title' | 'unit'
>;

/** A difference between the requests or the models of two results. @public */
export type AdviceCause =
  /** An answer; undefined while it is open. */
  | ({ kind: 'answer'; path: QuestionPath } & Change<Answer>)
  /** Whether a language model is used. */
  | ({ kind: 'language-model' } & Change<boolean>)
  /** A weight set by a person; undefined if it is the model's. */
  | ({ kind: 'weight'; criterion: CriterionId } & Change<number | undefined>)
  /** An assumption that both results used. */
  | ({ kind: 'assumption' } & ComparedAssumption & Change<number>)
  | ({ kind: 'platform' } & Change<PlatformId>)
  /** The version of the model: its tables may differ in ways that results do not show. */
  | ({ kind: 'model' } & Change<string>);

type Answer = string | number | undefined;

export function findCauses(
  before: ComparableAdvice,
  after: ComparableAdvice,
): AdviceCause[] {
  const model = toChange(before.advice.modelVersion, after.advice.modelVersion);
  const platform = toChange(before.advice.platform, after.advice.platform);
  const languageModel = toChange(
    before.profile.llm !== undefined,
    after.profile.llm !== undefined,
  );
  return [
    ...(languageModel.changed
      ? [{ kind: 'language-model' as const, ...languageModel }]
      : []),
    ...answerCauses(before.profile, after.profile),
    ...weightCauses(before, after),
    ...assumptionCauses(before.advice, after.advice),
    ...(platform.changed ? [{ kind: 'platform' as const, ...platform }] : []),
    ...(model.changed ? [{ kind: 'model' as const, ...model }] : []),
  ];
}

function answerCauses(before: Profile, after: Profile): AdviceCause[] {
  const old = answersByPath(before);
  const young = answersByPath(after);
  return [...new Set([...old.keys(), ...young.keys()])]
    .map(path => ({
      kind: 'answer' as const,
      path,
      ...toChange(old.get(path), young.get(path)),
    }))
    .filter(({ changed }) => changed);
}

/** The answers of a profile by path, including answers to questions that the model does not have. */
function answersByPath(profile: Profile): Map<QuestionPath, Answer> {
  return new Map(
    Object.entries(profile).flatMap(([group, answers]) =>
      Object.entries((answers ?? {}) as Record<string, Answer>).map(
        ([field, answer]): [QuestionPath, Answer] => [
          `${group}.${field}` as QuestionPath,
          answer,
        ],
      ),
    ),
  );
}

function weightCauses(
  { weights: old = {} }: ComparableAdvice,
  { weights: young = {} }: ComparableAdvice,
): AdviceCause[] {
  return [...new Set([...Object.keys(old), ...Object.keys(young)])]
    .map(criterion => ({
      kind: 'weight' as const,
      criterion,
      ...toChange<number | undefined>(old[criterion], young[criterion]),
    }))
    .filter(({ changed }) => changed);
}

function assumptionCauses(before: Advice, after: Advice): AdviceCause[] {
  const old = new Map(before.assumptions.map(({ id, value }) => [id, value]));
  return after.assumptions.flatMap(({ id, title, unit, value }) => {
    const previous = old.get(id);
    const change = toChange(previous ?? value, value);
    return change.changed
      ? [{ kind: 'assumption' as const, id, title, unit, ...change }]
      : [];
  });
}
