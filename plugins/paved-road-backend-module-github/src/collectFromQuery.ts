import {
  CollectedFact,
  collectInBatches,
  FactCollector,
  hasRepositoryOn,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { GithubApi, RepositoryAnswer } from './GithubApi';
import { GithubRepository, SharedQuery } from './githubQuery';

interface List {
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  nodes: unknown[];
}

/** A fact that one query reads for several repositories. */
interface FactQuery<T extends Part, Part, F> {
  /** Repositories per query. */
  size: number;
  /** @param now - milliseconds since 1970 */
  query(now: number): SharedQuery<T> & { selection: string };
  /** A list that may have further pages, which are queried for the repositories that have them. */
  list: {
    of(answer: Part): List | null | undefined;
    schema: z.ZodType<Part>;
    /** @param after - argument of the page */
    selection(after: string): string;
    /** Variables that the selection uses. */
    declarations?: string[];
    mostPages: number;
  };
  /** @returns a fact for each repository, in the same order */
  toFacts(
    answered: Array<AnsweredRepository<T>>,
    now: number,
  ): Promise<Array<CollectedFact<F>>>;
}

export interface AnsweredRepository<T> {
  repository: GithubRepository;
  answer: RepositoryAnswer<T>;
}

/** The part of a collector that queries GitHub. If a repository cannot be read, only its own fact fails. */
export function collectFromQuery<T extends Part, Part, F>(
  api: GithubApi,
  factQuery: FactQuery<T, Part, F>,
): Pick<
  FactCollector<F>,
  'cost' | 'timeout' | 'filter' | 'sourceOf' | 'collect' | 'batch'
> {
  return {
    cost: 'high',
    timeout: { minutes: 2 },
    filter: hasRepositoryOn(api.annotation),
    sourceOf: entity => api.sourceOf(entity),
    ...collectInBatches<GithubRepository, F>({
      size: factQuery.size,
      toTarget: ({ entity }) => api.findRepository(entity),
      async collect(items, signal) {
        const now = Date.now();
        const { selection, ...shared } = factQuery.query(now);
        const repositories = items.map(({ target }) => target);
        const answers = await api.ask(
          repositories.map(repository => ({ repository, selection })),
          shared,
          signal,
        );
        const found = new Map(
          repositories.map((repository, index) => [repository, answers[index]]),
        );
        await readFurtherPages(api, found, factQuery.list, shared, signal);
        const answered = [...found].flatMap(([repository, answer]) =>
          answer instanceof Error ? [] : [{ repository, answer }],
        );
        const facts = await factQuery.toFacts(answered, now);
        const results = new Map<unknown, CollectedFact<F> | Error>([
          ...(found as Map<unknown, Error>),
          ...answered.map(
            ({ repository }, index) => [repository, facts[index]] as const,
          ),
        ]);
        return repositories.map(repository => results.get(repository)!);
      },
    }),
  };
}

/** Adds further pages to the lists in the answers, up to `mostPages`. */
async function readFurtherPages<T extends Part, Part>(
  api: GithubApi,
  found: Map<GithubRepository, RepositoryAnswer<T> | Error>,
  list: FactQuery<T, Part, unknown>['list'],
  { variables = {} }: SharedQuery<T>,
  signal: AbortSignal,
): Promise<void> {
  const { declarations = [], schema } = list;
  for (let page = 0; page < list.mostPages; page += 1) {
    const unfinished = [...found].flatMap(([repository, answer]) => {
      const known = answer instanceof Error ? undefined : list.of(answer.data);
      return known?.pageInfo.hasNextPage ? [{ repository, known }] : [];
    });
    if (unfinished.length === 0) {
      return;
    }
    const answers = await api.ask(
      unfinished.map(({ repository, known }) => ({
        repository,
        selection: list.selection(
          `, after: ${JSON.stringify(known.pageInfo.endCursor)}`,
        ),
      })),
      {
        schema,
        declarations,
        variables: Object.fromEntries(
          Object.entries(variables).filter(([name]) =>
            declarations.some(declared => declared.startsWith(`$${name}:`)),
          ),
        ),
      },
      signal,
    );
    unfinished.forEach(({ repository, known }, index) => {
      const answer = answers[index];
      const next = answer instanceof Error ? answer : list.of(answer.data);
      if (next && !(next instanceof Error)) {
        known.nodes.push(...next.nodes);
        known.pageInfo = next.pageInfo;
      } else {
        found.set(
          repository,
          next ?? new Error('GitHub returned no further page of a list'),
        );
      }
    });
  }
}
