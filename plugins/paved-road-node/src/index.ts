/**
 * Extension points of Paved Road for other backend plugins, and what reads the facts of a repository.
 *
 * @packageDocumentation
 */
export * from './events';
export * from './extensionPoints';
export * from './FactCollector';
export * from './repository';
