/* People at the pages of Paved Road at the same time, apart from the back end that they share. */
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Times } from './measure';
import { answer, task } from './process';

export interface VisitorsTask {
  port: number;
  /** Their accounts, and the requests of all pages, in the same order for each visitor. */
  visitors: { token: string; paths: string[] }[];
  /** Seconds before anything is counted. */
  warmUp: number;
  seconds: number;
  /** The first request of the first visitor; the others follow. */
  from: number;
}

export interface VisitorsResult {
  /** Milliseconds until the last byte, by request of the first visitor. */
  times: Record<string, Times>;
  /** Requests, from the first to the last. */
  answered: number;
  /** Answered per second of the measurement. */
  requestsPerSecond: number;
  /** Codes of the errors of requests without an answer. */
  failures: string[];
}

const { port, visitors, warmUp, seconds, from } = task<VisitorsTask>();

/** Milliseconds between an answer and the next request; evenly spread. */
const thinking = { least: 1_500, most: 3_500 };

/** Keeps connections for as long as a proxy does, whatever the server announces. */
const agent = new Agent({ keepAlive: true });
Object.assign(agent, { keepSocketAlive: () => true });

async function main(): Promise<VisitorsResult> {
  const begin = performance.now() + warmUp * 1_000;
  const end = begin + seconds * 1_000;
  const times: Record<string, Times> = {};
  const failures: string[] = [];
  let answered = 0;
  let counted = 0;

  /** @returns why there is no answer, if so */
  const ask = (path: string, token: string) =>
    new Promise<string | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      const fail = (error: NodeJS.ErrnoException) =>
        error.code ? resolve(error.code) : reject(error);
      get({ agent, headers, host: '127.0.0.1', port, path }, response => {
        const { statusCode: status = 0 } = response;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', part => {
          text += part;
        });
        response.on('end', () =>
          status >= 400 && status < 500
            ? reject(new Error(`${path}: ${status} ${text}`))
            : resolve(status < 400 ? undefined : String(status)),
        );
        response.on('error', fail);
      }).on('error', fail);
    });

  async function visit(visitor: number) {
    const { token, paths } = visitors[visitor];
    // Not all at once.
    await sleep(Math.random() * thinking.most);
    for (let turn = from + visitor; performance.now() < end; turn += 1) {
      const request = turn % paths.length;
      const start = performance.now();
      const problem = await ask(`/api/paved-road${paths[request]}`, token);
      if (problem) {
        failures.push(problem);
      } else {
        answered += 1;
        counted +=
          performance.now() >= begin && performance.now() < end ? 1 : 0;
      }
      // Also what takes longer than the measurement.
      if (start >= begin) {
        (times[visitors[0].paths[request]] ??= []).push(
          performance.now() - start,
        );
      }
      const { least, most } = thinking;
      await sleep(least + Math.random() * (most - least));
    }
  }

  await Promise.all(visitors.map((_, index) => visit(index)));
  return { times, answered, requestsPerSecond: counted / seconds, failures };
}

answer(main);
