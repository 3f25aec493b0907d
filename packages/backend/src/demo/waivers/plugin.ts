import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createSeedingPlugin } from '../createSeedingPlugin';
import { parseWaivers } from './script';
import { WaiverSeeder } from './WaiverSeeder';

/** Performs the script of example waivers as their requesters and reviewers. */
export const demoWaiversPlugin = createSeedingPlugin({
  pluginId: 'demo-waivers',
  failure: 'The example waivers were not created',
  async prepare(config, services) {
    const file = path.resolve(config.getString('pavedRoad.demo.waivers'));
    const script = parseWaivers(await readFile(file, 'utf8'), file);
    return () => new WaiverSeeder(services).play(script);
  },
});
