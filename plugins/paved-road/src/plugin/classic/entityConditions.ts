import { Entity } from '@backstage/catalog-model';
import { ConfigReader, defaultConfigLoader } from '@backstage/core-app-api';
import {
  createEntityFilters,
  readEntityFilters,
} from '../../data/entities/entityFilters';

let filters = createEntityFilters();

// A condition of a classic page cannot use the APIs of the app.
defaultConfigLoader()
  .then(configs => {
    filters = readEntityFilters(ConfigReader.fromConfigs(configs));
  })
  .catch(error => {
    // eslint-disable-next-line no-console
    console.error(`Cannot read pavedRoad.scorecards: ${error.message}`);
  });

/**
 * Whether an entity has the Architecture tab and the card.
 *
 * @public
 */
export const isArchitectureAvailable = (entity: Entity): boolean =>
  filters.isArchitectureAvailable(entity);

/**
 * Whether an entity has the Scorecard tab.
 *
 * @public
 */
export const isScorecardAvailable = (entity: Entity): boolean =>
  filters.isScorecardAvailable(entity);
