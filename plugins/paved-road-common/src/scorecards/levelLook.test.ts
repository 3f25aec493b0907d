import fc from 'fast-check';
import { levelLook } from './levelLook';
import { noLevel } from './rulePack';

/** Relative luminance by WCAG 2.1. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  it('tells neighbours apart and is readable, whatever the levels are called', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.oneof(
            fc.constantFrom('bronze', 'silver', 'gold', 'platinum'),
            fc.string(),
          ),
          { minLength: 1, maxLength: 10 },
        ),
        ids => {
          const looks = [noLevel, ...ids.filter(id => id !== noLevel)].map(
            (id, rank) => levelLook(id, rank)[theme],
          );
          for (const { fill, on } of looks) {
            expect(contrast(fill, on)).toBeGreaterThanOrEqual(4.5);
          }
          for (const [index, { fill }] of looks.slice(1).entries()) {
            expect(contrast(fill, looks[index].fill)).toBeGreaterThanOrEqual(3);
          }
        },
      ),
    );
  });
});

it('gives the levels of the default pack their metal', () => {
  const fills = ['bronze', 'silver', 'gold'].map(
    (id, index) => levelLook(id, index + 1).light.fill,
  );
  expect(fills).toEqual(['#8f5522', '#d3dbe4', '#947000']);
  expect(levelLook('gold', 2)).not.toEqual(levelLook('gold', 3));
});
