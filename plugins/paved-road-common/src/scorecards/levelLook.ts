import { noLevel } from './rulePack';

/** Colours of a level in one theme, as CSS hex: background, and text on it. @public */
export type LevelColors = { fill: string; on: string };

/** @public */
export type LevelLook = { light: LevelColors; dark: LevelColors };

const look = (light: [string, string], dark: [string, string]): LevelLook => ({
  light: { fill: light[0], on: light[1] },
  dark: { fill: dark[0], on: dark[1] },
});

const none = look(['#e0e0e0', '#1f1f1f'], ['#1a1a1a', '#ffffff']);

/* Alternately dark and light, so that neighbours have a contrast of at least 3. */
const metals: Record<string, { rank: number; look: LevelLook }> = {
  bronze: {
    rank: 1,
    look: look(['#8f5522', '#ffffff'], ['#f0bd94', '#1f1f1f']),
  },
  silver: {
    rank: 2,
    look: look(['#d3dbe4', '#1f1f1f'], ['#5d7086', '#ffffff']),
  },
  gold: {
    rank: 3,
    look: look(['#947000', '#ffffff'], ['#ffd84d', '#1f1f1f']),
  },
  platinum: {
    rank: 4,
    look: look(['#e4e2da', '#1f1f1f'], ['#5f6b6d', '#ffffff']),
  },
};

const odd = [
  look(['#1d5f8a', '#ffffff'], ['#a9d6f5', '#1f1f1f']),
  look(['#5a4ba3', '#ffffff'], ['#d2cbfa', '#1f1f1f']),
  look(['#8a3a7c', '#ffffff'], ['#f3c4ea', '#1f1f1f']),
];
const even = [
  look(['#c4e2f3', '#1f1f1f'], ['#3b6a86', '#ffffff']),
  look(['#d9d4f7', '#1f1f1f'], ['#665ca0', '#ffffff']),
  look(['#f2d3ec', '#1f1f1f'], ['#8a5580', '#ffffff']),
];

/**
 * The colours of a level: a metal if its name and rank match, else a step of a ramp. Neighbours have a
 * contrast of at least 3, text on a level at least 4.5 (WCAG 2.1).
 *
 * @param id - id of the level, or `none`
 * @param rank - 1 for the lowest level; 0 for `none`
 * @public
 */
export function levelLook(id: string, rank: number): LevelLook {
  if (id === noLevel || rank < 1) {
    return none;
  }
  const metal = metals[id.toLocaleLowerCase('en-US')];
  if (metal && metal.rank % 2 === rank % 2) {
    return metal.look;
  }
  const ramp = rank % 2 === 1 ? odd : even;
  return ramp[Math.floor((rank - 1) / 2) % ramp.length];
}
