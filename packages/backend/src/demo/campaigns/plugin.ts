import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createSeedingPlugin } from '../createSeedingPlugin';
import { CampaignSeeder } from './CampaignSeeder';
import { parseCampaigns } from './script';

/** Starts the example campaigns as their owners. */
export const demoCampaignsPlugin = createSeedingPlugin({
  pluginId: 'demo-campaigns',
  failure: 'The example campaigns were not begun',
  async prepare(config, services) {
    const file = path.resolve(config.getString('pavedRoad.demo.campaigns'));
    const script = parseCampaigns(await readFile(file, 'utf8'), file);
    return () => new CampaignSeeder(services).play(script);
  },
});
