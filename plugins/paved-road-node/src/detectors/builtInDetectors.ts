import { aiCoreDetector, boundariesDetector } from './aiCore/aiCoreDetector';
import { agentGuidesDetector } from './agentGuides/agentGuidesDetector';
import { azureDetector } from './azure/azureDetector';
import { binariesDetector } from './binaries/binariesDetector';
import { cdkDetector } from './cdk/cdkDetector';
import { clientPromptsDetector } from './clientPrompts/clientPromptsDetector';
import { cloudformationDetector } from './cloudformation/cloudformationDetector';
import { composeDetector } from './compose/composeDetector';
import { dependenciesDetector } from './dependencies/dependenciesDetector';
import { Detector } from './Detector';
import { dockerfileDetector } from './dockerfile/dockerfileDetector';
import { documentsDetector } from './documents/documentsDetector';
import { evaluationsDetector } from './evaluations/evaluationsDetector';
import { helmDetector } from './helm/helmDetector';
import { kubernetesDetector } from './kubernetes/kubernetesDetector';
import { llmCodeDetector } from './llmCode/llmCodeDetector';
import { llmDeclarationsDetector } from './llmDeclarations/llmDeclarationsDetector';
import { pipelinesDetector } from './pipelines/pipelinesDetector';
import { platformsDetector } from './platforms/platformsDetector';
import { secretsDetector } from './secrets/secretsDetector';
import { terraformDetector } from './terraform/terraformDetector';
import { testsDetector } from './tests/testsDetector';
import { weightsDetector } from './weights/weightsDetector';

/** The detectors of Paved Road. @public */
export const builtInDetectors: readonly Detector[] = [
  agentGuidesDetector,
  aiCoreDetector,
  azureDetector,
  binariesDetector,
  boundariesDetector,
  cdkDetector,
  clientPromptsDetector,
  cloudformationDetector,
  composeDetector,
  dependenciesDetector,
  dockerfileDetector,
  documentsDetector,
  evaluationsDetector,
  helmDetector,
  kubernetesDetector,
  llmCodeDetector,
  llmDeclarationsDetector,
  pipelinesDetector,
  platformsDetector,
  secretsDetector,
  terraformDetector,
  testsDetector,
  weightsDetector,
];
