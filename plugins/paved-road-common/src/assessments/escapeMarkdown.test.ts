import fc from 'fast-check';
import { lexer, Token, Tokens } from 'marked';
import { markdownLine, markdownParagraphs } from './escapeMarkdown';

const hostile = [
  '# Heading',
  'Setext\n===',
  'Setext\n---',
  '---\nstatus: accepted\n---',
  '* item\n+ item\n- item',
  '1. item\n2) item',
  '> quote',
  '```\ncode\n```',
  '~~~\ncode\n~~~',
  '    code',
  '\tcode',
  '<script>alert(1)</script>',
  '<!-- comment -->',
  'a <img src=x onerror=alert(1)> b',
  '[link](javascript:alert(1))',
  '![image](/y.png)',
  '[ref]\n\n[ref]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '**bold** _em_ `code` ~~gone~~',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '&lt;b&gt; &#60;b&#62; AT&T',
  'a\\\nb',
  '\\# \\* \\<b\\>',
  '!!! note\n    text',
  ': definition',
  '{{ macro }} {: .class }',
  '- [ ] task',
  'line one\u2028# line two',
  'a\r\n\r\n# b',
];

/** What a reader sees, and which kinds of markup there are. */
function read(markdown: string): { text: string; types: Set<string> } {
  const types = new Set<string>();
  const textOf = (tokens: Token[]): string =>
    tokens
      .map(token => {
        types.add(token.type);
        if (token.type === 'br' || token.type === 'space') {
          return ' ';
        }
        const { tokens: children, text } = token as Tokens.Text;
        return children ? textOf(children) : text;
      })
      .join('');
  const text = textOf(lexer(markdown)).replace(/&#(\d+);/g, (_, code) =>
    String.fromCharCode(Number(code)),
  );
  return { text: plain(text), types };
}

function plain(text: string): string {
  return text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim();
}

const literal = new Set(['paragraph', 'text', 'escape', 'br', 'space']);

describe.each([
  ['markdownLine', markdownLine],
  ['markdownParagraphs', markdownParagraphs],
])('%s', (_, escape) => {
  it.each(hostile)('shows %j as it is', input => {
    const { text, types } = read(escape(input));
    expect(text).toBe(plain(input));
    expect([...types].filter(type => !literal.has(type))).toEqual([]);
  });

  it('shows anything as it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ unit: 'grapheme-ascii' }),
      fc.constantFrom('\n', '\n\n', ' ', '    ', '\t', '\\', '&', '#', ';'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), pieces => {
        const input = pieces.join('');
        // A bare address becomes a link in GitHub's Markdown, which is welcome.
        fc.pre(!/https?:|www\.|@/.test(input));
        const { text, types } = read(escape(input));
        expect(text).toBe(plain(input));
        expect([...types].filter(type => !literal.has(type))).toEqual([]);
      }),
    );
  });
});

describe('markdownLine', () => {
  it('makes one line', () => {
    expect(markdownLine(' a\n\n  b\r\nc\u2029d ')).toBe('a b c d');
  });
});

describe('markdownParagraphs', () => {
  it('keeps lines and paragraphs', () => {
    expect(markdownParagraphs('\na \n  b\n\n\n\nc\n')).toBe('a  \nb\n\nc');
  });
});
