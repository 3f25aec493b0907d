import { Detector } from '../Detector';
import { isOwn } from '../inventory';
import {
  isServiceCode,
  mayCallModels,
  readServiceCode,
} from '../source/serviceCode';
import { findBoundaries, mayHaveBoundaries } from './boundaries';
import { findModelPorts } from './modelPorts';

/** Rules for imports, which are read first and also in the root of a monorepo. */
export const boundariesDetector: Detector = {
  id: 'boundaries',
  version: 1,
  title: 'Module boundaries',
  kinds: ['boundaries'],
  searched:
    'dependency-cruiser, Import Linter, Tach, go-arch-lint, ArchUnit, ESLint boundaries, depguard',
  reads: 'whether a configuration has a rule, and whether it names the AI core',
  ignores: 'what a rule allows, and whether a pipeline runs it',
  recognises: mayHaveBoundaries,
  priority: 10,
  detect: async files => ({
    found: { boundaries: files.flatMap(findBoundaries) },
  }),
};

/** Finds interfaces between the service and its models. */
export const aiCoreDetector: Detector = {
  id: 'ai-core',
  version: 1,
  title: 'AI core',
  kinds: ['modelPorts'],
  searched:
    'abstract classes, protocols, interfaces and traits that name a model, registries of models, and folders named ports, adapters or inference',
  reads:
    'declarations in Python, TypeScript, Rust, Go, Java, Kotlin, C#, Swift and PHP, as text',
  ignores: 'interfaces that no other code names, and data without methods',
  recognises: isServiceCode,
  isLikely: mayCallModels,
  async detect(files, { folder }) {
    const own = files.filter(({ path }) => isOwn(path, folder));
    const sources = await readServiceCode(own, folder);
    return { found: { modelPorts: await findModelPorts(sources) } };
  },
};
