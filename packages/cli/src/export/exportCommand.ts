import { Argument, Command } from 'commander';

/** The options of `paved-road export lens`. */
export interface ExportOptions {
  /** The lens file from the import. */
  lens: string;
  /** The model extension from the import. */
  model?: string;
  /** A file with an assessment from the REST API. */
  assessment?: string;
  output?: string;
}

export function exportCommand(
  run: (options: ExportOptions) => Promise<void>,
): Command {
  return new Command('export')
    .description(
      'Writes a custom lens of the AWS Well-Architected Tool that was imported, with what was edited since, or the review of a service by it.',
    )
    .addArgument(new Argument('<format>', 'lens').choices(['lens']))
    .argument('<file>', 'the .lens.json that paved-road import has kept')
    .option(
      '--model <file>',
      'model extension that was made of it; edited titles go back into the lens',
    )
    .option(
      '--assessment <file>',
      'assessment, as GET /api/paved-road/assessments/<id> answers it; writes its answers as a review by the lens',
    )
    .option('--output <file>', 'write to this new file (default: the terminal)')
    .addHelpText(
      'after',
      `
Examples:
  paved-road export lens decision-model.lens.json --model decision-model.yaml --output policy.json
  paved-road export lens decision-model.lens.json --assessment assessment.json

Exit codes:
  0  written
  2  nothing was written, because of the arguments or the files`,
    )
    .action(
      async (
        _format: string,
        lens: string,
        options: Omit<ExportOptions, 'lens'>,
      ) => run({ ...options, lens }),
    );
}
