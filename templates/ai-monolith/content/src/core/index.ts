export { InvalidTextError } from './invalidTextError.js';
export type { ModelInfo, TextClassifier } from './textClassifier.js';
export { maxTextLength, TicketRouter } from './ticketRouter.js';
export type { Routing } from './ticketRouter.js';
