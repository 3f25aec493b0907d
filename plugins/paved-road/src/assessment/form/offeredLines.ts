/** A list of lines as the form shows it. */
export interface OfferedLines {
  /** Of those that are offered. */
  ticked: string[];
  /** The other lines, as they are typed. */
  typed: string;
}

export function splitLines(value: string, offered: string[]): OfferedLines {
  const lines = value.split('\n');
  const isOffered = (line: string) => offered.includes(line.trim());
  return {
    ticked: offered.filter(text => lines.some(line => line.trim() === text)),
    typed: lines.filter(line => !isOffered(line)).join('\n'),
  };
}

export function joinLines(ticked: string[], typed: string): string {
  return typed === '' ? ticked.join('\n') : [...ticked, typed].join('\n');
}
