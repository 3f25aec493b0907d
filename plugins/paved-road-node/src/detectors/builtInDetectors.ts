import { Detector } from './Detector';
import { dockerfileDetector } from './dockerfile/dockerfileDetector';

/** The detectors of Paved Road. */
export const builtInDetectors: readonly Detector[] = [dockerfileDetector];
