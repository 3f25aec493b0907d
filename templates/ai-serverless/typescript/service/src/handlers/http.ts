import { createHttpHandler } from './httpHandler.js';
import { warmFunction } from './warmFunction.js';

/** Entry point of the function behind the HTTP API. */
export const handler = createHttpHandler(await warmFunction());
