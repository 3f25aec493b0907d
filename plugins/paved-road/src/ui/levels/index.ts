export * from './LevelBadge';
export * from './LevelBar';
export * from './levelSteps';
export * from './useLevels';
