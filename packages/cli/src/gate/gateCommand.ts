import { Command, InvalidArgumentError, Option } from 'commander';

/** How a verdict is written. */
export const formats = ['table', 'json', 'sarif', 'junit', 'github'] as const;

export type Format = (typeof formats)[number];

/** What `paved-road gate` is asked for. */
export interface GateOptions {
  /** Folder that the files of the repository are read from. */
  path?: string;
  /** That describes the entities. */
  file?: string;
  entity?: string;
  /** URL of the back end; absent when it runs offline. */
  portal?: string;
  rulePack?: string[];
  defaultRules?: boolean;
  minLevel?: string;
  format?: Format;
  output?: string;
  onlyOpen?: boolean;
  /** Seconds. */
  timeout: number;
}

const LONGEST = 600;

/** The command and its arguments. */
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
        'entity to judge, such as component:default/search (default: the components of the file)',
      )
      .addOption(
        new Option(
          '--portal <url>',
          'judge by the rules of this Backstage back end, and what it knows',
        )
          .argParser(parsePortal)
          .conflicts(['rulePack', 'defaultRules']),
      )
      // Not variadic, because such an option takes the path too.
      .option(
        '--rule-pack <file>',
        'judge offline, by the rules in this file; may be given several times',
        (file: string, files: string[] = []) => [...files, file],
      )
      .addOption(
        new Option(
          '--default-rules',
          'judge offline, by the rules that come with Paved Road',
        ).conflicts('rulePack'),
      )
      .option(
        '--min-level <level>',
        'level that is needed (default: the target level of the portal; offline silver)',
      )
      .addOption(
        new Option(
          '--format <format>',
          'how the verdict is written (default: github in GitHub Actions, else table)',
        ).choices(formats),
      )
      .option(
        '--output <file>',
        'write --format to this file, and for people to the terminal',
      )
      .option(
        '--only-open',
        'in SARIF, leave out what passes, is waived or does not apply; GitHub code scanning takes each result for a problem',
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
  paved-road gate --default-rules   what there is to do; what only a portal knows is never allowed

Environment:
  PAVED_ROAD_TOKEN      token for --portal; it is no option because others on the machine see the command line
  GITHUB_ACTIONS        true makes github the default format
  GITHUB_STEP_SUMMARY   file that GitHub Actions shows; the verdict is added in Markdown
  GITHUB_WORKSPACE, CI_PROJECT_DIR   root of the repository, which reports name files from (default: where it runs)
  NODE_USE_ENV_PROXY=1  uses the proxy of HTTPS_PROXY
  NO_COLOR              no colours

Exit codes:
  0  allowed: each entity has the level that is needed
  1  denied: at least one has not
  2  could not decide: the arguments, a file, the rules or the portal`,
      )
      .action(async (path: string | undefined, options: GateOptions) =>
        run({ ...options, path }),
      )
  );
}

function parsePortal(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError(
      'Use the URL of the back end, such as https://portal.example.com',
    );
  }
  if (url.username || url.password) {
    throw new InvalidArgumentError(
      'A URL is written to logs, set PAVED_ROAD_TOKEN in place of credentials in it',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function parseTimeout(value: string): number {
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST) {
    throw new InvalidArgumentError(
      `Use a whole number of seconds from 1 to ${LONGEST}`,
    );
  }
  return seconds;
}
