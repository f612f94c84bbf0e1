/** One link or image of a Markdown text. */
export interface Link {
  readonly target: string;
  readonly line: number;
}

const LINKS = [
  /\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g, // [text](target) and ![text](target)
  /^\s*\[[^\]]+\]:\s*<?([^\s>]+)>?/g, // [name]: target
  /\s(?:src|href)="([^"]+)"/g, // HTML that Markdown lets through
];

/** The links of a Markdown text, without those in code. */
export function linksIn(text: string): Link[] {
  let fence: string | undefined;
  return text.split('\n').flatMap((raw, i) => {
    const mark = /^\s*(```+|~~~+)/.exec(raw)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      return [];
    }
    if (fence !== undefined) return [];
    // Text in backquotes shows a link and is none. A picture inside a link's text is a link of its own.
    const line = raw.replace(/`[^`]*`/g, '');
    const pictures = line.replace(/!(\[[^\]]*\]\([^)]*\))/g, '');
    return [...targets(line), ...targets(pictures)].map((target) => ({ target, line: i + 1 }));
  });
}

const targets = (line: string): string[] =>
  LINKS.flatMap((shape) => [...line.matchAll(shape)].map((match) => match[1]!));
