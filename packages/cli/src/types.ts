/** The environment of a run. */
export interface CliContext {
  /** The arguments after the name of the command. */
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  stdout: Output & { isTTY?: boolean };
  stderr: Output;
}

/** Takes text. */
export interface Output {
  write(text: string): unknown;
}

export const exitCodes = { allowed: 0, denied: 1, undecided: 2 } as const;

/** Exit codes of an import that wrote something. */
export const importCodes = { complete: 0, partial: 1 } as const;

export const templateCodes = { clean: 0, findings: 1 } as const;

export const pushCodes = { stored: 0, refused: 1 } as const;

/** No verdict; the message has the reason and the remedy. */
export class UndecidedError extends Error {
  name = 'UndecidedError';
}
