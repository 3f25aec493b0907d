import { createApp } from './app.js';
import { runService } from './runtime/index.js';
import { readSettings, service } from './settings.js';

// The API on a port of this machine, without AWS; on Lambda src/handlers/ are the entry points.
await runService({ name: service.name, readSettings, createApp });
