import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Truth = 'pass' | 'fail' | 'unknown' | 'not-applicable';

/** The verdict that a judge calls right, for a check on a repository or one of its folders. */
export interface Judgement {
  repository: string;
  /** Empty for the whole repository. */
  folder: string;
  check: string;
  truth: Truth;
  /** Whether the checks of version 2.2.0, which read paths, were right; undefined if they were not judged. */
  rightBefore?: boolean;
  /** Why the truth is debatable; empty if it is not. */
  disputed: string;
  why: string;
}

/** A row of `verdicts.json` in a corpus. `why` begins with the kind of the error if the verdict is wrong. */
interface CorpusVerdict {
  repo: string;
  check: string;
  verdict: Truth;
  right: boolean;
  why: string;
}

const truthByError: [RegExp, Truth][] = [
  [/^false pass/, 'fail'],
  [/^false fail/, 'pass'],
  [/^wrongly applicable/, 'not-applicable'],
  [/^wrong instead of unknown/, 'unknown'],
];

function toJudgement(row: CorpusVerdict): Judgement {
  const { repo, check, verdict, right, why } = row;
  const [, repository, folder = ''] =
    /^(.*?)(?: \(folder (.*)\))?$/.exec(repo) ?? [];
  return {
    repository,
    folder,
    check,
    truth: right
      ? verdict
      : (truthByError.find(([kind]) => kind.test(why))?.[1] ?? 'pass'),
    rightBefore: right,
    disputed: '',
    why,
  };
}

function readTable(name: string): Record<string, string>[] {
  const [head, ...rows] = readFileSync(
    path.join('bench/verdicts', name),
    'utf8',
  )
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t'));
  return rows.map(row =>
    Object.fromEntries(head.map((title, index) => [title, row[index]])),
  );
}

/** Our judgements, and a corpus's judgements on repositories that we have not judged. */
export function readJudgements(corpus: string): Judgement[] {
  const own = readTable('judgements.tsv').map(
    row =>
      ({
        ...row,
        truth: row.truth.replace(' ', '-'),
        rightBefore:
          row.rightBefore === '' ? undefined : row.rightBefore === 'yes',
      }) as Judgement,
  );
  const file = path.join(corpus, 'verdicts.json');
  const others: CorpusVerdict[] = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : [];
  const known = new Set(own.map(({ repository }) => repository));
  return [
    ...own,
    ...others
      .map(toJudgement)
      .filter(({ repository }) => !known.has(repository)),
  ];
}

/** Commits of the judged repositories, and what the catalog says of them. */
export function listRepositories() {
  return readTable('repositories.tsv') as {
    repository: string;
    commit: string;
    pattern: string;
    type: string;
  }[];
}
