/** The environment holds values that cannot be used; the message names all of them. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** The bounds of a number, and its default. */
export interface Range {
  byDefault: number;
  min: number;
  max: number;
}

/**
 * Reads settings from environment variables. An empty variable counts as not set. What is wrong is
 * collected, so that one start shows every mistake.
 */
export class Environment {
  readonly #env: NodeJS.ProcessEnv;
  readonly #problems: string[] = [];

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** Any text. */
  text(name: string, byDefault: string): string {
    return this.#read(name) ?? byDefault;
  }

  /** One of a few words. */
  oneOf<const T extends string>(name: string, allowed: readonly T[], byDefault: NoInfer<T>): T {
    const text = this.#read(name);
    return this.#checked(
      name,
      byDefault,
      allowed.find(value => value === text),
      `one of ${allowed.join(', ')}`,
    );
  }

  /** A number from min to max, in decimal notation. */
  number(name: string, range: Range): number {
    const value = numberIn(range, this.#read(name));
    return this.#checked(name, range.byDefault, value, `a number ${between(range)}`);
  }

  /** A whole number from min to max. */
  integer(name: string, range: Range): number {
    const value = numberIn(range, this.#read(name));
    return this.#checked(
      name,
      range.byDefault,
      Number.isInteger(value) ? value : undefined,
      `a whole number ${between(range)}`,
    );
  }

  /** The address of another service. */
  url(name: string): string | undefined {
    const text = this.#read(name);
    const fits = text !== undefined && /^https?:/i.test(text) && URL.canParse(text);
    return this.#checked(
      name,
      undefined,
      fits ? text : undefined,
      'a URL that starts with http:// or https://',
    );
  }

  /** @throws InvalidEnvironmentError when a variable that was read holds a wrong value */
  check(): void {
    if (this.#problems.length > 0) {
      throw new InvalidEnvironmentError(this.#problems);
    }
  }

  #read(name: string): string | undefined {
    const text = this.#env[name]?.trim();
    return text === '' ? undefined : text;
  }

  #checked<T, D>(name: string, byDefault: D, value: T | undefined, allowed: string): T | D {
    if (this.#read(name) === undefined) {
      return byDefault;
    }
    if (value === undefined) {
      this.#problems.push(`${name}: "${this.#env[name]}" is not ${allowed}`);
      return byDefault;
    }
    return value;
  }
}

function numberIn({ min, max }: Range, text: string | undefined): number | undefined {
  // What Number() makes of "0x10" or "1e3" is hardly what an operator meant.
  const value = text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

function between({ min, max }: Range): string {
  return `from ${min} to ${max}`;
}
