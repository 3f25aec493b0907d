import { HostedModel } from './rows';
import snapshot from './hostedPrices.json';

/** The day for which the prices of providers were taken. */
export const priceDate: string = snapshot.priceDate;

/** Models of providers and their prices, from the reviewed snapshot; a test holds it against its schema. */
export const hostedModels = snapshot.models as readonly HostedModel[];
