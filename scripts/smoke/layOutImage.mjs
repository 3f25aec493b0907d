import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import dockerfileAst from 'dockerfile-ast';

const run = promisify(execFile);

/**
 * Makes the folders that the stages of a Dockerfile would have, by doing what the instructions say, where there is no
 * container engine: it copies, and runs commands here. The base images stay away, so commands find what this machine has.
 *
 * @param dockerfile - its path
 * @param built - its first stage, which is not made: the name, and the folder that is as its working directory would be
 * @param folder - empty
 * @returns the working directory of the last stage, what it starts, and its variables
 */
export async function layOutImage(dockerfile, built, folder) {
  const { DockerfileParser } = dockerfileAst;
  const context = path.dirname(dockerfile);
  const stages = new Map();
  let stage;
  for (const instruction of DockerfileParser.parse(
    await readFile(dockerfile, 'utf8'),
  ).getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') {
      const name = instruction.getBuildStage() ?? 'last';
      stage = {
        name,
        root: path.join(folder, name),
        workingDirectory: '/',
        variables: {},
      };
      stages.set(name, stage);
      continue;
    }
    if (keyword === 'WORKDIR') {
      stage.workingDirectory = instruction.getArgumentsContent();
    }
    if (stage.name === built.stage) {
      continue;
    }
    await follow(instruction, keyword);
  }
  return {
    directory: inStage(stage, '.'),
    entryPoint: stage.entryPoint,
    variables: stage.variables,
  };

  async function follow(instruction, keyword) {
    switch (keyword) {
      case 'WORKDIR':
        await mkdir(inStage(stage, '.'), { recursive: true });
        break;
      case 'ENV':
        for (const property of instruction.getProperties()) {
          stage.variables[property.getName()] = property.getValue();
        }
        break;
      case 'COPY':
        await copy(instruction);
        break;
      case 'RUN':
        await run(
          'sh',
          ['-ec', instruction.getArgumentsContent().replace(flags, '')],
          {
            cwd: inStage(stage, '.'),
            env: { ...process.env, ...stage.variables },
            maxBuffer: 2 ** 26,
          },
        );
        break;
      case 'ENTRYPOINT':
        stage.entryPoint = JSON.parse(instruction.getArgumentsContent());
        break;
      case 'LABEL':
      case 'USER':
      case 'EXPOSE':
      case 'HEALTHCHECK':
        break;
      default:
        throw new Error(`Nobody has taught the smoke test ${keyword}`);
    }
  }

  async function copy(instruction) {
    const from = stages.get(instruction.getFromFlag()?.getValue());
    const paths = instruction.getArguments().map(word => word.getValue());
    const target = paths.pop();
    for (const source of paths) {
      const full = from ? inStage(from, source) : path.join(context, source);
      const to = inStage(stage, target);
      if (from && from.name !== built.stage) {
        // Hard links: it is all of the dependencies.
        await run('cp', ['--archive', '--link', `${full}/.`, to]);
      } else {
        await cp(
          full,
          target.endsWith('/') ? path.join(to, path.basename(full)) : to,
          {
            recursive: true,
            filter: file => path.basename(file) !== 'node_modules',
          },
        );
      }
    }
  }

  /** Where a path of a stage is on this machine. */
  function inStage({ name, root, workingDirectory }, place) {
    const absolute = path.resolve(workingDirectory, place);
    return name === built.stage
      ? path.join(built.folder, path.relative(workingDirectory, absolute))
      : path.join(root, absolute);
  }
}

/** Of RUN, such as the mounts of caches. */
const flags = /^(--\S+\s+(\\\n\s*)?)+/;
