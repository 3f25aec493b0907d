import { deploymentFindings } from './serverless/deploymentFindings';
import { parseTemplate } from './serverless/parseTemplate';
import { describeTemplate } from './testing/describeTemplate';
import { awkwardValues, leastValues, longestName } from './testing/variants';

describeTemplate('ai-serverless', {
  variants: [
    {
      title: 'awkward values, provisioned',
      values: {
        ...awkwardValues,
        name: longestName,
        region: 'us-gov-west-1',
        concurrency: 'provisioned',
        concurrencyLimit: 1000,
      },
    },
    { title: 'least values', values: { ...leastValues, name: 'f' } },
  ],
  describeDeployment: (service, { values }) => {
    it('deploys to AWS', async () => {
      expect(await deploymentFindings(service)).toEqual([]);

      const template = parseTemplate(service.read('template.yaml'));
      const isProvisioned = values.concurrency === 'provisioned';
      const functions = Object.values(template.Resources).filter(
        ({ Type }) => Type === 'AWS::Serverless::Function',
      );
      expect(
        functions.some(
          ({ Properties }) => 'ProvisionedConcurrencyConfig' in Properties!,
        ),
      ).toBe(isProvisioned);
      expect(service.read('samconfig.toml')).toContain(
        `region = "${values.region ?? 'eu-central-1'}"`,
      );
    });
  },
  makeTargets: ['package', 'invoke'],
  describeCommands: service => {
    it('npm run package', async () => {
      await service.npm('run', 'package');
      expect(service.has('dist/lambda/model/classifier.onnx')).toBe(true);
    }, 60_000);

    it('npm run invoke', async () => {
      const answers = await service.npm(
        'run',
        '--silent',
        'invoke',
        '--',
        'events/classify.json',
      );
      expect(answers).toContain('"statusCode": 200');
    }, 60_000);
  },
});
