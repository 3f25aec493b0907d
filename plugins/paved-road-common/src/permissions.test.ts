import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pavedRoadPermissions } from './permissions';

describe('pavedRoadPermissions', () => {
  it('are all in the table of the reference, with what they are decided on', () => {
    const page = readFileSync(
      path.join(__dirname, '../../../docs/reference/permissions.md'),
      'utf8',
    );
    const rows = [
      ...page.matchAll(/^\| `(paved-road\.[a-z.]+)` +\| ([a-z ]+?) +\|/gm),
    ].map(([, name, decidedOn]) => ({ name, decidedOn }));
    const byName = (a: { name: string }, b: { name: string }) =>
      a.name.localeCompare(b.name);

    expect(rows.sort(byName)).toEqual(
      pavedRoadPermissions
        .map(permission => ({
          name: permission.name,
          decidedOn:
            'resourceType' in permission ? 'the catalog entity' : 'nothing',
        }))
        .sort(byName),
    );
  });
});
