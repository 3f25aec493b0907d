import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  applyIngestionPolicy,
  readIngestionPolicy,
} from '@paved-road/plugin-paved-road-node';
import { RulesSource } from './types';

/**
 * Verifies that the catalog can enforce the checks of the ingestion policy, because this back end knows the rules at
 * the start.
 *
 * @throws InputError that names each check that cannot be enforced, and why
 */
export async function assertIngestionPolicy(
  config: Config,
  rules: Pick<RulesSource, 'current' | 'describe'>,
): Promise<void> {
  const { problems } = applyIngestionPolicy(
    rules.current().rules,
    readIngestionPolicy(config),
  );
  if (problems.length === 0) {
    return;
  }
  // A missing check may be in a pack that could not be read yet.
  const { inactive } = await rules.describe();
  const certain = problems.filter(
    ({ kind }) => kind === 'needs-more' || inactive.length === 0,
  );
  if (certain.length > 0) {
    throw new InputError(certain.map(({ message }) => message).join('\n'));
  }
}
