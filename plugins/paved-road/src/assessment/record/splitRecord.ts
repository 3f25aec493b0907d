/** A decision record as its two parts: the front matter, which Markdown does not know, and the body. */
export interface SplitRecord {
  /** YAML, without its fences. */
  frontMatter: string;
  /** Markdown. */
  body: string;
}

const record = /^---\n(?<frontMatter>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/;

export function splitRecord(markdown: string): SplitRecord {
  const { frontMatter = '', body = markdown } =
    record.exec(markdown)?.groups ?? {};
  return { frontMatter, body };
}
