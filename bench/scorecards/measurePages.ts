import { Knex } from 'knex';
import { Client } from './backendConfig';
import { Times } from './measure';

export interface MeasuredPage {
  name: string;
  times: Times;
  bytes: number;
  /** Of the last request. */
  queries: number;
}

/** Asks for each page several times, one request after another. */
export async function measurePages(
  { knex, call }: { knex: Knex; call: Client },
  pages: [name: string, path: string][],
  repetitions: number,
): Promise<MeasuredPage[]> {
  let queries = 0;
  knex.on('query', () => {
    queries += 1;
  });
  const results: MeasuredPage[] = [];
  for (const [name, path] of pages) {
    const times: Times = [];
    let bytes = 0;
    for (let run = 0; run < repetitions; run += 1) {
      queries = 0;
      const response = await call(`/paved-road${path}`);
      times.push(response.milliseconds);
      bytes = response.bytes;
    }
    results.push({ name, times, bytes, queries });
  }
  return results;
}
