import { FindingKindName } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { flatMapInTurns } from '../inTurns';
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
import { findModelClients, findUnreadClients } from './modelClients';
import {
  findConfiguredModels,
  findDeployedModels,
  findModelReferences,
} from './modelReferences';
import { findPromptConstants, findPromptFile, isPromptFile } from './prompts';

const configuration =
  /(^|\/)([^/]*(values|config|settings|application|models?|llms?|compose|deployment|env)[^/]*\.(ya?ml|toml|tf|properties)|appsettings[^/]*\.json|[^/]*\.parameters\.json|[^/]*\.bicep|[^/]*\.tfvars|\.env[^/]*)$|(^|\/)(env|config|chart|deploy|deployment)\/[^/]+\.ya?ml$/i;
const declaration = /(^|\/)ai\/llm\.ya?ml$/;
const template = /\.(bicep|parameters\.json)$/;
/** Code for developers, which does not run in the service. */
const scripts = /(^|\/)scripts\//;

const isConfiguration = (path: string, folder: string) =>
  configuration.test(path) &&
  !declaration.test(path) &&
  isServicePart(path, folder);

const llmKinds: FindingKindName[] = [
  'modelReferences',
  'modelClients',
  'prompts',
  'callLimits',
  'fallbacks',
];

/** Finds names of models, limits, prompts, clients and fallbacks in code. */
export const llmCodeDetector: Detector = {
  id: 'llm-code',
  version: 2,
  title: 'Code that calls language models',
  kinds: llmKinds,
  searched:
    'source code and configuration of the service, without tests, examples and evaluations',
  reads:
    'names of models where they are values, limits of tokens and steps, prompts as files or constants, clients in Python, JavaScript, C#, Java, Go and Ruby with their timeouts, fallback models and gateways, as text',
  ignores:
    'values of environment variables without a default, and names that are compared or only listed',
  recognises: (path, folder) =>
    isServiceCode(path, folder) ||
    isConfiguration(path, folder) ||
    (isPromptFile(path) && isServicePart(path, folder)),
  isLikely: mayCallModels,
  async detect(files, { folder, files: paths }) {
    const code = (await readServiceCode(files, folder)).filter(
      ({ file }) => !scripts.test(file.path),
    );
    const configurations = await flatMapInTurns(
      files.filter(({ path }) => isConfiguration(path, folder)),
      file => [readSource(file)],
    );
    const clientFiles = findClientFiles(code);
    const server = code.filter(source => !clientFiles.has(source));
    const all = [...code, ...configurations];
    const found = {
      modelReferences: [
        ...(await flatMapInTurns(code, findModelReferences)),
        ...configurations.flatMap(source =>
          template.test(source.file.path)
            ? findDeployedModels(source)
            : findConfiguredModels(source),
        ),
      ],
      modelClients: findModelClients(code, paths),
      prompts: [
        ...files
          .filter(
            ({ path }) => isPromptFile(path) && isServicePart(path, folder),
          )
          .flatMap(findPromptFile),
        // A prompt in the browser can be replaced by each user.
        ...(await flatMapInTurns(
          [...server, ...configurations],
          findPromptConstants,
        )),
      ],
      callLimits: await flatMapInTurns(all, findCallLimits),
      fallbacks: findFallbacks(all),
    };
    // Without code, nothing is missed.
    const isSilent =
      code.length > 0 &&
      [found.modelReferences, found.modelClients, found.prompts].every(
        list => list.length === 0,
      ) &&
      !paths.some(path => declaration.test(path));
    return {
      found,
      unread: [
        ...findUnreadClients(code),
        ...(isSilent
          ? [
              {
                subject: 'source code',
                problem: 'no call of a language model is recognised',
                kinds: llmKinds,
              },
            ]
          : []),
      ],
    };
  },
};
