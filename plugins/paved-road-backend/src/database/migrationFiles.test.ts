import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = resolvePackagePath(
  '@paved-road/plugin-paved-road-backend',
  'migrations',
);

/** The first 16 digits of the SHA-256 of each migration, as it was released. */
const released = new Map([
  ['20261125090000_entities.js', 'f2a02282417fadcd'],
  ['20261125093000_assessments.js', '73ab641256082428'],
  ['20261125100000_scorecards.js', '224dd3aec8adbd8f'],
  ['20261125110000_catalog_snapshots.js', '82a70a7d8ea88f94'],
  ['20261125111000_stale_notices.js', 'cef259b618a1b5b5'],
  ['20261126090000_facts.js', '12cf929578461fc6'],
  ['20261126091000_scorecard_engine.js', 'ed7ce9420024c9bd'],
  ['20261126092000_rule_packs.js', '1766cc723daa4233'],
  ['20261126093000_evaluation.js', '2b2411e796e5982d'],
  ['20261127090000_waivers.js', 'd4b887aaa0a763e4'],
  ['20261127091000_history.js', 'ff1b44c5cab3826d'],
  ['20261127092000_previews.js', '3bc20f62c1980a5a'],
  ['20261127093000_campaigns.js', '2dc4bf67bce50919'],
  ['20261127094000_badges.js', '13744a9d36372f93'],
  ['20261127095000_team_tracks.js', '3b7286b8cd3deb86'],
  ['20261127096000_history_imports.js', '44f00ede4b0e5e28'],
  ['20261128090000_level_since.js', 'ce6e43318cbc99b2'],
  ['20261128091000_waiver_chains.js', '5ce94dc601f701e1'],
  ['20261128092000_campaign_keys.js', 'cdd6f66bd6786029'],
  ['20261128093000_complete_revision.js', 'd429eb1325c22db4'],
  ['20261129090000_inbox.js', '9b27cbb36a4c1852'],
  ['20261129091000_worst_first.js', '978bf2a9d9206e1e'],
  ['20261129092000_scorecard_numbers.js', 'c3cb0a2000e547d7'],
  ['20261130090000_entity_identities.js', '7357124138f88c47'],
  ['20261130095000_edited_migrations.js', '973dc3f689be0694'],
  ['20261201100000_rule_pack_changes.js', '156f00eb2fb7f0f1'],
  ['20261202090000_placements.js', 'd493c6c869b65937'],
  ['20261203090000_running_facts.js', '51940d0c7e341879'],
  ['20261204090000_kinds.js', '3294c39d6ca0c180'],
]);

const hashOf = (file: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex')
    .slice(0, 16);

describe('migrations', () => {
  it('stay as they were: databases that have run one do not run it again', () => {
    const files = readdirSync(folder).filter(file => file.endsWith('.js'));
    const found = new Map(files.sort().map(file => [file, hashOf(file)]));
    // Where this fails for an old file, take the change back and write a new migration; a new file adds a line.
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(released));
  });
});
