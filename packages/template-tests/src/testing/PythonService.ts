import {
  Diagnostic,
  PositionEncoding,
  Workspace,
} from '@astral-sh/ruff-wasm-nodejs';
import { execFileSync } from 'node:child_process';
import { InstalledService } from './InstalledService';
import { RunningService } from './RunningService';

/** A Python service that a template has made; it runs on the packages of the system. */
export class PythonService extends InstalledService {
  /** @throws when the template has not made it */
  override assertGenerated(): void {
    if (!this.has('pyproject.toml')) {
      throw new Error('The template has made no repository');
    }
  }

  /** Runs targets of the Makefile. */
  async make(...targets: string[]): Promise<string> {
    return await this.run('make', ...targets, `PYTHON=${findPython()}`);
  }

  override async start(
    settings: Record<string, string> = {},
  ): Promise<RunningService> {
    return await this.startProgram([findPython(), '-m', 'service'], settings);
  }

  /** What ruff finds: rules and format. It is not in Debian, so its build for Node.js reads the files. */
  async lint(): Promise<string[]> {
    const workspace = new Workspace(ruffSettings(this), PositionEncoding.Utf16);
    const [, list] = /^"tests\/\*" = (\[.*\])$/m.exec(
      this.read('pyproject.toml'),
    )!;
    const testIgnores: string[] = JSON.parse(list);
    const files = (await this.files()).filter(file => file.endsWith('.py'));
    return files.flatMap(file => {
      const text = this.read(file);
      const ignored = file.startsWith('tests/') ? testIgnores : [];
      return [
        ...(workspace.check(text) as Diagnostic[])
          .filter(({ code }) => !ignored.includes(code ?? ''))
          .map(
            ({ code, message, start_location: start }) =>
              `${file}:${start.row}: ${code} ${message}`,
          ),
        ...(workspace.format(text) === text ? [] : [`${file}: not formatted`]),
      ];
    });
  }
}

/** Of pyproject.toml; the build for Node.js does not read it. */
function ruffSettings(service: InstalledService): object {
  const text = service.read('pyproject.toml');
  const [, length] = /^line-length = (\d+)$/m.exec(text)!;
  const [, target] = /^target-version = "(\w+)"$/m.exec(text)!;
  const [, own] = /^known-first-party = (\[.*\])$/m.exec(text)!;
  const [, rules] = /^select = (\[.*\])$/m.exec(text)!;
  return {
    'line-length': Number(length),
    'target-version': target,
    lint: {
      select: JSON.parse(rules),
      isort: { 'known-first-party': JSON.parse(own) },
    },
  };
}

let python: string | undefined;

/** The interpreter that has the packages: not always the first in PATH. */
function findPython(): string {
  python ??= ['/usr/bin/python3', 'python3'].find(program => {
    try {
      execFileSync(
        program,
        ['-c', 'import boto3, fastapi, hypothesis, mypy, onnxruntime, yaml'],
        { stdio: 'ignore' },
      );
      return true;
    } catch {
      return false;
    }
  });
  if (!python) {
    throw new Error(
      'No python3 has the packages of the services. Install the packages of Debian 13 that .ci/run lists.',
    );
  }
  return python;
}
