import { Command, InvalidArgumentError, Option } from 'commander';

export const formats = ['table', 'json', 'sarif', 'junit', 'github'] as const;

export type Format = (typeof formats)[number];

/** The options of `paved-road gate`. */
export interface GateOptions {
  /** Folder with the files of the repository. */
  path?: string;
  /** The catalog-info.yaml. */
  file?: string;
  entity?: string;
  /** URL of the back end; absent when offline. */
  portal?: string;
  rulePack?: string[];
  defaultRules?: boolean;
  /** Filter for AI services, as YAML. */
  filter?: string;
  minLevel?: string;
  format?: Format;
  output?: string;
  onlyOpen?: boolean;
  /** Seconds. */
  timeout: number;
}

const LONGEST = 600;

export function gateCommand(
  run: (options: GateOptions) => Promise<void>,
): Command {
  return (
    new Command('gate')
      .description(
        'Judges the service of a checkout by the rules of scorecards. Nothing is stored.',
      )
      .argument(
        '[path]',
        'folder with the code of the service (default: the folder of the file)',
      )
      .option(
        '--file <file>',
        'file that describes the service (default: catalog-info.yaml in path)',
      )
      .option(
        '--entity <ref>',
        'entity to judge, such as component:default/search (default: all of the file that the rules are about)',
      )
      .addOption(
        new Option(
          '--portal <url>',
          'judge by the rules and facts of this Backstage back end',
        )
          .argParser(parsePortal)
          .conflicts(['rulePack', 'defaultRules']),
      )
      // Not variadic, because a variadic option would also take the path.
      .option(
        '--rule-pack <name>',
        'judge offline, with a rule pack of Paved Road (default, language-models or apis-and-models) or a file, such as ./rules.yaml; repeatable',
        (file: string, files: string[] = []) => [...files, file],
      )
      .option(
        '--default-rules',
        'judge offline, with the default rules; same as --rule-pack default',
      )
      .addOption(
        new Option(
          '--filter <predicate>',
          "offline, the AI services for rules without a filter, in YAML, such as 'spec.type: service' (default: as the default rules)",
        ).conflicts('portal'),
      )
      .option(
        '--min-level <level>',
        'required level (default: the target level of the portal; offline, silver)',
      )
      .addOption(
        new Option(
          '--format <format>',
          'format of the verdict (default: github in GitHub Actions, otherwise table)',
        ).choices(formats),
      )
      .option(
        '--output <file>',
        'write --format to this file, and a report for people to the terminal',
      )
      .option(
        '--only-open',
        'in SARIF, omit checks that pass, are waived or do not apply; GitHub code scanning shows every result as a problem',
      )
      .option(
        '--timeout <seconds>',
        'give up after this time',
        parseTimeout,
        60,
      )
      .addHelpText(
        'after',
        `
Examples:
  paved-road gate --portal https://portal.example.com   what the portal will show once this is merged
  paved-road gate services/search --rule-pack rules.yaml --min-level bronze   offline, one service of a monorepo
  paved-road gate --default-rules --filter 'spec.type: service'   what to fix; checks that only a portal can decide never pass

Environment:
  PAVED_ROAD_TOKEN      token for --portal; not an option, because others on the machine can see the command line
  GITHUB_ACTIONS        true makes github the default format
  GITHUB_STEP_SUMMARY   file shown by GitHub Actions; the verdict is added in Markdown
  GITHUB_WORKSPACE, CI_PROJECT_DIR   root of the repository, for file names in reports (default: the working directory)
  NODE_USE_ENV_PROXY=1  uses the proxy of HTTPS_PROXY
  NO_COLOR              no colours

Exit codes:
  0  allowed: every entity has the required level
  1  denied: at least one does not
  2  undecided, because of the arguments, a file, the rules or the portal`,
      )
      .action(async (path: string | undefined, options: GateOptions) =>
        run({ ...options, path }),
      )
  );
}

/** @throws InvalidArgumentError with a remedy */
export function parsePortal(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError(
      'Use the URL of the back end, such as https://portal.example.com',
    );
  }
  if (url.username || url.password) {
    throw new InvalidArgumentError(
      'URLs appear in logs, so set PAVED_ROAD_TOKEN instead of credentials in the URL',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** @throws InvalidArgumentError with a remedy */
export function parseTimeout(value: string): number {
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST) {
    throw new InvalidArgumentError(
      `Use a whole number of seconds from 1 to ${LONGEST}`,
    );
  }
  return seconds;
}
