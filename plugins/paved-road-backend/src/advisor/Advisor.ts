import {
  HttpAuthService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  Advice,
  AdviceRequest,
  ModelDescription,
  parseInput,
} from '@paved-road/plugin-paved-road-common';
import {
  advise,
  createModel,
  DecisionModel,
  describeModel,
  parseModelExtension,
} from '@paved-road/plugin-paved-road-common/advisor';
import { modelExtensionSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { Router } from 'express';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createRoutes } from '../http/createRoutes';

/** The decision model, as the service uses it. */
export interface Advisor {
  /** The version of the model, and those whose results are the same as far as they go. */
  readonly currentVersions: readonly string[];
  describeModel(): ModelDescription;
  /** @throws InputError when an assumption is not one of the model */
  advise(request: AdviceRequest): Advice;
}

/** Advice by a decision model. */
export function createAdvisor(model: DecisionModel): Advisor {
  return {
    currentVersions: [model.version, ...model.sameAs],
    describeModel: () => describeModel(model),
    advise: request => advise(request, model),
  };
}

const modelKey = 'pavedRoad.model';
const fileKey = `${modelKey}.file`;

/**
 * The decision model, with what the config changes in it: the extension stands in the config, or in
 * a file that the config names.
 *
 * @throws InputError that names the problems of the extension, with the field, and the position where
 * it is a file
 */
export async function loadModel(
  config: RootConfigService,
): Promise<DecisionModel> {
  const configured = config.getOptional(modelKey) ?? {};
  if (config.has(fileKey)) {
    return createModel(await readExtension(config, configured));
  }
  try {
    return createModel(
      parseInput(modelExtensionSchema, configured, 'model extension'),
    );
  } catch (error) {
    throw new InputError(`${modelKey}: ${toError(error).message}`);
  }
}

async function readExtension(config: RootConfigService, configured: JsonValue) {
  const others = Object.keys(configured as object).filter(
    key => key !== 'file',
  );
  if (others.length > 0) {
    throw new InputError(
      `${fileKey}: the whole extension must be in the file; move ${others
        .map(key => `${modelKey}.${key}`)
        .join(', ')} there`,
    );
  }
  const source = config.getString(fileKey);
  const text = await readFile(path.resolve(source), 'utf8').catch(error => {
    throw new InputError(`${fileKey}: cannot read it: ${error.message}`);
  });
  return parseModelExtension(text, source);
}

/** The decision model over HTTP, for everybody who is signed in; it stores nothing. */
export function createAdvisorRouter(options: {
  advisor: Advisor;
  httpAuth: HttpAuthService;
}): Router {
  const { advisor, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getModel', ({ res }) => {
    res.json(advisor.describeModel());
  });

  on('getAdvice', ({ body, res }) => {
    res.json(advisor.advise(body));
  });

  return router;
}
