import { detect } from '../__testUtils__/detect';
import { clientPromptsDetector } from './clientPromptsDetector';

const read = async (layout: Record<string, string>) =>
  (await detect(clientPromptsDetector, layout)).found.clientPrompts.map(
    ({ file, line }) => `${file}:${line}`,
  );

const prompt =
  "const messages = [{ role: 'system', content: buildPrompt(user) }];";

describe('system prompts in clients', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'a component',
      { 'src/Chat.tsx': `'use client';\n${prompt}` },
      'src/Chat.tsx:2',
    ],
    [
      'a module that a hook imports through an index',
      {
        'app/hooks/use-chat.ts':
          "import { build } from '@/lib/prompts';\nconst [a] = useState(build());",
        'app/lib/prompts/index.ts': "export * from './build';",
        'app/lib/prompts/build.ts': prompt,
      },
      'app/lib/prompts/build.ts:1',
    ],
    [
      'a page of Svelte',
      {
        'web/src/routes/+page.svelte':
          '<script>\n  let init_prompt =\n    data.prompt ??\n    "Below is an instruction that describes a task.";\n</script>',
      },
      'web/src/routes/+page.svelte:4',
    ],
    [
      'a script in a folder for clients',
      { 'frontend/src/chatClient.ts': prompt },
      'frontend/src/chatClient.ts:1',
    ],
    [
      'an app',
      { 'ios/Sources/OpenAIClient.swift': '["role": "developer"]' },
      'ios/Sources/OpenAIClient.swift:1',
    ],
    [
      'a file that is delivered',
      { 'web/public/system-prompt.txt': 'You are' },
      'web/public/system-prompt.txt:1',
    ],
  ])('finds one in %s', async (_, layout, expected) => {
    expect(await read(layout)).toEqual([expected]);
  });

  it.each<[string, Record<string, string>]>([
    [
      'routes and modules of the server',
      {
        'src/routes/chat/+server.ts': prompt,
        'app/api/chat/route.ts': prompt,
        'src/lib/server/chat.ts': prompt,
        'lib/chat.ts': prompt,
        'app/actions.ts': `'use server';\n${prompt}`,
        'src/Chat.tsx':
          "import { send } from './lib/server/chat';\nuseState(send);",
      },
    ],
    [
      'a component of the server',
      { 'app/page.tsx': `${prompt}\nexport default async function Page() {}` },
    ],
    [
      'types, comparisons and suggestions for users',
      {
        'src/Chat.tsx':
          "type Message = { role: 'system' | 'user' };\nif (message.role === 'system') useState();\nconst prompt = 'Write a poem about a house by the sea';",
      },
    ],
    [
      'what is imported as a type',
      {
        'src/Chat.tsx':
          "import type { A } from './prompt';\nimport { type B } from './prompt';\nuseState();",
        'src/prompt.ts': prompt,
      },
    ],
    ['broken code', { 'src/Chat.tsx': "useState(; import { from ''" }],
  ])('does not count %s', async (_, layout) => {
    expect(await read(layout)).toEqual([]);
  });
});
