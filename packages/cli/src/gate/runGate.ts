import { ConfigReader } from '@backstage/config';
import { LocatedVerdict } from '@paved-road/plugin-paved-road-common';
import {
  isRulePackName,
  readRepositoryConfig,
  readRepositoryFolder,
  RepositoryValue,
  rulePackFile,
} from '@paved-road/plugin-paved-road-node';
import { CliContext, exitCodes, UndecidedError } from '../types';
import { createOfflineJudge } from './createOfflineJudge';
import { createPortalJudge } from './createPortalJudge';
import { GateOptions } from './gateCommand';
import { Judge } from './Judge';
import { chooseEntities, readCheckout } from './readCheckout';
import { report } from './report';

/**
 * Judges a checkout and reports the verdict.
 *
 * @throws Error if it cannot decide
 */
export async function runGate(
  options: GateOptions,
  context: CliContext,
): Promise<number> {
  if (options.output !== undefined && options.format === undefined) {
    throw new UndecidedError(
      `--output ${options.output}: choose a format with --format`,
    );
  }
  const signal = AbortSignal.timeout(options.timeout * 1_000);
  const checkout = await readCheckout(options, context);
  const judge = await createJudge(options, context, signal);
  const chosen = chooseEntities(checkout, options.entity, judge);
  let repository: RepositoryValue | undefined;
  const verdicts: LocatedVerdict[] = [];
  for (const { entity, ref, file } of chosen) {
    const hasCode = entity.kind === 'Component';
    if (hasCode) {
      repository ??= await readRepositoryFolder(checkout.root, {
        folder: checkout.folder,
        ...readRepositoryConfig(new ConfigReader({})),
        probes: judge.probes,
        signal,
      });
    }
    const companions = checkout.entities
      .filter(other => other.ref !== ref)
      .map(other => other.entity);
    const result = await judge.judge(
      { entity, companions, repository: hasCode ? repository : undefined },
      options.minLevel,
    );
    verdicts.push({ result, file });
  }
  const notes = judge.notesOn(verdicts.map(({ result }) => result));
  await report(verdicts, notes, options, context);
  return verdicts.every(({ result }) => result.verdict === 'allow')
    ? exitCodes.allowed
    : exitCodes.denied;
}

async function createJudge(
  { portal, rulePack, defaultRules, filter }: GateOptions,
  { cwd, env }: CliContext,
  signal: AbortSignal,
): Promise<Judge> {
  if (portal !== undefined) {
    return await createPortalJudge({
      url: portal,
      token: env.PAVED_ROAD_TOKEN,
      signal,
    });
  }
  const named = [...(defaultRules ? ['default'] : []), ...(rulePack ?? [])];
  if (named.length === 0) {
    throw new UndecidedError(
      'There are no rules, use --portal <url>, --rule-pack <name or file> or --default-rules',
    );
  }
  const files = [...new Set(named)].map(name =>
    isRulePackName(name) ? rulePackFile(name) : name,
  );
  return await createOfflineJudge(files, cwd, filter);
}
