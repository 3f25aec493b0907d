import { Finding } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { isPromptFile } from '../llmCode/prompts';
import {
  isServiceCode,
  mayCallModels,
  isServicePart,
  readServiceCode,
} from '../source/serviceCode';
import { isProse, placeAt, SourceText } from '../source/SourceText';
import { findClientFiles } from './clientFiles';

/** A message of the system that code builds. A type lists several roles, and a comparison has two signs. */
const systemMessage =
  /(?<![|&]\s{0,4})\brole["']?\s{0,3}[:=]\s{0,3}["'](system|developer)["'](?!\s{0,4}\|)/;
const systemName =
  /\b(system|init(ial)?|pre|base)_?prompt\w{0,20}["'`]?\s{0,3}(:[^=\n]{1,30})?[:=](?!=)[^;]{0,120}$/i;
const clientFolder =
  /(^|\/)(client|frontend|web|webapp|browser|mobile|ios|android|public|static)\//i;

function findSystemPrompt(source: SourceText): Finding<'clientPrompts'>[] {
  const message = systemMessage.exec(source.code);
  const literal = source.literals.find(
    ({ value, start }) =>
      (isProse(value, 6) || /^You are\b/.test(value.trim())) &&
      systemName.test(source.code.slice(Math.max(0, start - 200), start)),
  );
  const position = message?.index ?? literal?.start;
  return position === undefined
    ? []
    : [placeAt(source, position, source.file.path)];
}

/** Finds system prompts in code that runs at the user. */
export const clientPromptsDetector: Detector = {
  id: 'client-prompts',
  version: 1,
  title: 'System prompts in clients',
  kinds: ['clientPrompts'],
  searched:
    'components, hooks and scripts of the browser, mobile apps, and the modules that they import',
  reads:
    'messages with the role system, and constants named as a system prompt',
  ignores: 'prompts that the client loads from a server or from its user',
  recognises: isServiceCode,
  isLikely: mayCallModels,
  async detect(files, { folder, files: paths }) {
    const clients = findClientFiles(await readServiceCode(files, folder));
    const stored = paths
      .filter(
        path =>
          isPromptFile(path) &&
          clientFolder.test(path) &&
          isServicePart(path, folder),
      )
      .map(path => ({
        subject: path,
        file: path,
        line: 1,
        source: 'read' as const,
      }));
    return {
      found: {
        clientPrompts: [...[...clients].flatMap(findSystemPrompt), ...stored],
      },
    };
  },
};
