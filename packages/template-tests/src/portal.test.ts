import { DockerfileParser } from 'dockerfile-ast';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { KubernetesResource, kustomizeBuild } from './kubernetes/kustomize';
import { policyFindings } from './kubernetes/policyFindings';
import { schemaFindings } from './kubernetes/schemaFindings';
import { dockerfileFindings } from './repository/dockerfileFindings';

/* How the portal of this repository is deployed, by the same measures as what the templates generate. */

const root = path.resolve(__dirname, '../../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

describe('the image of the portal', () => {
  const dockerfile = read('Dockerfile');

  it('is built from a pinned base, and runs as nobody special', () => {
    expect(dockerfileFindings(dockerfile)).toEqual([]);
  });

  it('is built with the Yarn of the repository', () => {
    const [, version] = JSON.parse(read('package.json')).packageManager.split(
      '@',
    );
    const used = dockerfile.match(/@yarnpkg\/cli-dist@\S+/g);
    expect(new Set(used)).toEqual(new Set([`@yarnpkg/cli-dist@${version}`]));
  });

  it('copies only what the context has', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter(line => line.startsWith('!'))
      .map(line => line.slice(1));
    const sources = DockerfileParser.parse(dockerfile)
      .getCOPYs()
      .filter(copy => !copy.getFromFlag())
      .flatMap(copy =>
        copy
          .getArguments()
          .slice(0, -1)
          .map(source => source.getValue()),
      );
    expect(sources).toContain('templates');
    expect(sources.filter(source => source !== '.')).toEqual(
      expect.arrayContaining(['app-config.production.yaml']),
    );
    for (const source of sources.filter(name => name !== '.')) {
      expect(allowed).toContain(source.split('/')[0]);
      expect(fs.globSync(source, { cwd: root })).not.toEqual([]);
    }
  });
});

describe.each(['base', 'overlays/example'])('deploy/%s', folder => {
  let resources: KubernetesResource[];

  beforeAll(async () => {
    resources = await kustomizeBuild(path.join(root, 'deploy', folder));
  });

  it('is what Kubernetes takes', async () => {
    expect(await schemaFindings(resources)).toEqual([]);
  });

  it('runs safely, with secrets from elsewhere', () => {
    expect(policyFindings(resources)).toEqual([
      'Deployment portal: there is no Secret portal-secrets',
      'Deployment portal: there is no Secret portal-postgres',
    ]);
    expect(resources.map(({ kind }) => kind)).not.toContain('Secret');
  });

  it('mounts its config where the image reads it', () => {
    const { spec } = resources.find(({ kind }) => kind === 'Deployment')!.spec
      .template;
    const [{ args, volumeMounts }] = spec.containers;
    const file = path.posix.join('/app', args[1]);
    const mount = volumeMounts.find(
      ({ mountPath }: any) => mountPath === path.dirname(file),
    );
    const { configMap } = spec.volumes.find(
      ({ name }: any) => name === mount.name,
    );
    const { data } = resources.find(
      ({ kind, metadata }) =>
        kind === 'ConfigMap' && metadata.name === configMap.name,
    )!;
    expect(Object.keys(data)).toContain(path.basename(file));
  });
});

describe('deploy/compose.yaml', () => {
  const { services, volumes } = parse(read('deploy/compose.yaml'));

  it('builds the image and mounts what is there', () => {
    const { build, volumes: mounts } = services.portal;
    expect(fs.existsSync(path.join(root, 'deploy', build, 'Dockerfile'))).toBe(
      true,
    );
    for (const mount of mounts) {
      const [source, , mode] = mount.split(':');
      expect(fs.existsSync(path.join(root, 'deploy', source))).toBe(true);
      expect(mode).toBe('ro');
    }
    expect(services.database.volumes).toEqual([
      `${Object.keys(volumes)[0]}:/var/lib/postgresql`,
    ]);
  });

  it('gives the portal no rights, and nobody outside this machine a port', () => {
    expect(services.portal).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      ports: ['127.0.0.1:7007:7007'],
    });
    expect(services.database.ports).toBeUndefined();
  });
});
