import { createApp } from './app.js';
import { runService } from './runtime/index.js';
import { readSettings, service } from './settings.js';

{% if values.pattern == 'serverless' -%}
// The API on a port of this machine, without AWS; on Lambda src/handlers/ are the entry points.
{% endif -%}
await runService({ name: service.name, readSettings, createApp });
