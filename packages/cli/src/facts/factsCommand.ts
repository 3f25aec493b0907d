import { Command, InvalidArgumentError, Option } from 'commander';
import { parsePortal, parseTimeout } from '../gate/gateCommand';
import { reportKinds, ReportKind } from './reportKinds';

/** The options of `paved-road facts push`. */
export type PushOptions = Partial<Record<ReportKind, string>> & {
  /** URL of the back end. */
  portal: string;
  entity?: string;
  fact?: string;
  /** JSON, or text. */
  value?: string;
  file?: string;
  /** ISO 8601. */
  observedAt?: string;
  expiresAt?: string;
  source?: string;
  /** Seconds. */
  timeout: number;
};

/**
 * The commands about facts and their arguments.
 *
 * @param inherit - copies the settings of the program to a command
 */
export function factsCommand(
  push: (options: PushOptions) => Promise<void>,
  inherit: (command: Command) => Command,
): Command {
  const command = new Command('push')
    .description(
      'Pushes what a pipeline or a tool found out about an entity. The portal declares which facts there are.',
    )
    .addOption(
      new Option('--portal <url>', 'Backstage back end to push to')
        .argParser(parsePortal)
        .makeOptionMandatory(),
    )
    .option('--entity <ref>', 'entity, such as component:default/search')
    .option(
      '--fact <name>',
      'name of the fact (default: given by the report, see below)',
    )
    .option('--value <value>', 'value in JSON, or a text')
    .addOption(
      new Option(
        '--file <file>',
        'items in JSON or one on each line, each with entityRef, fact and value',
      ).conflicts(['value', 'fact', ...Object.keys(reportKinds)]),
    );
  for (const [kind, { format }] of Object.entries(reportKinds)) {
    command.addOption(
      new Option(`--${kind} <file>`, `report: ${format}`).conflicts('value'),
    );
  }
  return new Command('facts')
    .description('Pushes facts of entities to a portal.')
    .addCommand(
      inherit(command)
        .option(
          '--observed-at <time>',
          'when it was true, ISO 8601 (default: now)',
          parseTime,
        )
        .option(
          '--expires-at <time>',
          'from when on it is unknown, ISO 8601 (default: as the portal declares the fact)',
          parseTime,
        )
        .option(
          '--source <text>',
          'where it comes from, a URL or a name (default: the run of GitHub Actions or the job of GitLab CI; required elsewhere)',
        )
        .option(
          '--timeout <seconds>',
          'give up after this time',
          parseTimeout,
          60,
        )
        .action(push)
        .addHelpText(
          'after',
          `
Facts of reports:
${Object.entries(reportKinds)
  .map(
    ([kind, { fact, title }]) =>
      `  --${kind}`.padEnd(16) + `${fact}`.padEnd(18) + title,
  )
  .join('\n')}

Examples:
  paved-road facts push --portal https://portal.example.com --entity component:default/search --fact coverage --value 87.5
  paved-road facts push --portal https://portal.example.com --entity component:default/search --junit junit.xml --sarif scan.sarif
  paved-road facts push --portal https://portal.example.com --file facts.ndjson

Environment:
  PAVED_ROAD_TOKEN      token for --portal; not an option, because others on the machine can see the command line
  NODE_USE_ENV_PROXY=1  uses the proxy of HTTPS_PROXY

Exit codes:
  0  each is stored, or was known already, or is older than what is known
  1  at least one is refused; the others are stored
  2  nothing is known to be stored, because of the arguments, a file or the portal`,
        ),
    );
}

function parseTime(value: string): string {
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ||
    Number.isNaN(Date.parse(value))
  ) {
    throw new InvalidArgumentError(
      'Use a time in ISO 8601, such as 2026-11-28T12:00:00Z',
    );
  }
  return new Date(value).toISOString();
}
