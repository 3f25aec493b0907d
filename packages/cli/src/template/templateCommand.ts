import { Command, Option } from 'commander';
import { parsePortal } from '../gate/gateCommand';

/** The options of `paved-road template test`. */
export interface TemplateTestOptions {
  portal?: string;
  rulePack?: string[];
  run?: boolean;
  output?: string;
}

/**
 * The commands about templates of the scaffolder.
 *
 * @param inherit - copies the settings of the program to a command
 */
export function templateCommand(
  test: (files: string[], options: TemplateTestOptions) => Promise<void>,
  serve: () => Promise<void>,
  inherit: (command: Command) => Command,
): Command {
  const command = inherit(new Command('test'))
    .description(
      'Renders templates with the scaffolder of the portal repository in the working directory, and finds defects. Publishes nothing.',
    )
    .argument('<file...>', 'files with templates, such as template.yaml')
    .addOption(
      new Option(
        '--portal <url>',
        'use the dry run of this Backstage back end instead',
      ).argParser(parsePortal),
    )
    .option(
      '--rule-pack <name>',
      'judge what is generated offline, as paved-road gate does; repeatable',
      (name: string, names: string[] = []) => [...names, name],
    )
    .option(
      '--run',
      'run the commands of template-test.yaml in what is generated',
    )
    .option('--output <file>', 'write a JUnit report')
    .action(test)
    .addHelpText(
      'after',
      `
Values come from template-test.yaml beside the template, or else from the schema of its form.

Examples:
  paved-road template test templates/*/template.yaml   in the repository of a portal
  paved-road template test template.yaml --rule-pack ./rules.yaml --run --output junit.xml

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
    .addCommand(
      inherit(new Command('serve')).option('--config <file>').action(serve),
      { hidden: true },
    );
}
