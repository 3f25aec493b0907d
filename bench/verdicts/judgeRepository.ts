import { ConfigReader } from '@backstage/config';
import {
  compileRules,
  evaluate,
  parseRulePack,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  createRepositorySchema,
  readRepositoryConfig,
  readRepositoryFolder,
  rulePackFile,
} from '@paved-road/plugin-paved-road-node';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const rules = compileRules(
  (['default', 'language-models'] as const).map(name =>
    parseRulePack(readFileSync(rulePackFile(name), 'utf8'), name),
  ),
  { repository: createRepositorySchema(z) },
);

/** Judges a checkout by the built-in rule packs. */
export async function judgeRepository(
  root: string,
  folder: string,
  descriptor: string,
) {
  const entity = parse(descriptor);
  entity.metadata.namespace ??= 'default';
  const start = performance.now();
  const value = await readRepositoryFolder(root, {
    ...readRepositoryConfig(new ConfigReader({})),
    probes: rules.probes,
    folder,
  });
  const milliseconds = performance.now() - start;
  const evaluation = evaluate(rules, {
    entity,
    relations: toRelationFacts(entity, () => undefined),
    facts: { repository: { status: 'known', value } },
    unknownAssessment: 'The assessment is unknown offline.',
    waivers: [],
    now: new Date(),
  });
  return {
    results: evaluation?.results ?? [],
    files: value.files.length,
    milliseconds,
  };
}
