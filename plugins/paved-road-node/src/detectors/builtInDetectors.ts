import { binariesDetector } from './binaries/binariesDetector';
import { dependenciesDetector } from './dependencies/dependenciesDetector';
import { Detector } from './Detector';
import { dockerfileDetector } from './dockerfile/dockerfileDetector';
import { documentsDetector } from './documents/documentsDetector';
import { pipelinesDetector } from './pipelines/pipelinesDetector';
import { secretsDetector } from './secrets/secretsDetector';
import { testsDetector } from './tests/testsDetector';

/** The detectors of Paved Road. */
export const builtInDetectors: readonly Detector[] = [
  binariesDetector,
  dependenciesDetector,
  dockerfileDetector,
  documentsDetector,
  pipelinesDetector,
  secretsDetector,
  testsDetector,
];
