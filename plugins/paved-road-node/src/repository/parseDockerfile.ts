import { InputError } from '@backstage/errors';
import { WrittenInstruction } from '../reading/listInstructions';
import { listInstructionsApart } from '../reading/readApart';

export interface Dockerfile {
  stages: Array<{
    /** Image as written, or the name of an earlier stage. */
    image: string;
    name?: string;
    /** The user at the end of the stage, if this file sets it. */
    user?: string;
  }>;
  /** The user of the image, if this file sets it. */
  user?: string;
  /** Instructions in order, in upper case. */
  instructions: WrittenInstruction[];
}

/** @throws Error if it has no stage, is too large or takes too long */
export async function parseDockerfile(text: string): Promise<Dockerfile> {
  const instructions = await listInstructionsApart(text);
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
    throw new InputError('it has no FROM');
  }
  return { stages, ...(last.user && { user: last.user }), instructions };
}
