/*
 * Compares the verdicts on real repositories with judgements of people: precision per check, false passes and false
 * fails, wrongly applicable and wrongly unknown ones, and time and memory per repository. Needs --corpus <folder>.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { judgeRepository } from './verdicts/judgeRepository';
import { compareVerdicts, Judgement, writeReport } from './verdicts/report';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    repo: { type: 'string' },
    wrong: { type: 'boolean' },
  },
});

async function main() {
  const { corpus } = options;
  if (!corpus || !existsSync(path.join(corpus, 'verdicts.json'))) {
    console.log(
      'verdicts: skipped. Use --corpus=<folder> with verdicts.json, descriptors/ and repositories/, see docs/reference/verdicts.md',
    );
    return;
  }
  const judgements: Judgement[] = JSON.parse(
    readFileSync(path.join(corpus, 'verdicts.json'), 'utf8'),
  );
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'paved-road-verdicts-'));
  const shown = [];
  try {
    for (const archive of readdirSync(path.join(corpus, 'repositories'))) {
      const [name] = archive.split('.tar.xz');
      const repo = name.replace('+', '/');
      if (options.repo && !repo.includes(options.repo)) {
        continue;
      }
      const root = mkdtempSync(path.join(scratch, 'repository-'));
      execFileSync('tar', ['xf', path.join(corpus, 'repositories', archive), '-C', root]);
      const descriptor = readFileSync(
        path.join(corpus, 'descriptors', `${name}.yaml`),
        'utf8',
      );
      for (const [judged, folder] of listJudged(judgements, repo)) {
        const result = await judgeRepository(root, folder, descriptor);
        shown.push(...compareVerdicts(judgements, judged, result.results));
        console.log(
          `${judged}: ${result.files} files, ${result.milliseconds.toFixed(0)} ms`,
        );
      }
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  console.log(writeReport(shown, options.wrong ?? false));
}

/** The repository and its judged folders. */
function listJudged(judgements: Judgement[], repo: string): [string, string][] {
  const names = new Set(
    judgements
      .map(judgement => judgement.repo)
      .filter(name => name === repo || name.startsWith(`${repo} (folder `)),
  );
  return [...names].map(name => [
    name,
    /\(folder (.*)\)$/.exec(name)?.[1] ?? '',
  ]);
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
