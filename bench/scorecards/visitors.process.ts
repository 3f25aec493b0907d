/* People at the pages of Paved Road at the same time, apart from the back end that they share. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Times } from './measure';
import { answer, task } from './process';

export interface VisitorsTask {
  port: number;
  /** Of the accounts, which the visitors share. */
  tokens: string[];
  visitors: number;
  /** Seconds before anything is counted. */
  warmUp: number;
  seconds: number;
}

export interface VisitorsResult {
  /** Milliseconds until the last byte, or until the end for what was not answered by then. */
  times: Times;
  /** That were answered. */
  requestsPerSecond: number;
}

const { port, tokens, visitors, warmUp, seconds } = task<VisitorsTask>();

/** Milliseconds between an answer and the next request; evenly spread. */
const thinking = { least: 1_500, most: 3_500 };

/** What the pages ask for. */
const paths = [
  '/scorecards',
  '/scorecards?sort=level',
  '/scorecards?sort=-score&level=bronze',
  '/scorecards?owner=group:default/team-42',
  '/scorecards?check=model-card&state=fail&sort=score',
  '/scorecards?q=service-00004',
  '/scorecards/summary?groupBy=level',
  '/scorecards/summary?groupBy=team',
  '/scorecards/summary?groupBy=owner&limit=50',
  '/scorecards/summary?groupBy=check',
  '/scorecards/pattern-mix',
  '/scorecards/trend?days=90',
  '/checks/model-card/results?state=fail',
  '/assessments',
  '/waivers',
];

async function main(): Promise<VisitorsResult> {
  const begin = performance.now() + warmUp * 1_000;
  const end = begin + seconds * 1_000;
  // Unlike a timeout of a signal, a timer keeps the process alive.
  const ending = new AbortController();
  const isOver = ending.signal;
  setTimeout(() => ending.abort(), (warmUp + seconds) * 1_000);
  const times: Times = [];
  let answered = 0;

  const ask = async (path: string, token: string) => {
    const send = () =>
      fetch(`http://127.0.0.1:${port}/api/paved-road${path}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: isOver,
      });
    // Like a browser, again if the idle connection was closed at the same moment.
    const response = await send().catch(error =>
      error.cause?.code === 'ECONNRESET' ? send() : Promise.reject(error),
    );
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${text}`);
    }
  };

  async function visit(visitor: number) {
    const token = tokens[visitor % tokens.length];
    // Not all at once.
    await sleep(Math.random() * thinking.most);
    for (let turn = visitor; performance.now() < end; turn += 1) {
      const start = performance.now();
      try {
        await ask(paths[turn % paths.length], token);
        answered += performance.now() >= begin ? 1 : 0;
      } catch (error) {
        if (!isOver.aborted) {
          throw error;
        }
      }
      if (performance.now() >= begin) {
        times.push(performance.now() - start);
      }
      const { least, most } = thinking;
      await sleep(least + Math.random() * (most - least));
    }
  }

  await Promise.all(
    Array.from({ length: visitors }, (_, index) => visit(index)),
  );
  return { times, requestsPerSecond: answered / seconds };
}

answer(main);
