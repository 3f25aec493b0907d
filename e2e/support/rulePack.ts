import { readFileSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve(
  __dirname,
  '../../plugins/paved-road-node/rule-packs/ai-services.yaml',
);

/**
 * The rule pack of the portal with one check at another level.
 *
 * @returns its text, and the line of the level, the first of the text being 1
 */
export function packWithLevel(checkId: string, level: string) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const check = lines.findIndex(line => line.trim() === `- id: ${checkId}`);
  const place = lines.findIndex(
    (line, index) => index > check && line.trim().startsWith('level: '),
  );
  lines[place] = lines[place].replace(/level: .*/, `level: ${level}`);
  return { text: lines.join('\n'), line: place + 1 };
}
