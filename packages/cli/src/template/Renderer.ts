import { JsonObject } from '@backstage/types';
import { UndecidedError } from '../types';
import { findReferences, listExpressions } from './references';
import { DryRun, Scaffolder } from './Scaffolder';
import { findRefusedHost } from './serveScaffolder';
import { Step, Template } from './Template';

/** A dry run of all steps that can run here. */
export type Rendering = DryRun & { failing?: Step };

/** A step that does nothing, with the condition of another one. */
const toIdle = ({ id, name, if: condition }: Step): Step => ({
  id,
  name,
  if: condition,
  action: 'debug:log',
  input: {},
});

/**
 * Renders a template. A step that cannot run here is replaced by one that does nothing, so that its condition is
 * evaluated nevertheless.
 */
export class Renderer {
  /** Why steps did not run, by id. */
  readonly notRun = new Map<string, string>();
  /** Steps whose condition held at least once. */
  readonly held = new Set<string>();
  readonly #leftOut = new Set<string>();
  readonly #tried = new Set<string>();
  readonly #secrets: string[];

  constructor(
    private readonly template: Template,
    private readonly scaffolder: Scaffolder,
    installed: ReadonlySet<string>,
  ) {
    const expressions = listExpressions(template.entity.spec);
    this.#secrets = [...findReferences(expressions, 'secrets').names];
    for (const { id, action } of template.steps) {
      if (!installed.has(action)) {
        this.#leaveOut(id, `${action} is not installed`);
      }
    }
  }

  /**
   * Renders values.
   *
   * @param steps - in place of the steps of the template
   * @throws UndecidedError if the scaffolder cannot run anything
   */
  async render(
    values: JsonObject,
    steps = this.template.steps,
  ): Promise<Rendering> {
    for (;;) {
      const run = await this.#run(values, steps);
      if (run.status !== 'failed') {
        return run;
      }
      if (await this.#leaveOutConnecting(values)) {
        continue;
      }
      const end = await this.#fail(run, values, steps);
      if (end) {
        return end;
      }
    }
  }

  /** Finds the first step that fails, because a scaffolder does not name it. Leaves it out if it cannot run here. */
  async #fail(
    failed: DryRun & { status: 'failed' },
    values: JsonObject,
    steps: Step[],
  ): Promise<Rendering | undefined> {
    let run = failed;
    let passing = -1;
    let count = steps.length;
    while (count - passing > 1) {
      const middle = Math.floor((passing + count) / 2);
      const part = await this.#run(values, steps.slice(0, middle));
      if (part.status === 'failed') {
        run = part;
        count = middle;
      } else if (part.status === 'rendered') {
        passing = middle;
      } else {
        return part;
      }
    }
    if (count === 0) {
      throw new UndecidedError(
        `${this.template.file}: no step can run: ${run.message}`,
      );
    }
    const failing = steps[count - 1];
    const host = findRefusedHost(run.message);
    const [lacking] = this.#leftOut;
    // The files of such a path were not read.
    const isUnread = /^\$\{\{/.test(String(failing.input?.url));
    if (host) {
      this.#leaveOut(failing.id, `connects to ${host}`);
    } else if (isUnread && failing.action.startsWith('fetch:')) {
      this.#leaveOut(failing.id, 'only a value decides what it fetches');
    } else if (lacking !== undefined) {
      const reason = `fails without the step ${lacking}: ${run.message}`;
      this.#leaveOut(failing.id, reason);
    } else {
      this.held.add(failing.id);
      return { ...run, failing };
    }
    return undefined;
  }

  /** Tries steps alone and without files, which is much faster than to find them in the whole. */
  async #leaveOutConnecting(values: JsonObject): Promise<boolean> {
    const untried = this.template.steps.filter(
      ({ id, action }) =>
        !this.#tried.has(id) &&
        !this.#leftOut.has(id) &&
        !/^(fetch|fs):/.test(action),
    );
    let isFound = false;
    for (const step of untried) {
      this.#tried.add(step.id);
      const template = { ...this.template, files: [] };
      const run = await this.#run(values, [step], template);
      const host =
        run.status === 'failed' ? findRefusedHost(run.message) : undefined;
      if (host) {
        this.#leaveOut(step.id, `connects to ${host}`);
        isFound = true;
      }
    }
    return isFound;
  }

  #leaveOut(id: string, reason: string) {
    this.#leftOut.add(id);
    this.notRun.set(id, reason);
  }

  /** Evaluates only the condition of a step. */
  async evaluate(values: JsonObject, step: Step): Promise<Rendering> {
    const template = { ...this.template, files: [] };
    return await this.#run(values, [toIdle(step)], template);
  }

  async #run(
    values: JsonObject,
    steps: Step[],
    template = this.template,
  ): Promise<DryRun> {
    const run = await this.scaffolder.dryRun(
      template,
      steps.map(step => (this.#leftOut.has(step.id) ? toIdle(step) : step)),
      values,
      this.#secrets,
    );
    if (run.status === 'rendered') {
      const idle = run.log.filter(({ message }) =>
        message.includes('if condition was false'),
      );
      for (const { stepId, message } of run.log) {
        if (message.includes('does not support dry-run')) {
          this.notRun.set(stepId, 'its action has no dry run');
        }
        if (!idle.some(entry => entry.stepId === stepId)) {
          this.held.add(stepId);
        }
      }
    }
    return run;
  }
}
