import { sbomFindings } from '../repository/sbomFindings';
import { TemplateName } from './installsTemplate';
import { PythonService } from './PythonService';

export interface PythonProof {
  /** Targets of the Makefile that not all services have. */
  makeTargets?: string[];
  /** Packages that the bill of materials lists. */
  packages: string[];
  /** Starts, calls and stops a service. */
  expectToServe: (service: PythonService) => Promise<void>;
  /** The same with other settings, by the name of the test. */
  calls: Record<string, (service: PythonService) => Promise<void>>;
}

/** What the developers of a Python service and its pipeline would run: all of it for the first one. */
export function describePython(
  template: TemplateName,
  services: { title: string; service: PythonService }[],
  { makeTargets = [], packages, expectToServe, calls }: PythonProof,
): void {
  const [{ service: first, title }] = services;

  describe(`${template}, ${title}, run`, () => {
    beforeEach(() => first.assertGenerated());

    it.each(['types', 'evaluate', ...makeTargets])('make %s', async target => {
      await first.make(target);
    });

    it('make test', async () => {
      expect(await first.make('test')).toMatch(/^=+ \d+ passed in .*=$/m);
    });

    it('make sbom', async () => {
      await first.make('sbom');
      const sbom = first.read('sbom.cdx.json');
      expect(await sbomFindings(sbom)).toEqual([]);
      const { components, metadata } = JSON.parse(sbom);
      expect(metadata.component).toMatchObject({ type: 'application' });
      expect(components).toEqual(
        expect.arrayContaining(
          packages.map(name => expect.objectContaining({ name })),
        ),
      );
    });

    it.each(Object.entries(calls))('%s', (_, expectTo) => expectTo(first));
  });

  describe.each(services)(`${template}, $title, run`, ({ service }) => {
    beforeEach(() => service.assertGenerated());

    it('ruff', async () => {
      expect(await service.lint()).toEqual([]);
    });

    it('runs, answers and stops', () => expectToServe(service));

    it('has no change', async () => {
      expect(await service.changes()).toEqual([]);
    });
  });
}
