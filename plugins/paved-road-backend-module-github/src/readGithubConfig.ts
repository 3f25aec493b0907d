import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DeliveryOptions } from './deliveryFact';

/** @throws InputError with the key of what is invalid */
export function readGithubConfig(
  config: Config,
): DeliveryOptions & { reserve: number } {
  const delivery = config.getOptionalConfig('pavedRoad.delivery');
  const reserve = config.getOptionalNumber('pavedRoad.github.reserve') ?? 0.1;
  if (!(reserve >= 0 && reserve < 1)) {
    throw new InputError(
      `pavedRoad.github.reserve: ${reserve} is no share of a limit; use 0 up to 0.9`,
    );
  }
  const environments = delivery?.getOptionalStringArray('environments') ?? [
    'production',
  ];
  if (environments.length === 0) {
    throw new InputError(
      'pavedRoad.delivery.environments: name at least one environment',
    );
  }
  return {
    reserve,
    environments,
    releases: delivery?.getOptionalBoolean('releases') ?? false,
    incidentLabel: delivery?.getOptionalString('incidentLabel') ?? 'incident',
  };
}
