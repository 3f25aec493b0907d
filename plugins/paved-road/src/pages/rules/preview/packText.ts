import {
  ActiveRules,
  PackProblem,
  RulePack,
} from '@paved-road/plugin-paved-road-common';
import {
  InvalidFileError,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { isMap, parse, parseDocument, YAMLMap } from 'yaml';

/** Fields of a check that can be edited without YAML. */
export interface CheckFields {
  title: string;
  level: string;
  weight: number;
  expression: string;
  /** On one line; empty if the check applies to all entities of the pack. */
  filter: string;
}

/** The readable content of a pack. */
export interface PackOutline {
  name?: string;
  levels: { id: string; title: string }[];
  checks: { id: string; title: string }[];
}

type Loose<T> = { [K in keyof T]?: T[K] };

const asList = <T>(value: unknown): Loose<T>[] =>
  Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];

/** Outline of a pack, even if invalid. */
export function outlinePack(text: string): PackOutline {
  const pack = parseLoosely(text);
  const named = (value: unknown) =>
    asList<{ id: unknown; title: unknown }>(value).map(({ id, title }) => ({
      id: String(id),
      title: String(title ?? id),
    }));
  return {
    name: pack?.metadata?.name,
    levels: named(pack?.spec?.levels),
    checks: named(pack?.spec?.checks),
  };
}

function parseLoosely(text: string): any {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the fields of a check from the text of a pack; undefined if the check is missing. */
export function readCheck(
  text: string,
  checkId: string,
): CheckFields | undefined {
  const check = asList<Record<string, unknown>>(
    parseLoosely(text)?.spec?.checks,
  ).find(({ id }) => id === checkId);
  return (
    check && {
      title: String(check.title ?? ''),
      level: String(check.level ?? ''),
      weight: Number(check.weight ?? 1),
      expression: String(check.expression ?? ''),
      filter: check.filter === undefined ? '' : JSON.stringify(check.filter),
    }
  );
}

export function isFilter(text: string): boolean {
  const filter = parseLoosely(text);
  return text.trim() === '' || (typeof filter === 'object' && filter !== null);
}

/** Changes the fields of a check in the text of a pack, and keeps the rest as written. */
export function writeCheck(
  text: string,
  checkId: string,
  change: Partial<CheckFields>,
): string {
  const document = parseDocument(text);
  const checks = document.getIn(['spec', 'checks']) as
    { items: unknown[] } | undefined;
  const check = checks?.items.find(
    (item): item is YAMLMap => isMap(item) && item.get('id') === checkId,
  );
  if (!check) {
    return text;
  }
  for (const [field, value] of Object.entries(change)) {
    if (field !== 'filter') {
      check.set(field, value);
    } else if (value === '') {
      check.delete(field);
    } else {
      check.set(field, document.createNode(parseLoosely(String(value))));
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** Creates a rule pack with the levels of the active packs, which all packs share, and one check. */
export function newPackText({ items }: ActiveRules): string {
  const levels = items[0]?.spec.levels ?? [
    { id: 'bronze', title: 'Bronze' },
    { id: 'silver', title: 'Silver' },
    { id: 'gold', title: 'Gold' },
  ];
  return `apiVersion: paved-road.io/v1
kind: RulePack
metadata:
  name: my-rules
  title: My rules
  version: 1.0.0
spec:
  filter:
    kind: Component
  levels:
${levels
  .map(
    ({ id, title }) => `    - id: ${id}
      title: ${JSON.stringify(title)}
`,
  )
  .join('')}  tracks:
    - id: documentation
      title: Documentation
  checks:
    - id: described
      title: It has a description
      description: Readers of the catalog want to know what it is for.
      track: documentation
      level: ${levels[0].id}
      expression: has(entity.metadata.description)
      remediation:
        text: Set metadata.description in catalog-info.yaml.
`;
}

/** Name of the pack in parser messages; removed before they are shown. */
const SOURCE = 'pack';

/** Parses the text of a rule pack; finds problems that need no other packs or facts. */
export function readPack(text: string): {
  pack?: RulePack;
  problems: PackProblem[];
} {
  if (text.trim() === '') {
    return { problems: [] };
  }
  try {
    return { pack: parseRulePack(text, SOURCE).pack, problems: [] };
  } catch (error) {
    return { problems: (error as InvalidFileError).problemsOf(SOURCE) };
  }
}
