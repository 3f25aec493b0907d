import { ResponseError, toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { explainPortalError } from '../explainPortalError';
import { UndecidedError } from '../types';
import { findReferences } from './findings';
import { findRefusedHost } from './localScaffolder';
import { SkeletonFile, Step, Template } from './Template';

/** What a dry run has made of a template. */
export type Rendering =
  | { status: 'rendered'; files: SkeletonFile[] }
  /** The form does not accept the values. */
  | { status: 'refused'; field?: string; message: string }
  /** If it has ended, the scaffolder does not answer, so that nothing else can be asked. */
  | { status: 'failed' | 'ended'; step?: Step; message: string };

/** Values of secrets, so that they are found in files. */
export const secretMarker = 'secret-of-the-template-test-';

/** Milliseconds of a dry run. */
const longestRun = 15_000;

interface Answer {
  log?: { body: { stepId?: string; message: string } }[];
  directoryContents?: { path: string; base64Content: string }[];
  errors?: { property?: string; message: string }[];
  error?: { message: string };
}

/** The scaffolder of a portal, or of its packages on this machine. */
export interface Scaffolder {
  url: string;
  token: string | undefined;
  stop(): Promise<void>;
}

/**
 * Renders a template with a scaffolder. A step that cannot run here is replaced by one that does nothing, so that its
 * condition is evaluated nevertheless.
 */
export class Renderer {
  /** Why steps did not run, by id. */
  readonly notRun = new Map<string, string>();
  /** Steps whose condition held at least once. */
  readonly held = new Set<string>();
  readonly #leftOut = new Set<string>();
  readonly #secrets: JsonObject;

  constructor(
    private readonly template: Template,
    private readonly scaffolder: Scaffolder,
  ) {
    const { names } = findReferences(template.entity.spec, 'secrets');
    this.#secrets = Object.fromEntries(
      [...names].map(name => [name, `${secretMarker}${name}`]),
    );
  }

  /**
   * The actions of the scaffolder; steps with others do not run.
   *
   * @throws UndecidedError that explains the problem
   */
  async listActions(): Promise<Set<string>> {
    const list = await this.#call('/v2/actions').catch(error => {
      throw this.#explain(error);
    });
    const installed = new Set((list as { id: string }[]).map(({ id }) => id));
    for (const { id, action } of this.template.steps) {
      if (!installed.has(action)) {
        this.#leaveOut(id, `${action} is not installed`);
      }
    }
    return installed;
  }

  /** @throws UndecidedError if the scaffolder cannot run anything */
  async render(values: JsonObject): Promise<Rendering> {
    const { steps, file } = this.template;
    const whole = await this.#run(values, steps);
    if (whole.status !== 'failed') {
      return whole;
    }
    // A scaffolder does not name the step that fails.
    for (let count = 0; count <= steps.length; count++) {
      const part = await this.#run(values, steps.slice(0, count));
      if (part.status === 'failed' && count === 0) {
        throw new UndecidedError(`${file}: no step can run: ${part.message}`);
      }
      if (part.status === 'failed') {
        const step = steps[count - 1];
        const reason = this.#findExcuse(step, part.message);
        if (reason === undefined) {
          this.held.add(step.id);
          return { ...part, step };
        }
        this.#leaveOut(step.id, reason);
      } else if (part.status !== 'rendered') {
        return part;
      }
    }
    return await this.#run(values, steps);
  }

  /** Evaluates only the condition of a step. */
  async evaluate(values: JsonObject, step: Step): Promise<void> {
    await this.#run(values, [toIdle(step)], []);
  }

  /** Why a step that fails cannot run here. */
  #findExcuse({ action, input }: Step, message: string): string | undefined {
    const host = findRefusedHost(message);
    const [lacking] = this.#leftOut;
    if (host) {
      return `connects to ${host}`;
    }
    // The files of such a path were not read.
    if (action.startsWith('fetch:') && /^\$\{\{/.test(String(input?.url))) {
      return 'only a value decides what it fetches';
    }
    return lacking && `fails without the step ${lacking}: ${message}`;
  }

  #leaveOut(id: string, reason: string) {
    this.#leftOut.add(id);
    this.notRun.set(id, reason);
  }

  async #run(
    values: JsonObject,
    steps: Step[],
    files = this.template.files,
  ): Promise<Rendering> {
    const { entity } = this.template;
    const run = steps.map(step =>
      this.#leftOut.has(step.id) ? toIdle(step) : step,
    );
    let answer: Answer;
    try {
      answer = (await this.#call('/v2/dry-run', {
        template: { ...entity, spec: { ...entity.spec, steps: run } },
        values,
        secrets: this.#secrets,
        directoryContents: files.map(({ path, content }) => ({
          path,
          base64Content: content.toString('base64'),
        })),
      })) as Answer;
    } catch (error) {
      const { name } = toError(error);
      // fetch throws a TypeError if the connection breaks.
      if (name !== 'TimeoutError' && name !== 'TypeError') {
        throw this.#explain(error);
      }
      const message = `it does not end within ${longestRun / 1_000} s, or needs more memory than the scaffolder has`;
      return { status: 'ended', message };
    }
    const { log = [], directoryContents = [], errors, error } = answer;
    if (errors) {
      const [{ property = '', message }] = errors;
      const [, field] = /^instance\.(\w+)/.exec(property) ?? [];
      return { status: 'refused', field, message: `${property} ${message}` };
    }
    if (error) {
      return { status: 'failed', message: error.message };
    }
    const held = new Set(log.map(({ body }) => body.stepId ?? ''));
    for (const { stepId = '', message } of log.map(({ body }) => body)) {
      if (message.includes('does not support dry-run')) {
        this.notRun.set(stepId, 'its action has no dry run');
      }
      if (message.includes('if condition was false')) {
        held.delete(stepId);
      }
    }
    held.forEach(id => this.held.add(id));
    return {
      status: 'rendered',
      files: directoryContents.map(({ path, base64Content }) => ({
        path,
        content: Buffer.from(base64Content, 'base64'),
      })),
    };
  }

  async #call(path: string, body?: object): Promise<unknown> {
    const { url, token } = this.scaffolder;
    const response = await fetch(`${url}/api/scaffolder${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        'Content-Type': 'application/json',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(longestRun),
    });
    // A dry run that fails has a status of its step.
    if (!response.ok && (!body || [401, 413, 429].includes(response.status))) {
      throw await ResponseError.fromResponse(response);
    }
    return await response.json();
  }

  #explain(error: unknown): Error {
    const portal = { ...this.scaffolder, plugin: 'scaffolder' as const };
    return explainPortalError(error, portal);
  }
}

/** A step that does nothing, with the condition of another one. */
function toIdle({ id, name, if: condition }: Step): Step {
  return { id, name, if: condition, action: 'debug:log', input: {} };
}
