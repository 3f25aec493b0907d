import { ModelExtension } from '@paved-road/plugin-paved-road-common/advisor';
import { Lens } from '../import/lens/lens';
import { TranslatedLens } from '../import/lens/translateLens';

/** A lens, and the parts of a model extension that it cannot express. */
export interface ExportedLens {
  lens: Lens;
  notes: string[];
}

/** Applies the edits of a model extension to its lens. Without edits, the lens is unchanged. */
export function toLens(
  lens: Lens,
  translated: TranslatedLens,
  { questions = [], risks = [] }: ModelExtension,
): ExportedLens {
  const notes: string[] = [];
  const edited: Lens = structuredClone(lens);
  const byName = new Map(questions.map(question => [question.name, question]));
  const byId = new Map(risks.map(risk => [risk.id, risk]));
  const known = new Set<string>();
  let index = 0;
  for (const pillar of edited.pillars) {
    for (const question of pillar.questions) {
      const made = translated.questions[index];
      index += 1;
      for (const choice of question.choices) {
        const asked = made.choices.get(choice.id);
        if (asked) {
          known.add(asked.name);
          const now = byName.get(asked.name);
          if (!now) {
            notes.push(
              `custom.${asked.name} is no longer in the model; choice ${choice.id} of ${question.id} stays`,
            );
          } else if (now.title !== asked.title) {
            choice.title = now.title;
          }
        }
      }
      for (const { id, title, severity, when } of made.risks) {
        known.add(id);
        const now = byId.get(id);
        if (!now) {
          notes.push(
            `The risk ${id} is no longer in the model; the rules of ${question.id} stay`,
          );
          continue;
        }
        if (now.title !== title) {
          question.title = now.title;
        }
        if (
          now.severity !== severity ||
          JSON.stringify(now.when) !== JSON.stringify(when)
        ) {
          notes.push(
            `The severity or the condition of ${id} was edited; the rules of ${question.id} stay as they were`,
          );
        }
      }
    }
  }
  for (const name of [...byName.keys(), ...byId.keys()]) {
    if (!known.has(name)) {
      notes.push(`${name} is not of this lens, and is left out`);
    }
  }
  return { lens: edited, notes };
}
