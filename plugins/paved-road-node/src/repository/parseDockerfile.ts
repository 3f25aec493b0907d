import { InputError } from '@backstage/errors';
import {
  DockerfileParser,
  Instruction,
  ModifiableInstruction,
} from 'dockerfile-ast';

/** The content of a Dockerfile. */
export interface Dockerfile {
  stages: Array<{
    /** As written, or the name of an earlier stage. */
    image: string;
    name?: string;
    /** The user at the end of the stage, if this file sets it. */
    user?: string;
  }>;
  /** The user of the image, if this file sets it. */
  user?: string;
  /** All of them, in order, in upper case. */
  instructions: Array<{ name: string; value: string }>;
}

/** @throws InputError if it builds nothing */
export function parseDockerfile(text: string): Dockerfile {
  const instructions = DockerfileParser.parse(text)
    .getInstructions()
    .map(instruction => ({
      name: instruction.getKeyword(),
      value: [...flagsOf(instruction), instruction.getArgumentsContent()]
        .filter(Boolean)
        .join(' '),
    }));
  const stages: Dockerfile['stages'] = [];
  for (const { name, value } of instructions) {
    if (name === 'FROM') {
      const words = value.split(/\s+/).filter(word => !word.startsWith('--'));
      const [image = '', as, stage] = words;
      const base = stages.find(earlier => earlier.name === image);
      stages.push({
        image,
        ...(as?.toUpperCase() === 'AS' && stage && { name: stage }),
        ...(base?.user && { user: base.user }),
      });
    } else if (name === 'USER' && stages.length > 0) {
      stages[stages.length - 1].user = value;
    }
  }
  const last = stages.at(-1);
  if (!last) {
    throw new InputError('there is no FROM');
  }
  return { stages, ...(last.user && { user: last.user }), instructions };
}

function flagsOf(instruction: Instruction): string[] {
  return instruction instanceof ModifiableInstruction
    ? instruction.getFlags().map(flag => flag.toString())
    : [];
}
