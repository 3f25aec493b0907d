import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  Advice,
  AdviceRequest,
  AnswerGains,
  ModelDescription,
  parseInput,
} from '@paved-road/plugin-paved-road-common';
import {
  advise,
  createModel,
  DecisionModel,
  describeModel,
  estimateAnswerGains,
  parseModelExtension,
} from '@paved-road/plugin-paved-road-common/advisor';
import { modelExtensionSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Routes } from '../http/createRoutes';

/** Advice by the decision model. */
export interface Advisor {
  describeModel(): ModelDescription;
  /** @throws InputError if the model does not have an assumption */
  advise(request: AdviceRequest): Advice;
  /** @throws InputError as `advise` */
  estimateAnswerGains(request: AdviceRequest): AnswerGains;
}

export function createAdvisor(model: DecisionModel): Advisor {
  return {
    describeModel: () => describeModel(model),
    advise: request => advise(request, model),
    estimateAnswerGains: request => estimateAnswerGains(request, model),
  };
}

const modelKey = 'pavedRoad.model';
const fileKey = `${modelKey}.file`;

/**
 * Loads the decision model with the extension from the config, or from the file in the config.
 *
 * @throws InputError with all problems of the extension: the field, and the position in a file
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

/** The decision model over HTTP, for everyone who is signed in. */
export function addAdvisorRoutes({ on }: Routes, advisor: Advisor): void {
  on('getModel', () => advisor.describeModel());

  on('getAdvice', ({ body }) => advisor.advise(body));

  on('getAnswerGains', ({ body }) => advisor.estimateAnswerGains(body));
}
