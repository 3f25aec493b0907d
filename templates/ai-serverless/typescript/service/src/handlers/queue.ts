import { createResultQueue } from '../aws/index.js';
import { createQueueHandler } from './queueHandler.js';
import { warmFunction } from './warmFunction.js';

const { resultQueueUrl, ...warm } = await warmFunction();

/** Entry point of the function behind the queue. */
export const handler = createQueueHandler({ ...warm, results: createResultQueue(resultQueueUrl) });
