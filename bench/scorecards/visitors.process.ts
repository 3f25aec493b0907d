/* People at the pages of Paved Road at the same time, apart from the back end that they share. */
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Times } from './measure';
import { complete, requests, Subjects } from './pages';
import { answer, task } from './process';

export interface VisitorsTask {
  port: number;
  /** Of the accounts, which the visitors share. */
  tokens: string[];
  visitors: number;
  /** Seconds before anything is counted. */
  warmUp: number;
  seconds: number;
  subjects: Subjects;
  /** The first request of the first visitor; the others follow. */
  from: number;
}

export interface VisitorsResult {
  /** Milliseconds until the last byte, by request. */
  times: Record<string, Times>;
  /** Requests, from the first to the last. */
  answered: number;
  /** Answered per second of the measurement. */
  requestsPerSecond: number;
  /** Requests without an answer, by the code of the error. */
  failures: Record<string, number>;
}

const { port, tokens, visitors, warmUp, seconds, subjects, from } =
  task<VisitorsTask>();

/** Milliseconds between an answer and the next request; evenly spread. */
const thinking = { least: 1_500, most: 3_500 };

/** Keeps connections for as long as a proxy does, whatever the server announces. */
const agent = new Agent({ keepAlive: true });
Object.assign(agent, { keepSocketAlive: () => true });

async function main(): Promise<VisitorsResult> {
  const begin = performance.now() + warmUp * 1_000;
  const end = begin + seconds * 1_000;
  const times: Record<string, Times> = {};
  const failures: Record<string, number> = {};
  let answered = 0;
  let counted = 0;

  const send = (path: string, token: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      get({ agent, headers, host: '127.0.0.1', port, path }, response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', part => {
          text += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode!, text }),
        );
        response.on('error', reject);
      }).on('error', reject);
    });

  /** @returns why there is no answer, if so */
  async function ask(
    request: string,
    visitor: number,
  ): Promise<string | undefined> {
    const path = complete(request, subjects, visitor);
    try {
      const { status, text } = await send(
        `/api/paved-road${path}`,
        tokens[visitor % tokens.length],
      );
      if (status >= 400 && status < 500) {
        throw new Error(`${path}: ${status} ${text}`);
      }
      return status < 400 ? undefined : String(status);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code) {
        return code;
      }
      throw error;
    }
  }

  async function visit(visitor: number) {
    // Not all at once.
    await sleep(Math.random() * thinking.most);
    for (let turn = from + visitor; performance.now() < end; turn += 1) {
      const request = requests[turn % requests.length];
      const start = performance.now();
      const problem = await ask(request, visitor);
      if (problem) {
        failures[problem] = (failures[problem] ?? 0) + 1;
      } else {
        answered += 1;
        counted +=
          performance.now() >= begin && performance.now() < end ? 1 : 0;
      }
      // Also what takes longer than the measurement.
      if (start >= begin) {
        (times[request] ??= []).push(performance.now() - start);
      }
      const { least, most } = thinking;
      await sleep(least + Math.random() * (most - least));
    }
  }

  await Promise.all(
    Array.from({ length: visitors }, (_, index) => visit(index)),
  );
  return { times, answered, requestsPerSecond: counted / seconds, failures };
}

answer(main);
