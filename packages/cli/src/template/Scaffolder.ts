import { ResponseError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { createFetch } from '../createPortal';
import { explainPortalError } from '../explainPortalError';
import { UndecidedError } from '../types';
import { SkeletonFile, Step, Template } from './Template';

/** What a dry run has made of a template. */
export type DryRun =
  | {
      status: 'rendered';
      files: SkeletonFile[];
      log: { stepId: string; message: string }[];
    }
  /** The form does not accept the values. */
  | { status: 'refused'; field?: string; message: string }
  | { status: 'failed'; message: string }
  /** The scaffolder does not answer, so that nothing else can be asked. */
  | { status: 'ended'; message: string };

/** Values of secrets, so that they are found in files. */
export const secretMarker = 'secret-of-the-template-test-';

/** Milliseconds of a dry run. */
const longestRun = 15_000;

const actionsSchema = z.array(z.object({ id: z.string() }));

const answerSchema = z.union([
  z
    .object({
      log: z.array(
        z.object({
          body: z.object({
            stepId: z.string().default(''),
            message: z.string(),
          }),
        }),
      ),
      directoryContents: z.array(
        z.object({ path: z.string(), base64Content: z.string() }),
      ),
    })
    .transform(({ log, directoryContents }): DryRun => ({
      status: 'rendered',
      log: log.map(({ body }) => body),
      files: directoryContents.map(({ path, base64Content }) => ({
        path,
        content: Buffer.from(base64Content, 'base64'),
      })),
    })),
  z
    .object({
      errors: z.tuple(
        [z.object({ property: z.string().default(''), message: z.string() })],
        z.unknown(),
      ),
    })
    .transform(({ errors: [{ property, message }] }): DryRun => {
      const text = `${property} ${message}`;
      const [, field] = /\binstance\.(\w+)/.exec(text) ?? [];
      return { status: 'refused', field, message: text };
    }),
  z
    .object({ error: z.object({ message: z.string() }) })
    .transform(({ error: { message } }): DryRun => ({
      status: 'failed',
      message,
    })),
]);

/** The scaffolder of a portal, or of its packages on this machine. */
export class Scaffolder {
  constructor(
    private readonly options: {
      url: string;
      token: string | undefined;
      signal: AbortSignal;
    },
  ) {}

  /** @throws UndecidedError that explains the problem */
  async listActions(): Promise<Set<string>> {
    const response = await this.#call('/v2/actions').catch(error => {
      throw explainPortalError(error, this.options);
    });
    if (!response.ok) {
      throw await this.#explain(response);
    }
    const list = actionsSchema.safeParse(
      await response.json().catch(() => undefined),
    );
    if (!list.success) {
      throw new UndecidedError(
        `${this.options.url} did not respond with actions: is it the URL of a Backstage back end?`,
      );
    }
    return new Set(list.data.map(({ id }) => id));
  }

  /** @throws UndecidedError if the portal refuses dry runs */
  async dryRun(
    { entity, files }: Template,
    steps: Step[],
    values: JsonObject,
    secrets: string[],
  ): Promise<DryRun> {
    let response: Response;
    try {
      response = await this.#call('/v2/dry-run', {
        template: { ...entity, spec: { ...entity.spec, steps } },
        values,
        secrets: Object.fromEntries(
          secrets.map(name => [name, `${secretMarker}${name}`]),
        ),
        directoryContents: files.map(({ path, content }) => ({
          path,
          base64Content: content.toString('base64'),
        })),
      });
    } catch (error) {
      this.options.signal.throwIfAborted();
      const isLate = (error as Error).name === 'TimeoutError';
      const message = isLate
        ? `it does not end within ${longestRun / 1000} s`
        : 'it ends the scaffolder, which may need more memory';
      return { status: 'ended', message };
    }
    if ([401, 413, 429].includes(response.status)) {
      throw await this.#explain(response);
    }
    const body = await response.json().catch(() => undefined);
    const answer = answerSchema.safeParse(body);
    if (!answer.success) {
      throw new UndecidedError(
        `${this.options.url} answers a dry run with ${response.status} and nothing that this version can read`,
      );
    }
    return answer.data;
  }

  async #call(path: string, body?: object): Promise<Response> {
    const { url, signal, token } = this.options;
    const limit = AbortSignal.timeout(longestRun);
    const call = createFetch({
      token,
      signal: AbortSignal.any([signal, limit]),
    });
    return await call(`${url}/api/scaffolder${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
  }

  async #explain(response: Response): Promise<Error> {
    const error = await ResponseError.fromResponse(response);
    return explainPortalError(error, { ...this.options, plugin: 'scaffolder' });
  }
}
