import { Detector } from '../Detector';
import {
  isServiceCode,
  mayCallModels,
  isServicePart,
  readServiceCode,
} from '../source/serviceCode';
import { readSource } from '../source/SourceText';
import { findClientFiles } from '../clientPrompts/clientFiles';
import { findCallLimits } from './callLimits';
import { findFallbacks } from './fallbacks';
import { findModelClients } from './modelClients';
import { findConfiguredModels, findModelReferences } from './modelReferences';
import { findPromptConstants, findPromptFile, isPromptFile } from './prompts';

const configuration =
  /(^|\/)([^/]*(values|config|settings|application|models?|llms?|compose|deployment|env)[^/]*\.(ya?ml|toml|tf|properties)|appsettings[^/]*\.json|[^/]*\.tfvars|\.env[^/]*)$|(^|\/)(env|config|chart|deploy|deployment)\/[^/]+\.ya?ml$/i;
/** Code for developers, which does not run in the service. */
const scripts = /(^|\/)scripts\//;

const isConfiguration = (path: string, folder: string) =>
  configuration.test(path) &&
  !/(^|\/)ai\/llm\.ya?ml$/.test(path) &&
  isServicePart(path, folder);

/** Finds names of models, limits, prompts, clients and fallbacks in code. */
export const llmCodeDetector: Detector = {
  id: 'llm-code',
  version: 1,
  title: 'Code that calls language models',
  kinds: [
    'modelReferences',
    'modelClients',
    'prompts',
    'callLimits',
    'fallbacks',
  ],
  searched:
    'source code and configuration of the service, without tests, examples and evaluations',
  reads:
    'names of models where they are values, limits of tokens and steps, prompts as files or constants, clients with their timeouts, fallback models and gateways, as text',
  ignores:
    'values of environment variables without a default, and names that are compared or only listed',
  recognises: (path, folder) =>
    isServiceCode(path, folder) ||
    isConfiguration(path, folder) ||
    (isPromptFile(path) && isServicePart(path, folder)),
  isLikely: mayCallModels,
  async detect(files, { folder }) {
    const code = readServiceCode(files, folder).filter(
      ({ file }) => !scripts.test(file.path),
    );
    const configurations = files
      .filter(({ path }) => isConfiguration(path, folder))
      .map(readSource);
    const clientFiles = findClientFiles(code);
    const server = code.filter(source => !clientFiles.has(source));
    const all = [...code, ...configurations];
    return {
      found: {
        modelReferences: [
          ...code.flatMap(findModelReferences),
          ...configurations.flatMap(findConfiguredModels),
        ],
        modelClients: findModelClients(code),
        prompts: [
          ...files
            .filter(
              ({ path }) => isPromptFile(path) && isServicePart(path, folder),
            )
            .flatMap(findPromptFile),
          // A prompt in the browser can be replaced by each user.
          ...server.flatMap(findPromptConstants),
        ],
        callLimits: all.flatMap(findCallLimits),
        fallbacks: findFallbacks(all),
      },
    };
  },
};
