/*
 * Compares the verdicts on real repositories with independent judgements: errors per check, and time per repository. Reads
 * the checkouts or archives in --corpus <folder>. Fails if a target is missed without the debatable judgements; --wrong
 * lists each wrong verdict, --repo selects repositories by a part of their names.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { judgeRepository } from './verdicts/judgeRepository';
import {
  Judgement,
  listRepositories,
  readJudgements,
} from './verdicts/judgements';
import {
  ComparedVerdict,
  compareVerdicts,
  listMissed,
  summarise,
  writeReport,
} from './verdicts/report';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '../shared/corpus' },
    repo: { type: 'string', default: '' },
    wrong: { type: 'boolean', default: false },
  },
});

/** The repositories in the corpus, as `owner+name` folders or archives, there or in its folder `repositories`. */
function listCheckouts(corpus: string): Map<string, string> {
  return new Map(
    ['.', 'repositories']
      .map(folder => path.join(corpus, folder))
      .filter(folder => existsSync(folder))
      .flatMap(folder =>
        readdirSync(folder)
          .filter(name => name.includes('+'))
          .map(name => [
            name.replace(/\.tar\.\w+$/, '').replace('+', '/'),
            path.join(folder, name),
          ]),
      ),
  );
}

/** What the catalog says of a repository: its descriptor in the corpus, or a production service with its pattern. */
function readDescriptor(corpus: string, repository: string): string {
  const name = repository.replace('/', '+');
  const file = path.join(corpus, 'descriptors', `${name}.yaml`);
  if (existsSync(file)) {
    return readFileSync(file, 'utf8');
  }
  const known = listRepositories().find(item => item.repository === repository);
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: name.split('+')[1],
      description: `The service of ${repository}, judged for a test.`,
      tags: ['llm'],
      annotations: {
        'backstage.io/source-location': `url:https://github.com/${repository}/`,
        ...(known && { 'paved-road.io/pattern': known.pattern }),
      },
    },
    spec: {
      type: known?.type ?? 'ai-service',
      lifecycle: 'production',
      owner: 'group:default/somebody',
    },
  });
}

async function judgeCheckout(
  checkout: string,
  judgements: Judgement[],
  descriptor: string,
): Promise<ComparedVerdict[]> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'paved-road-verdicts-'));
  const compared: ComparedVerdict[] = [];
  try {
    let root = checkout;
    if (/\.tar\.\w+$/.test(checkout)) {
      root = scratch;
      execFileSync('tar', ['xf', checkout, '-C', scratch]);
    }
    for (const [folder, ofFolder] of Map.groupBy(
      judgements,
      item => item.folder,
    )) {
      const { results, files, milliseconds } = await judgeRepository(
        root,
        folder,
        descriptor,
      );
      compared.push(...compareVerdicts(ofFolder, results));
      console.log(
        `${judgements[0].repository}${folder && `/${folder}`}: ${files} files, ${milliseconds.toFixed(0)} ms`,
      );
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  return compared;
}

async function main() {
  const { corpus } = options;
  const checkouts = listCheckouts(corpus);
  if (checkouts.size === 0) {
    console.log(
      `${corpus} has no repositories. To judge verdicts, check out repositories of bench/verdicts/repositories.tsv at their commits as <owner>+<name> in a folder, and name it with --corpus.`,
    );
    return;
  }
  const byRepository = Map.groupBy(
    readJudgements(corpus),
    ({ repository }) => repository,
  );
  const all: ComparedVerdict[] = [];
  for (const [repository, checkout] of checkouts) {
    const judgements = byRepository.get(repository);
    if (judgements && repository.includes(options.repo)) {
      all.push(
        ...(await judgeCheckout(
          checkout,
          judgements,
          readDescriptor(corpus, repository),
        )),
      );
    }
  }
  console.log(writeReport(all, options.wrong));
  const { maxRSS } = process.resourceUsage();
  console.log(`Memory of the whole process: ${Math.round(maxRSS / 1024)} MB`);
  const missed = listMissed(
    summarise(all.filter(({ judgement }) => !judgement.disputed)),
  );
  if (missed.length > 0 && !options.repo) {
    console.error(`Missed: ${missed.join('; ')}`);
    process.exitCode = 1;
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
