import { InputError } from '@backstage/errors';
import {
  DryRunRequest,
  PackProblem,
  ParsedRulePack,
} from '@paved-road/plugin-paved-road-common';
import { compare, valid } from 'semver';
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

function changeWarnings({ changed }: ReadRulePack): string[] {
  return changed.length > 0
    ? [
        'The config of the portal changes this pack, and the preview has it so: see the pack on this page, or pavedRoad.scorecards.filter and rulePacks.',
      ]
    : [];
}

function versionWarnings(
  before: ReadRulePack | undefined,
  tried: ReadRulePack,
): string[] {
  if (!before || before.text === tried.text) {
    return [];
  }
  const active = before.parsed.pack.metadata.version;
  const { version } = tried.parsed.pack.metadata;
  if (version === active) {
    return [
      `Other content is active in the same version ${version}; raise the version with each change.`,
    ];
  }
  return valid(version) && valid(active) && compare(version, active) < 0
    ? [
        `Version ${version} is lower than the active version ${active}, which would stay active; raise the version.`,
      ]
    : [];
}

/* Repositories are read with the probes that are active at that time. */
function probeWarnings(packs: ReadRulePack[], tried: ReadRulePack): string[] {
  const active = new Map(
    packs.flatMap(({ parsed }) =>
      parsed.pack.spec.probes.map(probe => [probe.id, JSON.stringify(probe)]),
    ),
  );
  return tried.parsed.pack.spec.probes.flatMap(probe => {
    switch (active.get(probe.id)) {
      case undefined:
        return [
          `No repository has been read with the new probe ${probe.id} yet: what depends on it is unknown here, and for a while after the pack becomes active.`,
        ];
      case JSON.stringify(probe):
        return [];
      default:
        return [
          `The probe ${probe.id} is another one than the active one: what depends on it is shown by what the active one has found.`,
        ];
    }
  });
}
