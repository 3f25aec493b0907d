import { azureDetector } from './azure/azureDetector';
import { binariesDetector } from './binaries/binariesDetector';
import { cdkDetector } from './cdk/cdkDetector';
import { cloudformationDetector } from './cloudformation/cloudformationDetector';
import { composeDetector } from './compose/composeDetector';
import { dependenciesDetector } from './dependencies/dependenciesDetector';
import { Detector } from './Detector';
import { dockerfileDetector } from './dockerfile/dockerfileDetector';
import { documentsDetector } from './documents/documentsDetector';
import { helmDetector } from './helm/helmDetector';
import { kubernetesDetector } from './kubernetes/kubernetesDetector';
import { pipelinesDetector } from './pipelines/pipelinesDetector';
import { platformsDetector } from './platforms/platformsDetector';
import { secretsDetector } from './secrets/secretsDetector';
import { terraformDetector } from './terraform/terraformDetector';
import { testsDetector } from './tests/testsDetector';

/** The detectors of Paved Road. */
export const builtInDetectors: readonly Detector[] = [
  azureDetector,
  binariesDetector,
  cdkDetector,
  cloudformationDetector,
  composeDetector,
  dependenciesDetector,
  dockerfileDetector,
  documentsDetector,
  helmDetector,
  kubernetesDetector,
  pipelinesDetector,
  platformsDetector,
  secretsDetector,
  terraformDetector,
  testsDetector,
];
