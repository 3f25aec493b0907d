import { createAdvisor } from '../advisor/createAdvisor';
import { loadModel } from '../advisor/loadModel';
import { connect } from '../database/migrate';
import { FleetSignals } from '../signals/FleetSignals';
import { Telemetry } from '../telemetry/Telemetry';
import { readSettings } from './config';
import { createIdentities } from './createIdentities';
import { Services } from './services';

/**
 * Puts together what all capabilities stand on, beside the services of Backstage.
 *
 * @throws InputError when the config is not valid
 */
export async function createBase(services: Services) {
  const settings = readSettings(services.config);
  const model = await loadModel(services.config);
  const knex = await connect(services.database);
  const telemetry = new Telemetry(services);
  return {
    ...services,
    ...settings,
    ...createIdentities({ ...services, knex }),
    model,
    advisor: createAdvisor(model),
    knex,
    telemetry,
    notifications: telemetry.countNotifications(services.notifications),
    fleetSignals: new FleetSignals(services),
  };
}
