import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';

/**
 * How a rule was translated. `exact`: the same facts give the same verdict. `approximate`: they may not, see the notes.
 * `none`: the pack does not have it, see the notes.
 */
export type Fidelity = 'exact' | 'approximate' | 'none';

export interface TranslatedRule {
  /** Its position in the source, such as `techInsights.factChecker.checks.hasOwner`. */
  from: string;
  /** Id of the check; absent if it was not translated. */
  checkId?: string;
  fidelity: Fidelity;
  notes: string[];
}

/** A check of a pack, not yet validated. */
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

/** A level or a track. */
export interface Named {
  id: string;
  title: string;
}

/** A rule pack, not yet validated. */
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

/** A fact that the organisation must supply. */
export interface NeededFact {
  /** Its name in expressions, under `facts`. */
  name: string;
  /** Its source in the other tool. */
  from: string;
}

/** The result of a translator, with an entry for every rule of the source. */
export interface Translation {
  pack: PackDraft;
  rules: TranslatedRule[];
  /** Notes about the pack as a whole. */
  notes: string[];
  facts: NeededFact[];
}

export interface SourceFile {
  name: string;
  value: unknown;
}

export interface TranslationOptions {
  /** Name of the pack; each format has a default. */
  name?: string;
  /** Lowest first. */
  levels: Named[];
  /** Id of the level for rules without one. */
  level: string;
}

/** A rule without a counterpart; the message gives the reason for the report. */
export class UntranslatableError extends Error {
  name = 'UntranslatableError';
}

/**
 * The outcome of a rule without a counterpart.
 *
 * @throws the error if it is not an {@link UntranslatableError}
 */
export function notTranslated(from: string, error: unknown): TranslatedRule {
  if (!(error instanceof UntranslatableError)) {
    throw error;
  }
  return { from, fidelity: 'none', notes: [error.message] };
}

/**
 * Parses a part of a source file.
 *
 * @throws Error with the explanation of the first problem
 */
export function parseWith<T extends z.ZodType>(
  schema: T,
  value: unknown,
  explain: (problem: string) => string,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new Error(explain(`${path.join('.')}: ${message}`));
  }
  return parsed.data;
}
