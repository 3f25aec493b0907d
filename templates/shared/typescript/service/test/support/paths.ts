{% if values.ai == 'classifier' %}import path from 'node:path';
{% endif %}import { fileURLToPath } from 'node:url';

/** The root of the repository; tests run from dist/test. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');
{% if values.ai == 'classifier' %}
/** Where model.json and the file that it names are. */
export const modelDirectory = path.join(root, 'model');
{% endif %}