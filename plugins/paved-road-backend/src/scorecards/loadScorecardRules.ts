import {
  resolvePackagePath,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import {
  compileRules,
  ParsedRulePack,
  parseRulePack,
  RulePack,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The rules that scorecards are evaluated by. */
export interface ScorecardRules {
  packs: RulePack[];
  rules: Rules;
  /** The level from which on an entity is on the road. */
  target: {
    level: string;
    /** 1 for the lowest level. */
    rank: number;
  };
}

const rulePacksKey = 'pavedRoad.scorecards.rulePacks';
const targetLevelKey = 'pavedRoad.scorecards.targetLevel';

/** A rule pack file, and where its name comes from. */
interface PackFile {
  /** As messages name it. */
  source: string;
  file: string;
  origin: string;
}

/**
 * Reads the rule packs that the config names, or else the one that comes with the plugin.
 *
 * @throws InputError that names the problems of all packs, with file, position and check
 */
export async function loadScorecardRules(
  config: RootConfigService,
): Promise<ScorecardRules> {
  const problems: string[] = [];
  const parsed: ParsedRulePack[] = [];
  for (const file of packFiles(config)) {
    try {
      parsed.push(await readPack(file));
    } catch (error) {
      problems.push(toError(error).message);
    }
  }
  // The packs that can be read are compiled nevertheless, so that an author sees all problems at once.
  const rules = compile(parsed, problems);
  if (!rules || problems.length > 0) {
    throw new InputError(problems.join('\n'));
  }
  return {
    packs: parsed.map(({ pack }) => pack),
    rules,
    target: findTarget(rules, config),
  };
}

function packFiles(config: RootConfigService): PackFile[] {
  const configured = config.getOptionalStringArray(rulePacksKey);
  if (configured) {
    return configured.map((source, index) => ({
      source,
      file: path.resolve(source),
      origin: `${rulePacksKey}.${index}`,
    }));
  }
  const source = 'rule-packs/ai-services.yaml';
  const origin = '@paved-road/plugin-paved-road-backend';
  return [{ source, file: resolvePackagePath(origin, source), origin }];
}

async function readPack(pack: PackFile): Promise<ParsedRulePack> {
  const text = await readFile(pack.file, 'utf8').catch(error => {
    throw new InputError(`${pack.origin}: cannot read it: ${error.message}`);
  });
  return parseRulePack(text, pack.source);
}

function compile(
  parsed: ParsedRulePack[],
  problems: string[],
): Rules | undefined {
  if (parsed.length === 0 && problems.length > 0) {
    return undefined;
  }
  try {
    return compileRules(parsed);
  } catch (error) {
    problems.push(toError(error).message);
    return undefined;
  }
}

function findTarget(
  { levels }: Rules,
  config: RootConfigService,
): ScorecardRules['target'] {
  const level = config.getOptionalString(targetLevelKey) ?? 'silver';
  const rank = levels.findIndex(({ id }) => id === level) + 1;
  if (rank === 0) {
    throw new InputError(
      `${targetLevelKey}: ${level} is not a level of the rule packs, use one of ${levels
        .map(({ id }) => id)
        .join(', ')}`,
    );
  }
  return { level, rank };
}
