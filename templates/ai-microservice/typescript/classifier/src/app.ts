import { fileURLToPath } from 'node:url';
import { HttpTextClassifier } from './adapters/http/index.js';
import { OnnxTextClassifier } from './adapters/onnx/index.js';
import { ClassificationService } from './core/index.js';
import { classificationModule, createServer, Readiness } from './http/index.js';
import type { HttpServer } from './http/index.js';
import { batchModule } from './modules/batch/index.js';
import type { CreateApp } from './runtime/index.js';
import { service } from './settings.js';
import type { Settings } from './settings.js';

const modelDirectory = fileURLToPath(new URL('../../model', import.meta.url));

/** Composes the service: the only place that binds an adapter to the port. */
export const createApp: CreateApp<Settings, HttpServer> = async (settings, logger) => {
  const classifier = settings.classifierUrl
    ? new HttpTextClassifier({ url: settings.classifierUrl })
    : new OnnxTextClassifier(modelDirectory);
  const classification = new ClassificationService(classifier, {
    reviewBelow: settings.reviewBelow,
  });
  const readiness = new Readiness();
  const app = await createServer({
    info: service,
    logger,
    readiness,
    modules: [classificationModule(classification), batchModule(classification)],
    limits: settings,
  });
  return { app, readiness, start: options => classifier.warmUp(options) };
};
