import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { runCli } from '@paved-road/cli';
import { ActiveRules, CheckResult } from '@paved-road/plugin-paved-road-common';
import {
  readRepositoryConfig,
  readRepositoryFolder,
} from '@paved-road/plugin-paved-road-node';
import scaffolderModule from '@paved-road/plugin-scaffolder-backend-module-paved-road';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DemoPortal, Person, pipelineToken } from './DemoPortal';

/** What a place says of a service. */
export interface Said {
  entityRef: string;
  level: string;
  /** Without since when it is so, which only what is stored knows. */
  results: Omit<CheckResult, 'since'>[];
}

/** A checkout with a catalog-info.yaml, and what it describes. */
export interface Checkout {
  folder: string;
  entity: Entity;
  companions: Entity[];
}

/** The places where a service is judged, as one person uses them. */
export class VerdictPlaces {
  private constructor(
    private readonly portal: DemoPortal,
    private readonly person: Person,
    private readonly checkGate: TemplateAction<any, any, any>,
  ) {}

  static async of(portal: DemoPortal, person: Person): Promise<VerdictPlaces> {
    const actions: TemplateAction<any, any, any>[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...added) => actions.push(...added) },
        ],
      ],
      features: [
        scaffolderModule,
        catalogServiceMock.factory(),
        mockServices.auth.mock({
          getPluginRequestToken: async () => ({ token: person.token }),
        }).factory,
        mockServices.discovery.mock(portal.discovery).factory,
      ],
    });
    const action = actions.find(({ id }) => id === 'pavedRoad:gate:check');
    return new VerdictPlaces(portal, person, action!);
  }

  /** As lists and pages show it. */
  async stored(entity: Entity): Promise<Said> {
    const { kind, metadata } = entity;
    const { body } = await this.person.get(
      `/api/paved-road/entities/${kind}/default/${metadata.name}/scorecard`,
    );
    return toSaid(body);
  }

  /** @param checkout - without its folder only what is stored is known of the repository */
  async gate({
    folder,
    entity,
    companions,
  }: Omit<Checkout, 'folder'> & { folder?: string }): Promise<Said> {
    const repository = folder && (await this.#readRepository(folder));
    const { status, body } = await this.person.post('/api/paved-road/gate', {
      entity,
      companions,
      facts: repository ? { repository } : {},
    });
    if (status !== 200) {
      throw new Error(JSON.stringify(body));
    }
    return toSaid(body);
  }

  async cli({ folder, entity }: Checkout): Promise<Said> {
    const written = { stdout: '', stderr: '' };
    const exitCode = await runCli({
      args: this.#cliArguments(entity),
      cwd: folder,
      env: { PAVED_ROAD_TOKEN: this.person.token },
      stdout: {
        write: text => {
          written.stdout += text;
        },
      },
      stderr: {
        write: text => {
          written.stderr += text;
        },
      },
    });
    if (exitCode > 1) {
      throw new Error(written.stderr);
    }
    return toSaid(JSON.parse(written.stdout));
  }

  /** As {@link cli}, as a pipeline runs it. */
  async pipeline({ folder, entity }: Checkout): Promise<Said> {
    const args = this.#cliArguments(entity);
    const bin = resolvePackagePath('@paved-road/cli', 'bin/paved-road');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [bin, ...args],
      {
        cwd: folder,
        env: { ...process.env, PAVED_ROAD_TOKEN: pipelineToken },
      },
    );
    return toSaid(JSON.parse(stdout));
  }

  /** It tells people, in a table. */
  async scaffolder({
    folder,
  }: Checkout): Promise<{ level: string; states: string[] }> {
    const output = jest.fn();
    const logger = mockServices.logger.mock();
    await this.checkGate
      .handler({
        ...createMockActionContext({ workspacePath: folder }),
        output,
        logger,
      })
      .catch((error: Error) => {
        // What a gate that is closed ends with.
        if (error.name !== 'NotAllowedError') {
          throw error;
        }
      });
    const { level } = Object.fromEntries(output.mock.calls);
    const rows = logger.info.mock.calls
      .join('\n')
      .matchAll(/^[! ] (\S+) +.* \(([a-z0-9-]+)\)(?: |$)/gm);
    return {
      level,
      states: [...rows].map(([, state, checkId]) => `${checkId} ${state}`),
    };
  }

  #cliArguments(entity: Entity): string[] {
    const options = {
      format: 'json',
      portal: this.portal.url,
      entity: stringifyEntityRef(entity),
    };
    return [
      'gate',
      ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    ];
  }

  async #readRepository(folder: string) {
    const { body } = await this.person.get('/api/paved-road/rule-packs');
    const { items }: ActiveRules = body;
    return await readRepositoryFolder(folder, {
      ...readRepositoryConfig(new ConfigReader({})),
      probes: items.flatMap(({ spec }) => spec.probes),
    });
  }
}

function toSaid({
  entityRef,
  level,
  results,
}: {
  entityRef: string;
  level: string;
  results: CheckResult[];
}): Said {
  return {
    entityRef,
    level,
    results: results.map(({ since, ...result }) => result),
  };
}
