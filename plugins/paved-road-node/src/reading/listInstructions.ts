import type { Instruction, ModifiableInstruction } from 'dockerfile-ast';

/** An instruction of a Dockerfile, as written. */
export interface WrittenInstruction {
  /** In upper case. */
  name: string;
  /** Its flags and arguments. */
  value: string;
  /** 1 for the first line. */
  line: number;
}

/**
 * Lists the instructions of a Dockerfile in order, as JSON.
 *
 * Uses only its arguments, because its source runs in another process.
 *
 * @param library - `dockerfile-ast`
 * @throws Error if there are too many
 */
export function listInstructions(
  library: typeof import('dockerfile-ast'),
  text: string,
): string {
  const getFlags = (instruction: Instruction | ModifiableInstruction) =>
    instruction instanceof library.ModifiableInstruction
      ? instruction.getFlags().map(flag => flag.toString())
      : [];
  const instructions = library.DockerfileParser.parse(text).getInstructions();
  // Real files have fewer.
  const most = 5_000;
  if (instructions.length > most) {
    throw new Error(`it has more than ${most} instructions`);
  }
  const written = instructions.map((instruction): WrittenInstruction => ({
    name: instruction.getKeyword(),
    value: [...getFlags(instruction), instruction.getArgumentsContent()]
      .filter(Boolean)
      .join(' '),
    line: instruction.getRange().start.line + 1,
  }));
  return JSON.stringify(written);
}
