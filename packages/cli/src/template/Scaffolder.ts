import { ResponseError, toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { explainPortalError } from '../explainPortalError';
import { UndecidedError } from '../types';
import { findReferences } from './references';
import { findRefusedHost } from './refusedHosts';
import { Step, Template } from './Template';

export interface GeneratedFile {
  path: string;
  content: Buffer;
}

/** What a dry run has made of a template. */
export type Rendering =
  | { status: 'rendered'; files: GeneratedFile[] }
  /**
   * The form refuses the values, a step fails, or the dry run does not end. Then the scaffolder does not answer any other
   * request.
   */
  | { status: 'refused' | 'failed' | 'endless'; step?: Step; message: string };

/** Values of secrets, so that they are found in files. */
export const secretMarker = 'secret-of-the-template-test-';

/** Milliseconds of a dry run. */
const longestRun = 15_000;

interface Answer {
  log?: { body: { stepId?: string; message: string } }[];
  directoryContents?: Template['files'];
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

  constructor(
    private readonly template: Template,
    private readonly scaffolder: Scaffolder,
  ) {}

  /**
   * The actions of the scaffolder; steps with others do not run.
   *
   * @throws UndecidedError that explains the problem
   */
  async listActions(): Promise<Set<string>> {
    const list = (await this.#call('/v2/actions')) as { id: string }[];
    const installed = new Set(list.map(({ id }) => id));
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
    for (;;) {
      let problem = await this.#run(values, steps);
      // A scaffolder does not name the step that fails, so the shortest run that fails is searched.
      let [passing, failing] = [-1, steps.length];
      while (problem.status === 'failed' && failing - passing > 1) {
        const middle = Math.floor((passing + failing) / 2);
        const part = await this.#run(values, steps.slice(0, middle));
        const hasFailed = part.status === 'failed';
        problem = hasFailed ? part : problem;
        [passing, failing] = hasFailed ? [passing, middle] : [middle, failing];
      }
      if (problem.status !== 'failed') {
        return problem;
      }
      if (failing === 0) {
        throw new UndecidedError(
          `${file}: no step can run: ${problem.message}`,
        );
      }
      const step = steps[failing - 1];
      const lacking = steps
        .slice(0, failing)
        .find(({ id }) => this.#leftOut.has(id));
      const reason = findExcuse(step, problem.message, lacking);
      if (!reason || lacking === step) {
        this.held.add(step.id);
        return { ...problem, step };
      }
      this.#leaveOut(step.id, reason);
    }
  }

  /** Evaluates only the condition of a step. */
  async evaluate(values: JsonObject, step: Step): Promise<void> {
    await this.#run(values, [toIdle(step)], []);
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
    const { spec, ...entity } = this.template.entity;
    const run = steps.map(step =>
      this.#leftOut.has(step.id) ? toIdle(step) : step,
    );
    const { names } = findReferences(spec, 'secrets');
    const answer = (await this.#call('/v2/dry-run', {
      template: { ...entity, spec: { ...spec, steps: run } },
      values,
      secrets: Object.fromEntries(
        [...names].map(name => [name, `${secretMarker}${name}`]),
      ),
      directoryContents: files,
    })) as Answer | undefined;
    if (!answer) {
      const message = `it does not end within ${longestRun / 1_000} s, or needs more memory than the scaffolder has`;
      return { status: 'endless', message };
    }
    const { log = [], directoryContents = [], errors, error } = answer;
    if (errors) {
      const [{ property = '', message }] = errors;
      return { status: 'refused', message: `${property} ${message}` };
    }
    if (error) {
      return { status: 'failed', message: error.message };
    }
    const bodies = log.map(({ body }) => body);
    const find = (message: string) =>
      bodies
        .filter(body => body.message.includes(message))
        .map(({ stepId = '' }) => stepId);
    find('does not support dry-run').forEach(id =>
      this.notRun.set(id, 'its action has no dry run'),
    );
    const skipped = find('if condition was false');
    find('')
      .filter(id => !skipped.includes(id))
      .forEach(id => this.held.add(id));
    return {
      status: 'rendered',
      files: directoryContents.map(({ path, base64Content }) => ({
        path,
        content: Buffer.from(base64Content, 'base64'),
      })),
    };
  }

  /**
   * @returns `undefined` if a dry run does not end
   * @throws UndecidedError that explains any other problem
   */
  async #call(path: string, body?: object): Promise<unknown> {
    const { url, token } = this.scaffolder;
    try {
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
      if (response.ok || (body && ![401, 413, 429].includes(response.status))) {
        return await response.json();
      }
      throw await ResponseError.fromResponse(response);
    } catch (error) {
      // fetch throws a TypeError if the connection breaks.
      if (body && ['TimeoutError', 'TypeError'].includes(toError(error).name)) {
        return undefined;
      }
      const portal = { ...this.scaffolder, plugin: 'scaffolder' as const };
      throw explainPortalError(error, portal);
    }
  }
}

/** A step that does nothing, with the condition of another one. */
function toIdle({ id, name, if: condition }: Step): Step {
  return { id, name, if: condition, action: 'debug:log', input: {} };
}

/**
 * Why a step that fails cannot run here.
 *
 * @param lacking - a step before it that did not run
 */
function findExcuse(
  { action, input }: Step,
  message: string,
  lacking: Step | undefined,
): string | undefined {
  const host = findRefusedHost(message);
  if (host) {
    return `connects to ${host}`;
  }
  // The files of such a path were not read.
  if (action.startsWith('fetch:') && /^\$\{\{/.test(String(input?.url))) {
    return 'only a value decides what it fetches';
  }
  return lacking && `fails without the step ${lacking.id}: ${message}`;
}
