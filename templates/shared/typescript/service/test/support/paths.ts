import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository; tests run from dist/test. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** Where model.json and the file that it names are. */
export const modelDirectory = path.join(root, 'model');
