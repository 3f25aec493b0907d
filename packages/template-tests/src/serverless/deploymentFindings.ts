import { GeneratedService } from '../testing/portal';
import { parseTemplate } from './parseTemplate';
import { policyFindings } from './policyFindings';
import { referenceFindings } from './referenceFindings';
import { ResourceSpec } from './ResourceSpec';
import { schemaFindings } from './schemaFindings';

/** What AWS would refuse of the template of a function, or should not run. */
export async function deploymentFindings(
  service: GeneratedService,
): Promise<string[]> {
  const template = parseTemplate(service.read('template.yaml'));
  const spec = await ResourceSpec.load();
  return [
    ...schemaFindings(template, spec),
    ...referenceFindings(template, spec),
    ...policyFindings(template),
  ];
}
