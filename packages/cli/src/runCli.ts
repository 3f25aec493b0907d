import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { gateCommand } from './gate/gateCommand';
import { exportCommand } from './export/exportCommand';
import { factsCommand } from './facts/factsCommand';
import { importCommand } from './import/importCommand';
import { templateCommand } from './template/templateCommand';
import { CliContext, exitCodes } from './types';

export { type CliContext } from './types';

/* Commands are loaded on demand, so that help is fast. Jest does not support dynamic imports here. */
const loadGate = () =>
  require('./gate/runGate') as typeof import('./gate/runGate');
const loadImport = () =>
  require('./import/runImport') as typeof import('./import/runImport');
const loadExport = () =>
  require('./export/runExport') as typeof import('./export/runExport');
const loadPush = () =>
  require('./facts/runPush') as typeof import('./facts/runPush');
const loadTemplateTest = () =>
  require('./template/runTemplateTest') as typeof import('./template/runTemplateTest');
const loadErrors = () =>
  require('./gate/explainError') as typeof import('./gate/explainError');

/**
 * Runs the command line.
 *
 * @returns the exit code: 2 for an error; else for the gate 0 allowed or 1 denied, for an import 0 complete or 1
 * partial, for pushed facts 0 stored or 1 some refused, for templates 0 clean or 1 with findings
 */
export async function runCli(context: CliContext): Promise<number> {
  let exitCode: number = exitCodes.allowed;
  const program = new Command('paved-road')
    .description(
      'Checks a checkout against the rules of the paved road, pushes facts from pipelines to a portal, tests templates, and imports rules of other tools.',
    )
    .version(version)
    .configureOutput({
      writeOut: text => context.stdout.write(text),
      writeErr: text => context.stderr.write(text),
    })
    .exitOverride();
  program.addCommand(
    gateCommand(async options => {
      exitCode = await loadGate().runGate(options, context);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    factsCommand(
      async options => {
        exitCode = await loadPush().runPush(options, context);
      },
      command => command.copyInheritedSettings(program),
    ).copyInheritedSettings(program),
  );
  program.addCommand(
    importCommand(async options => {
      exitCode = await loadImport().runImport(options, context);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    exportCommand(async options => {
      await loadExport().runExport(options, context);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    templateCommand(
      async (files, options) => {
        exitCode = await loadTemplateTest().runTemplateTest(
          files,
          options,
          context,
        );
      },
      () => loadTemplateTest().serveScaffolder(),
      command => command.copyInheritedSettings(program),
    ).copyInheritedSettings(program),
  );
  try {
    await program.parseAsync(context.args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has already printed the problem.
      return error.exitCode === 0 ? exitCodes.allowed : exitCodes.undecided;
    }
    context.stderr.write(`paved-road: ${loadErrors().explainError(error)}\n`);
    return exitCodes.undecided;
  }
}
