import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface EarlierText {
  file: string;
  /** Its id in git, which says that it is what was there. */
  blob: string;
  /** What is in the file today, and what was there instead. */
  edits: [now: string, then: string][];
}

const wider: EarlierText['edits'] = [
  ["string('entity_ref', 512)", "string('entity_ref', 255)"],
];

const withoutAdviceFacts: EarlierText['edits'] = [
  [
    `    table.string('stage', 16).notNullable().comment('From the advice');
    table
      .text('high_risks')
      .notNullable()
      .comment('JSON: ids of the risks of high severity in the advice');
`,
    '',
  ],
];

/** Between two edits. */
export const assessmentsWithLongNames: EarlierText = {
  file: '20261125093000_assessments.js',
  blob: 'a8e6f2f9601cbd30de95afe3acef7713dcaea174',
  edits: withoutAdviceFacts,
};

/** What migrations were before they were edited, in the order of their first day. */
export const earlierTexts: EarlierText[] = [
  {
    file: '20261125090000_entities.js',
    blob: '9df8602ba0f6138923c86fa22c0e12b75cb28690',
    edits: [
      ...wider,
      ["string('kind', 255)", "string('kind', 63)"],
      ["string('namespace', 255)", "string('namespace', 63)"],
      ["string('name', 255)", "string('name', 63)"],
      ["string('owner', 512)", "string('owner', 255)"],
      ["string('system', 512)", "string('system', 255)"],
    ],
  },
  {
    file: '20261125093000_assessments.js',
    blob: '5ece599feb1facb33419d57b2412f654546fa846',
    edits: [...wider, ...withoutAdviceFacts],
  },
  {
    file: '20261126090000_facts.js',
    blob: '119ea2be86e1930c810d7cb1d7e913fdd780601d',
    edits: [["index(['due_at']", "index(['name', 'due_at']"]],
  },
  {
    file: '20261126091000_scorecard_engine.js',
    blob: 'b76e07536379f851d263e46ec1eab54c8be97675',
    edits: [
      [
        'JSON: in order, what `states` does not say',
        'JSON: in order, without since',
      ],
    ],
  },
  {
    file: '20261126093000_evaluation.js',
    blob: '4f75496272f38e0f2469fe1cdf5c3a4d113c2906',
    edits: [
      [
        `    // Every back end looks for those that are running, every few seconds.
    table.index(['state'], 'evaluation_runs_state_idx');
`,
        '',
      ],
    ],
  },
  {
    file: '20261127091000_history.js',
    blob: '9e5bce1d410efe43d2d7eff3cd3bb189af5f855e',
    edits: [['(entity_ref, day)', '(entity_ref, aspect, day)']],
  },
  {
    file: '20261127092000_previews.js',
    blob: '533a1520c30990619601fdd1fd413da6029d8a3c',
    edits: [
      [
        'JSON: position of a check, its states and its effect',
        'JSON: position of a check, its state before and after',
      ],
    ],
  },
  {
    file: '20261128090000_level_since.js',
    blob: 'f03fe78a849a38465c3be67b1bcd41853ddd9109',
    edits: [
      [
        `Whether an approved assessment is stale only an
 * evaluation can tell.`,
        `Whether an assessment is stale only its
 * evaluation can tell, so entities with an approved one are evaluated again.`,
      ],
      [
        '  // A level may have begun',
        `  await evaluateApprovedAgain(knex);
  // A level may have begun`,
      ],
      [
        `/**
 * @param {import('knex').Knex} knex
 */
exports.down`,
        `/* With another digest of the assessment, of which more is kept than before. */
async function evaluateApprovedAgain(knex) {
  const inputs = isSqlite(knex)
    ? "json_set(inputs, '$[2]', '')"
    : \`jsonb_set(inputs::jsonb, '{2}', '""')::text\`;
  await knex.raw(
    \`UPDATE scorecard_details SET inputs = \${inputs} WHERE entity_ref IN
      (SELECT entity_ref FROM scorecards WHERE assessment_status = 'approved')\`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down`,
      ],
    ],
  },
];

const folder = resolvePackagePath(
  '@paved-road/plugin-paved-road-backend',
  'migrations',
);

const folders: string[] = [];

/**
 * A folder with the migrations before the given one, of which some have an earlier text. It is gone with {@link
 * removeEarlierMigrations}.
 */
export function writeEarlierMigrations(
  texts: EarlierText[],
  before: string,
): string {
  const written = mkdtempSync(join(tmpdir(), 'paved-road-migrations-'));
  folders.push(written);
  cpSync(folder, written, {
    recursive: true,
    filter: source => source === folder || source < join(folder, before),
  });
  for (const text of texts) {
    writeFileSync(join(written, text.file), textOf(text));
  }
  return written;
}

export function removeEarlierMigrations(): void {
  for (const written of folders.splice(0)) {
    rmSync(written, { recursive: true });
  }
}

function textOf({ file, blob, edits }: EarlierText): string {
  let text = readFileSync(join(folder, file), 'utf8');
  for (const [now, then] of edits) {
    if (text.split(now).length !== 2) {
      throw new Error(`${file} does not have this once: ${now}`);
    }
    text = text.replace(now, () => then);
  }
  const found = createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');
  if (found !== blob) {
    throw new Error(`${file} was never like this:\n${text}`);
  }
  return text;
}
