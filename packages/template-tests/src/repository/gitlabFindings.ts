import { parse } from 'yaml';

/** Keys at the top of a pipeline of GitLab that are no jobs. */
const keywords = new Set([
  'cache',
  'default',
  'include',
  'image',
  'services',
  'spec',
  'stages',
  'variables',
  'workflow',
]);

/**
 * What is wrong with a pipeline of GitLab: jobs that run nothing, in a stage that there is not, after a
 * job that there is not, or in an image that may be another one tomorrow.
 *
 * @param files - the pipeline and what it includes
 */
export function gitlabFindings(files: string[]): string[] {
  const documents = files.map(text => parse(text));
  const entries = documents.flatMap(document => Object.entries<any>(document));
  const jobs = new Map(entries.filter(([name]) => !keywords.has(name)));
  const stages: string[] = documents.flatMap(({ stages: own }) => own ?? []);
  const visible = [...jobs].filter(([name]) => !name.startsWith('.'));
  return [
    ...(visible.length > 0 ? [] : ['there is no job']),
    ...visible.flatMap(([name]) => {
      const job = extended(name, jobs);
      const needs = (job.needs ?? []).map((need: any) => need.job ?? need);
      return Object.entries({
        'runs something': Boolean(job.script ?? job.trigger),
        [`is in a stage that there is, not ${job.stage}`]: stages.includes(
          job.stage,
        ),
        [`needs jobs that there are, not ${needs}`]: needs.every(
          (need: string) => jobs.has(need),
        ),
        'extends what there is': job.missing.length === 0,
        'runs in an image that has a version': hasVersion(job.image),
      })
        .filter(([, isKept]) => !isKept)
        .map(([rule]) => `${name}: ${rule}`);
    }),
  ];
}

/** A job with what it extends, nearest first. */
function extended(name: string, jobs: Map<string, any>): any {
  const job = jobs.get(name);
  if (!job) {
    return { missing: [name] };
  }
  return [job.extends ?? []].flat().reduce(
    (result, base) => {
      const { missing, ...rest } = extended(base, jobs);
      return { ...rest, ...result, missing: [...result.missing, ...missing] };
    },
    { missing: [], ...job },
  );
}

function hasVersion(image: any): boolean {
  const name = image?.name ?? image ?? '';
  return /[:@]/.test(name) && !/:latest$/.test(name);
}
