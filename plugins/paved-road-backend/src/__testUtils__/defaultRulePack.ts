import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  Evaluation,
  FactOutcome,
} from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  evaluate,
  parseRulePack,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import { createRepositorySchema } from '@paved-road/plugin-paved-road-node';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createRepositoryCollector } from '../facts/repository/createRepositoryCollector';

/** Folder of the project. */
const projectFolder = path.join(
  resolvePackagePath('@paved-road/plugin-paved-road-backend'),
  '../..',
);

/** The text of a file of the project. */
export const readProjectFile = (file: string) =>
  readFileSync(path.join(projectFolder, file), 'utf8');

/** The rule pack that comes with the plugin, as YAML. */
export const defaultRulePack = readProjectFile(
  'plugins/paved-road-node/rule-packs/ai-services.yaml',
);

/** Of the facts that come with the plugin. */
export const factSchemas = { repository: createRepositorySchema(z) };

export const defaultRules = compileRules(
  [parseRulePack(defaultRulePack, 'ai-services.yaml')],
  factSchemas,
);

/** An AI service that shows nothing. */
export function createAiService(
  annotations: Record<string, string> = {},
  rest: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'parcel-questions', annotations },
    spec: { type: 'ai-service' },
    ...rest,
  };
}

/** The rules of the pack for language models. */
export const languageModelRules = compileRules(
  [
    parseRulePack(
      readProjectFile(
        'plugins/paved-road-node/rule-packs/language-models.yaml',
      ),
      'language-models.yaml',
    ),
  ],
  factSchemas,
);

/** What the collector finds in a folder for these rules. */
export async function readRepository(
  folder: string,
  rules = defaultRules,
): Promise<FactOutcome> {
  const collector = createRepositoryCollector({
    urlReader: mockServices.urlReader.mock(),
    config: mockServices.rootConfig({
      data: {
        pavedRoad: {
          facts: {
            repository: { folders: [{ path: path.dirname(folder) }] },
          },
        },
      },
    }),
    probes: () => rules.probes,
  });
  const fact = await collector.collect({
    entity: createAiService({
      'backstage.io/source-location': `file:${folder}/`,
    }),
    signal: new AbortController().signal,
  });
  return { status: 'known', value: 'value' in fact ? fact.value : undefined };
}

/** Evaluates the default rules where all targets of relations exist, and resources are models. */
export function evaluateByDefault(
  entity: Entity,
  repository: FactOutcome,
  assessment?: AssessmentFacts,
): Evaluation {
  return evaluate(defaultRules, {
    entity,
    relations: toRelationFacts(entity, ref =>
      ref.startsWith('resource:') ? { type: 'ai-model' } : {},
    ),
    assessment,
    facts: { repository },
    waivers: [],
    now: new Date(),
  })!;
}
