import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';

/** A repository on a host of the integrations. */
export interface GithubRepository {
  /** Such as `https://github.com`. */
  host: string;
  owner: string;
  name: string;
}

export interface RepositoryQuestion {
  repository: GithubRepository;
  /** Selection set of Repository. */
  selection: string;
}

/** The part of a query that all repositories share. */
export interface SharedQuery<T> {
  /** Schema of the answer to each question. */
  schema: z.ZodType<T>;
  /** Declarations such as `$since: GitTimestamp!`. */
  declarations?: string[];
  variables?: JsonObject;
  fragments?: string;
}

const errorSchema = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});

export const responseSchema = z.object({
  data: z
    .looseObject({
      rateLimit: z
        .object({
          limit: z.number(),
          remaining: z.number(),
          resetAt: z.iso.datetime().transform(text => new Date(text)),
        })
        .nullish(),
    })
    .nullish(),
  errors: z.array(errorSchema).optional(),
});

export function buildSharedQuery(
  questions: RepositoryQuestion[],
  { declarations = [], fragments = '' }: SharedQuery<unknown>,
): string {
  const variables = questions.map(
    (_, index) => `$owner${index}: String!, $name${index}: String!`,
  );
  const parts = questions.map(
    ({ selection }, index) =>
      `r${index}: repository(owner: $owner${index}, name: $name${index}) { ${selection} }`,
  );
  return `query (${[...variables, ...declarations].join(', ')}) {
  ${parts.join('\n  ')}
  rateLimit { cost limit remaining resetAt }
}
${fragments}`;
}

export function toRepositoryError(
  { host, owner, name }: GithubRepository,
  error: z.output<typeof errorSchema> | undefined,
): Error {
  const slug = `${owner}/${name}`;
  // An error in a required field makes the whole repository null.
  const field = error?.path?.slice(1).join('.');
  switch (error?.type) {
    case undefined:
      return new Error(
        `${host} returned no data for ${slug}${error ? `: ${error.message}` : ''}`,
      );
    case 'NOT_FOUND':
      return new NotFoundError(
        `${host} has no repository ${slug} for this token: correct the annotation github.com/project-slug, or give the token access`,
      );
    default:
      return new NotAllowedError(
        `${host} ${slug}${field ? `, ${field}` : ''}: ${error!.message}`,
      );
  }
}

/** Schema of a list. */
export const nodes = <T extends z.ZodRawShape>(fields: T) =>
  z.object({ nodes: z.array(z.object(fields)) });

/** Schema of a list that may have further pages. */
export const pageOfNodes = <T extends z.ZodRawShape>(fields: T) =>
  nodes(fields).extend({
    pageInfo: z.object({
      hasNextPage: z.boolean(),
      endCursor: z.string().nullish(),
    }),
  });
