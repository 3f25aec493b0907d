import { Command, Option } from 'commander';
import { parsePortal, parseTimeout } from '../gate/gateCommand';

/** The options of `paved-road template test`. */
export interface TemplateTestOptions {
  portal?: string;
  backend?: string;
  rulePack?: string[];
  minLevel?: string;
  run?: boolean;
  env?: string[];
  junit?: string;
  /** Seconds. */
  timeout: number;
}

const collect = (value: string, earlier: string[] = []) => [...earlier, value];

/**
 * The commands about templates of the scaffolder.
 *
 * @param inherit - copies the settings of the program to a command
 */
export function templateCommand(
  test: (files: string[], options: TemplateTestOptions) => Promise<void>,
  serve: () => void,
  inherit: (command: Command) => Command,
): Command {
  const command = inherit(new Command('test'))
    .description(
      'Renders templates with the scaffolder of a portal and finds defects. Nothing is published.',
    )
    .argument('<file...>', 'files with templates, such as template.yaml')
    .addOption(
      new Option(
        '--portal <url>',
        'use the dry run of this Backstage back end (default: the scaffolder of the repository in the working directory)',
      )
        .argParser(parsePortal)
        .conflicts('backend'),
    )
    .option(
      '--backend <folder>',
      'folder of the back end in the repository of a portal (default: the working directory or packages/backend)',
    )
    .option(
      '--rule-pack <name>',
      'judge what is generated offline, as paved-road gate does; repeatable',
      collect,
    )
    .option(
      '--min-level <level>',
      'required level for --rule-pack (default: silver)',
    )
    .option(
      '--run',
      'run the commands of template-test.yaml in what is generated',
    )
    .option(
      '--env <name>',
      'variable of the environment that these commands get; repeatable',
      collect,
    )
    .option('--junit <file>', 'write a JUnit report')
    .option(
      '--timeout <seconds>',
      'give up a template after this time, commands not counted',
      parseTimeout,
      120,
    )
    .action(test)
    .addHelpText(
      'after',
      `
Values come from template-test.yaml beside the template, or else from the schema of its form.

Examples:
  paved-road template test templates/*/template.yaml   in the repository of a portal
  paved-road template test template.yaml --portal https://portal.example.com
  paved-road template test template.yaml --rule-pack ./rules.yaml --run --junit junit.xml

Environment:
  PAVED_ROAD_TOKEN      token for --portal; not an option, because others on the machine can see the command line

Exit codes:
  0  no findings
  1  findings
  2  undecided, because of the arguments, a file, the scaffolder or the portal`,
    );
  return new Command('template')
    .description('Tests templates of the scaffolder.')
    .addCommand(command)
    .addCommand(inherit(new Command('serve')).action(serve), { hidden: true });
}
