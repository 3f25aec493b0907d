import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  createModel,
  DecisionModel,
  parseModelExtension,
} from '@paved-road/plugin-paved-road-common/advisor';
import { modelExtensionSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

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
