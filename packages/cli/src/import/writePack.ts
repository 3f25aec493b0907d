import {
  compileRules,
  factsReadBy,
  InvalidFileError,
  parseRulePack,
  printable,
} from '@paved-road/plugin-paved-road-common/rules';
import { createRepositorySchema } from '@paved-road/plugin-paved-road-node';
import { Document, isMap, YAMLMap, YAMLSeq } from 'yaml';
import { z } from 'zod';
import { CheckDraft, PackDraft, Translation } from './Translation';

const mostChecks = 200;
/** Name of a temporary pack. */
const source = 'it';

/** Drops invalid checks, such as one with a too long expression, and records the reasons. */
export function keepValid({
  pack,
  rules,
  facts,
  notes,
}: Translation): Translation {
  const problems = new Map<string, string>();
  const checks: CheckDraft[] = [];
  for (const check of pack.checks) {
    const problem =
      checks.length === mostChecks
        ? `a rule pack has at most ${mostChecks} checks; import the others from a file of their own`
        : findPackProblem(pack, check);
    if (problem === undefined) {
      checks.push(check);
    } else {
      problems.set(check.id, problem);
    }
  }
  const used = new Set(checks.map(({ track }) => track));
  const read = new Set(checks.flatMap(factsReadBy));
  return {
    notes,
    facts: facts.filter(({ name }) => read.has(name)),
    pack: {
      ...pack,
      checks,
      tracks: pack.tracks.filter(({ id }) => used.has(id)),
    },
    rules: rules.map(rule => {
      const problem = rule.checkId && problems.get(rule.checkId);
      return problem === undefined
        ? rule
        : { from: rule.from, fidelity: 'none', notes: [problem] };
    }),
  };
}

/** The pack as YAML, with notes in comments. */
export function writePack({ pack, rules, notes, facts }: Translation): string {
  const document = new Document(toContent(pack));
  const lines = (heading: string, items: string[]) =>
    items.length > 0 ? [heading, ...items.map(item => ` - ${item}`)] : [];
  document.commentBefore = toComment([
    'Imported by `paved-road import`. Read the comments before you use it.',
    ...notes,
    ...lines(
      'Required facts:',
      facts.map(({ name, from }) => `facts.${name}, from ${from}`),
    ),
  ]);
  const checks = document.getIn(['spec', 'checks']) as YAMLSeq<YAMLMap>;
  for (const item of checks.items) {
    const rule = rules.find(({ checkId }) => checkId === item.get('id'));
    if (rule && isMap(item)) {
      item.commentBefore = toComment([
        `From ${rule.from}.`,
        ...rule.notes.map(
          note =>
            `${rule.fidelity === 'approximate' ? 'Approximate: ' : ''}${sentence(note)}`,
        ),
      ]);
    }
  }
  const missing = lines(
    'Not translated:',
    rules
      .filter(({ fidelity }) => fidelity === 'none')
      .map(({ from, notes: reasons }) => `${from}: ${reasons.join('; ')}`),
  );
  if (missing.length > 0) {
    document.comment = toComment(missing);
  }
  return document.toString({ lineWidth: 100, singleQuote: true });
}

/** The pack in a readable order. */
function toContent({
  name,
  title,
  description,
  filter,
  levels,
  tracks,
  checks,
}: PackDraft) {
  return {
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: {
      name,
      title,
      version: '1.0.0',
      ...(description && { description }),
    },
    spec: {
      ...(filter && { filter }),
      levels,
      tracks,
      checks: checks.map(({ id, ...check }) => ({ id, ...check })),
    },
  };
}

/** Why a pack with only this check is invalid. */
function findPackProblem(
  pack: PackDraft,
  check: CheckDraft,
): string | undefined {
  const tracks = pack.tracks.filter(({ id }) => id === check.track);
  try {
    const content = toContent({ ...pack, tracks, checks: [check] });
    const parsed = parseRulePack(JSON.stringify(content), source);
    compileRules([parsed], anyFacts(check));
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidFileError)) {
      throw error;
    }
    return error
      .problemsOf(source)
      .map(({ message }) => message.replace(`check ${check.id}: `, ''))
      .join('; ');
  }
}

/** Untyped facts; the back end checks their types when it loads the pack. */
function anyFacts(check: CheckDraft): Record<string, z.ZodType> {
  return {
    ...Object.fromEntries(factsReadBy(check).map(name => [name, z.unknown()])),
    repository: createRepositorySchema(z),
  };
}

export function sentence(note: string): string {
  const whole = `${note[0].toLocaleUpperCase('en-US')}${note.slice(1)}`;
  return /[.:]$/.test(whole) ? whole : `${whole}.`;
}

export function toComment(lines: string[]): string {
  return lines.map(line => ` ${printable(line)}`).join('\n');
}
