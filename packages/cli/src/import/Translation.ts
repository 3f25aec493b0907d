import { FilterPredicate } from '@backstage/filter-predicates';

/**
 * How a rule was translated. `exact`: the same facts give the same verdict. `approximate`: they may not; the notes say when.
 * `none`: it is not in the pack; the notes say why.
 */
export type Fidelity = 'exact' | 'approximate' | 'none';

/** What became of one rule of the source. */
export interface TranslatedRule {
  /** Where it is in the source, such as `techInsights.factChecker.checks.hasOwner`. */
  from: string;
  /** Id of the check; absent if it was not translated. */
  checkId?: string;
  fidelity: Fidelity;
  notes: string[];
}

/** A check of a pack, before it is known to be valid. */
export interface CheckDraft {
  id: string;
  title: string;
  description: string;
  track: string;
  level: string;
  weight?: number;
  filter?: FilterPredicate;
  expression: string;
  remediation: { text: string; link?: { title: string; url: string } };
}

/** A part of a ladder, or a subject. */
export interface Named {
  id: string;
  title: string;
}

/** A rule pack, before it is known to be valid. */
export interface PackDraft {
  name: string;
  title: string;
  description?: string;
  filter?: FilterPredicate;
  /** Lowest first. */
  levels: Named[];
  tracks: Named[];
  checks: CheckDraft[];
}

/** A fact that someone has to supply. */
export interface NeededFact {
  /** Under `facts` in expressions. */
  name: string;
  /** What supplied it so far. */
  from: string;
}

/** The result of a translator. It has an entry for each rule of the source: nothing is dropped in silence. */
export interface Translation {
  pack: PackDraft;
  rules: TranslatedRule[];
  /** What concerns the pack as a whole. */
  notes: string[];
  facts: NeededFact[];
}

/** A file of the source, parsed. */
export interface SourceFile {
  name: string;
  value: unknown;
}

/** What the author of an import chooses. */
export interface TranslationOptions {
  /** Name of the pack; each format has a default. */
  name?: string;
  /** The ladder, lowest first. */
  levels: Named[];
  /** Id of the level of rules that name none. */
  level: string;
}

/** A rule has no counterpart; the message says what in it, for the report. */
export class UntranslatableError extends Error {
  name = 'UntranslatableError';
}

/**
 * What becomes of a rule whose translation failed.
 *
 * @throws what failed, if it is no {@link UntranslatableError}
 */
export function notTranslated(from: string, error: unknown): TranslatedRule {
  if (!(error instanceof UntranslatableError)) {
    throw error;
  }
  return { from, fidelity: 'none', notes: [error.message] };
}
