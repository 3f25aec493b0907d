/**
 * Type of the items in the status of an entity that say which checks of the ingestion policy it fails; their level is
 * `warning`.
 *
 * @public
 */
export const ingestionStatusType = 'paved-road.io/policy';
