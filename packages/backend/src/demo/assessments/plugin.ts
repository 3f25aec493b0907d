import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createSeedingPlugin } from '../createSeedingPlugin';
import { readFleet } from '../fleet/readFleet';
import { varyAssessments } from '../fleet/variations';
import { AssessmentSeeder } from './AssessmentSeeder';
import { parseScript } from './script';

/** Performs the script of example assessments as their authors and reviewers. */
export const demoAssessmentsPlugin = createSeedingPlugin({
  pluginId: 'demo-assessments',
  failure: 'The example assessments were not created',
  async prepare(config, services) {
    const file = path.resolve(config.getString('pavedRoad.demo.assessments'));
    const example = parseScript(await readFile(file, 'utf8'), file);
    const { services: generated, examples } = await readFleet(config);
    const script = [
      ...example,
      ...varyAssessments(generated, examples, example),
    ];
    return () => new AssessmentSeeder(services).play(script);
  },
});
