import { createApp } from './app.js';
import { runService } from './runtime/index.js';
import { readSettings, service } from './settings.js';

await runService({ name: service.name, readSettings, createApp });
