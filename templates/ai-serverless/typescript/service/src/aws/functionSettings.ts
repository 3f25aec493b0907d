import { Environment, InvalidEnvironmentError } from '../runtime/index.js';

/** The settings of other resources, from template.yaml. */
export interface FunctionSettings {
  /** POWERTOOLS_SERVICE_NAME: under which logs and metrics are found. */
  serviceName: string;
  /** IDEMPOTENCY_TABLE: name of the DynamoDB table; without it answers are remembered in memory. */
  idempotencyTable: string | undefined;
  /** RESULT_QUEUE_URL: where ${{ 'drafts' if values.ai == 'language-model' else 'classifications' }} are sent to; without it they are written to the output. */
  resultQueueUrl: string | undefined;
}

/**
 * What may be missing on a developer's machine is required on Lambda: results that are written to a log
 * would be lost.
 *
 * @throws InvalidEnvironmentError that names every missing variable
 */
export function readFunctionSettings(
  env: NodeJS.ProcessEnv,
  byDefault: { serviceName: string },
): FunctionSettings {
  const environment = new Environment(env);
  const read = (name: string) => environment.text(name, '') || undefined;
  const settings = {
    serviceName: environment.text('POWERTOOLS_SERVICE_NAME', byDefault.serviceName),
    idempotencyTable: read('IDEMPOTENCY_TABLE'),
    resultQueueUrl: read('RESULT_QUEUE_URL'),
  };
  if (env.AWS_LAMBDA_FUNCTION_NAME) {
    const missing = ['IDEMPOTENCY_TABLE', 'RESULT_QUEUE_URL'].filter(name => !read(name));
    if (missing.length > 0) {
      throw new InvalidEnvironmentError(missing.map(name => `${name}: is not set`));
    }
  }
  return settings;
}
