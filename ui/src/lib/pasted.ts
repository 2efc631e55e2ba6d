/** What is read of a pasted text at most: a whole mail with pictures left out fits, a mailbox does not. */
export const MOST_CHARACTERS = 1_000_000;

/** Longer texts are kept beside the box and not shown in it: laying them out would make the page stop. */
export const SHOWN_CHARACTERS = 20_000;

export interface Pasted {
  /** what is read */
  text: string;
  /** characters that were pasted */
  length: number;
  cut: boolean;
}

/** Takes as much of a text as is read, without cutting a character in two. */
export function pasted(text: string): Pasted {
  if (text.length <= MOST_CHARACTERS) return { text, length: text.length, cut: false };
  const last = text.charCodeAt(MOST_CHARACTERS - 1);
  const half = last >= 0xd800 && last <= 0xdbff;
  return { text: text.slice(0, MOST_CHARACTERS - (half ? 1 : 0)), length: text.length, cut: true };
}
