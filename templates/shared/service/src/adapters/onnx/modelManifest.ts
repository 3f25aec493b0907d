/** model/model.json: what the bundled model is, and how to check that it is the right one. */
export interface ModelManifest {
  name: string;
  version: string;
  /** File name beside the manifest. */
  file: string;
  /** Of the file, in hex. */
  sha256: string;
  labels: string[];
  signature: {
    input: { name: string; shape: [number, number] };
    output: { name: string; shape: [number, number] };
  };
  training: { examples: number };
  metrics: {
    heldOut: { examples: number; accuracy: number };
    /** The accuracy on the held-out set below which a model must not be released, 0..1. */
    minimumAccuracy: number;
  };
}
