import { Command, InvalidArgumentError, Option } from 'commander';

export const packFormats = [
  'tech-insights',
  'soundcheck',
  'cortex',
  'compass',
] as const;

export type PackFormat = (typeof packFormats)[number];

const formats = [...packFormats, 'lens'] as const;

type Format = (typeof formats)[number];

/** Import of a custom lens as a model extension. */
export interface LensImport {
  format: 'lens';
  files: string[];
  /** File for the extension, relative to the working directory; the lens is stored next to it. */
  output: string;
}

/** Import of rules as a rule pack. */
export interface PackImport {
  format: PackFormat;
  files: string[];
  /** File for the pack, relative to the working directory; by default the terminal. */
  output?: string;
  name?: string;
  /** Ids of the levels, lowest first. */
  levels: string[];
  /** Level for rules without one. */
  level?: string;
  /** Filter of the pack, as YAML. */
  filter?: string;
}

/** The options of `paved-road import`. */
export type ImportOptions = LensImport | PackImport;

const id = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export function importCommand(
  run: (options: ImportOptions) => Promise<void>,
): Command {
  return new Command('import')
    .description(
      'Translates the rules of another tool into a rule pack, or a custom lens of the AWS Well-Architected Tool into a model extension, and reports what it could not translate.',
    )
    .argument('<format>', formats.join(', '), parseFormat)
    .argument('<files...>', 'files of the other tool, in YAML or JSON')
    .option(
      '--output <file>',
      'write the result to this new file, and the report to the terminal (default: the pack to the terminal, the report to stderr); a lens needs it, and is kept beside it',
    )
    .option(
      '--name <name>',
      'name of the pack (default: given by the format)',
      parseId,
    )
    .addOption(
      new Option(
        '--levels <ids>',
        'the ladder, lowest first; the same in all packs of a portal',
      )
        .argParser(value => value.split(',').map(parseId))
        .default(['bronze', 'silver', 'gold'], 'bronze,silver,gold'),
    )
    .option(
      '--level <id>',
      'level that rules without one are required for (default: the lowest)',
      parseId,
    )
    .option(
      '--filter <predicate>',
      "which entities the pack is for, in YAML, such as 'kind: Component' (default: the AI services of the portal)",
    )
    .addHelpText(
      'after',
      `
Examples:
  paved-road import tech-insights app-config.yaml --output rules/tech-insights.yaml
  paved-road import soundcheck checks.yaml tracks.yaml --filter 'kind: Component'
  paved-road import lens policy.json --output decision-model.yaml

Exit codes:
  0  every rule was translated, exactly or approximately
  1  some were not; the pack has the others
  2  nothing was written, because of the arguments or the files, or because no rule could be translated`,
    )
    .action(
      async (
        format: Format,
        files: string[],
        options: Omit<PackImport, 'format' | 'files'>,
        command: Command,
      ) =>
        run(
          format === 'lens'
            ? lensImport(files, options.output, command)
            : { ...options, format, files },
        ),
    );
}

function lensImport(
  files: string[],
  output: string | undefined,
  command: Command,
): LensImport {
  const other = Object.keys(command.opts()).find(
    name =>
      name !== 'output' && command.getOptionValueSource(name) !== 'default',
  );
  if (other !== undefined) {
    command.error(
      `error: --${other} is for rule packs; a lens becomes a model extension`,
    );
  }
  if (output === undefined) {
    command.error(
      'error: a lens needs --output <file>, because the lens is kept beside it',
    );
  }
  return { format: 'lens', files, output };
}

function parseFormat(value: string): Format {
  const format = formats.find(known => known === value);
  if (format === undefined) {
    throw new InvalidArgumentError(`Use one of ${formats.join(', ')}`);
  }
  return format;
}

function parseId(value: string): string {
  const trimmed = value.trim();
  if (!id.test(trimmed) || trimmed.length > 63) {
    throw new InvalidArgumentError(
      'Use lower case letters, digits and single dashes',
    );
  }
  return trimmed;
}
