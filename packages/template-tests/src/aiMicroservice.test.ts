import fs from 'node:fs';
import path from 'node:path';
import { kustomizeBuild } from './kubernetes/kustomize';
import { findAutoscalers, policyFindings } from './kubernetes/policyFindings';
import { schemaFindings } from './kubernetes/schemaFindings';
import { describeImage } from './testing/describeImage';
import { describeTemplate } from './testing/describeTemplate';
import { awkwardValues, leastValues, longestName } from './testing/variants';

const kindOf: Record<string, string[]> = {
  hpa: ['HorizontalPodAutoscaler'],
  keda: ['ScaledObject'],
  none: [],
};

describeTemplate('ai-microservice', {
  variants: [
    {
      title: 'awkward values, KEDA',
      values: {
        ...awkwardValues,
        name: longestName,
        port: 65535,
        autoscaling: 'keda',
        minReplicas: 3,
        maxReplicas: 3,
      },
    },
    { title: 'least values', values: { ...leastValues, name: 's' } },
    {
      title: 'a fixed number of replicas',
      values: {
        ...leastValues,
        name: 'fixed-replicas',
        port: 1024,
        autoscaling: 'none',
      },
    },
  ],
  describeDeployment: (service, { values }) => {
    describeImage(service);

    it.each(['staging', 'production'])(
      'deploys to Kubernetes, %s',
      async overlay => {
        const resources = await kustomizeBuild(
          path.join(service.directory, 'deploy/overlays', overlay),
        );
        expect(await schemaFindings(resources)).toEqual([]);
        expect(policyFindings(resources)).toEqual([]);

        const [deployment] = resources.filter(
          ({ kind }) => kind === 'Deployment',
        );
        const [container] = deployment.spec.template.spec.containers;
        expect(container.ports).toContainEqual(
          expect.objectContaining({ containerPort: values.port ?? 8080 }),
        );
        expect(
          findAutoscalers(deployment, resources).map(({ kind }) => kind),
        ).toEqual(kindOf[String(values.autoscaling ?? 'hpa')]);
      },
    );

    it('tests all overlays', () => {
      const folder = path.join(service.directory, 'deploy/overlays');
      expect(fs.readdirSync(folder).sort()).toEqual(['production', 'staging']);
    });
  },
});
