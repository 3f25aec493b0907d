/** The environment holds values that cannot be used; the message names all of them. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
  }
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

  /** A number from min to max. */
  number(name: string, range: { byDefault: number; min: number; max: number }): number {
    const value = toNumber(this.#read(name));
    const fits = value !== undefined && value >= range.min && value <= range.max;
    return this.#checked(
      name,
      range.byDefault,
      fits ? value : undefined,
      `a number from ${range.min} to ${range.max}`,
    );
  }

  /** A whole number from min to max. */
  integer(name: string, range: { byDefault: number; min: number; max: number }): number {
    const value = toNumber(this.#read(name));
    const fits = Number.isInteger(value) && value! >= range.min && value! <= range.max;
    return this.#checked(
      name,
      range.byDefault,
      fits ? value : undefined,
      `a whole number from ${range.min} to ${range.max}`,
    );
  }

  /** The address of another service. */
  url(name: string): URL | undefined {
    const text = this.#read(name);
    const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
    return this.#checked(
      name,
      undefined,
      url && /^https?:$/.test(url.protocol) ? url : undefined,
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

/** Decimal notation only: what Number() makes of "0x10" or "1e3" is not what an operator means. */
function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
