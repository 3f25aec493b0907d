import { fileURLToPath } from 'node:url';
import { HttpTextClassifier } from './adapters/http/index.js';
import { OnnxTextClassifier } from './adapters/onnx/index.js';
import { ClassificationService } from './core/index.js';
import type { Classification, TextClassifier } from './core/index.js';
import { classificationModule, createServer, Readiness } from './http/index.js';
import type { Classifies, HttpServer } from './http/index.js';
import type { Application, CreateApp } from './runtime/index.js';
import { service } from './settings.js';
import type { Settings } from './settings.js';

/** What the handlers, the local server and `npm run openapi` are made of. */
export interface FunctionApplication extends Application<HttpServer> {
  /** The core behind both handlers; `app` is its HTTP API. */
  classification: Classifies;
}

/**
 * The composition root: the only place that binds ports to adapters. It uses no AWS; the handlers add
 * their own clients.
 *
 * @param onClassified - called with every classification, whichever handler asked for it
 */
export async function createApp(
  settings: Settings,
  logger: Parameters<CreateApp<Settings>>[1],
  onClassified: (classification: Classification) => void = () => undefined,
): Promise<FunctionApplication> {
  // In the package of the function the code is as many folders below the model as here.
  const classifier: TextClassifier = settings.classifierUrl
    ? new HttpTextClassifier({ url: settings.classifierUrl })
    : new OnnxTextClassifier(fileURLToPath(new URL('../../model', import.meta.url)));
  const core = new ClassificationService(classifier, { reviewBelow: settings.reviewBelow });
  const classification: Classifies = {
    get model() {
      return core.model;
    },
    async classify(text, options) {
      const result = await core.classify(text, options);
      onClassified(result);
      return result;
    },
  };

  const readiness = new Readiness();
  const app = await createServer({
    info: service,
    logger,
    readiness,
    modules: [classificationModule(classification)],
    limits: settings,
  });
  return { app, readiness, classification, start: options => classifier.warmUp(options) };
}
