import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import dockerfileAst from 'dockerfile-ast';

const run = promisify(execFile);

/**
 * Follows a Dockerfile without a container engine: copies files and runs commands in folders of this machine, one per stage.
 * Base images are ignored, so commands use the programs of this machine.
 *
 * @param built - its first stage, which is not run: its name, and a folder with the content of its working directory
 * @param folder - empty
 * @returns working directory, command and variables of the last stage
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
        // Hard links, because there are many dependencies.
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

  /** Maps a path of a stage to this machine. */
  function inStage({ name, root, workingDirectory }, place) {
    const absolute = path.resolve(workingDirectory, place);
    return name === built.stage
      ? path.join(built.folder, path.relative(workingDirectory, absolute))
      : path.join(root, absolute);
  }
}

/** Options of RUN, such as cache mounts. */
const flags = /^(--\S+\s+(\\\n\s*)?)+/;
