import { InputError } from '@backstage/errors';
import {
  DryRunRequest,
  PackProblem,
  ParsedRulePack,
} from '@paved-road/plugin-paved-road-common';
import { compare, valid } from 'semver';
import { isScalar, LineCounter, parseDocument } from 'yaml';
import { readForeignRulePack, ReadRulePack } from './readRulePack';
import { WantedChanges } from './readRulePackSources';
import { ScorecardRules, TriedRules } from './types';
import { InvalidFileError } from '@paved-road/plugin-paved-road-common/rules';

/** Name of the pack in messages: the field of the request. */
const source = 'pack';

/** The sent content is not a rule pack, or conflicts with the active packs. */
export class InvalidRulePackError extends InputError {
  /** Sent to the caller with the message, for editors. */
  readonly problems: PackProblem[];

  constructor(error: InvalidFileError) {
    super(error.message);
    this.problems = error.problemsOf(source);
  }
}

/** YAML text, or its content as an object. */
export type RulePackInput = NonNullable<DryRunRequest['pack']>;

/**
 * The rules that would be active if a pack replaced the active one of the same name or were added.
 *
 * @param wanted - returns the config's changes to a pack of this name
 * @throws InvalidRulePackError that has every problem of the pack
 */
export async function tryRulePack(
  input: RulePackInput,
  active: { rules: ScorecardRules; packs: ReadRulePack[] },
  compile: (packs: ReadRulePack[]) => ScorecardRules,
  wanted: (packName: string) => WantedChanges | undefined,
): Promise<TriedRules> {
  const { packs } = active;
  const wantedFor = ({ pack }: ParsedRulePack) => wanted(pack.metadata.name);
  try {
    const tried =
      typeof input === 'string'
        ? await readForeignRulePack(
            { source, origin: 'file' },
            { text: input },
            wantedFor,
          )
        : // The text is not shown, as for a pack in the config.
          await readForeignRulePack(
            { source, origin: 'config' },
            { text: JSON.stringify(input) },
            wantedFor,
          );
    const { name } = tried.parsed.pack.metadata;
    const index = packs.findIndex(
      ({ parsed }) => parsed.pack.metadata.name === name,
    );
    const before = index === -1 ? undefined : packs[index];
    return {
      pack: toNameAndVersion(tried),
      replaces: before && toNameAndVersion(before),
      active: active.rules,
      tried: compile(before ? packs.with(index, tried) : [...packs, tried]),
      warnings: [
        ...changeWarnings(tried),
        ...versionWarnings(before, tried),
        ...probeWarnings(packs, tried),
      ],
    };
  } catch (error) {
    throw error instanceof InvalidFileError
      ? new InvalidRulePackError(error)
      : error;
  }
}

function toNameAndVersion({ parsed: { pack } }: ReadRulePack) {
  const { name, version } = pack.metadata;
  return { name, version };
}

function changeWarnings({ changed }: ReadRulePack): PackProblem[] {
  return changed.length > 0
    ? [
        {
          message:
            'The config of the portal changes this pack, and the preview includes the changes. See the pack on this page, or pavedRoad.scorecards.filter and rulePacks.',
        },
      ]
    : [];
}

function versionWarnings(
  before: ReadRulePack | undefined,
  tried: ReadRulePack,
): PackProblem[] {
  if (!before || before.text === tried.text) {
    return [];
  }
  const active = before.parsed.pack.metadata.version;
  const { version } = tried.parsed.pack.metadata;
  const position = findVersion(tried.text);
  if (version === active) {
    return [
      {
        message: `metadata.version is ${version}, but other content is active in this version. Raise it with each change.`,
        ...position,
      },
    ];
  }
  return valid(version) && valid(active) && compare(version, active) < 0
    ? [
        {
          message: `metadata.version is ${version}, lower than the active version ${active}, which would stay active. Raise it.`,
          ...position,
        },
      ]
    : [];
}

function findVersion(text: string | undefined) {
  const lineCounter = new LineCounter();
  const version = parseDocument(text ?? '', { lineCounter }).getIn(
    ['metadata', 'version'],
    true,
  );
  if (!isScalar(version) || !version.range) {
    return {};
  }
  const { line, col } = lineCounter.linePos(version.range[0]);
  return { line, column: col };
}

/* Repositories are read with the probes that are active at that time. */
function probeWarnings(
  packs: ReadRulePack[],
  tried: ReadRulePack,
): PackProblem[] {
  const active = new Map(
    packs.flatMap(({ parsed }) =>
      parsed.pack.spec.probes.map(probe => [probe.id, JSON.stringify(probe)]),
    ),
  );
  return tried.parsed.pack.spec.probes.flatMap(probe => {
    switch (active.get(probe.id)) {
      case undefined:
        return [
          {
            message: `No repository has been read with the new probe ${probe.id} yet. Checks that need it are unknown here, and for a while after the pack becomes active.`,
          },
        ];
      case JSON.stringify(probe):
        return [];
      default:
        return [
          {
            message: `The probe ${probe.id} differs from the active one. The preview uses the findings of the active one.`,
          },
        ];
    }
  });
}
