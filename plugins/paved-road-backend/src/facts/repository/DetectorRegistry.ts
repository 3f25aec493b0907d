import {
  builtInDetectors,
  Detector,
  DetectorsExtensionPoint,
} from '@paved-road/plugin-paved-road-node';

/** The detectors of Paved Road and of other plugins. */
export class DetectorRegistry implements DetectorsExtensionPoint {
  readonly #detectors = [...builtInDetectors];

  addDetector(detector: Detector): void {
    if (this.#detectors.some(({ id }) => id === detector.id)) {
      throw new Error(`There is already a detector ${detector.id}`);
    }
    this.#detectors.push(detector);
  }

  list(): readonly Detector[] {
    return this.#detectors;
  }
}
