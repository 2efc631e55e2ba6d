export interface Toast {
  id: number;
  text: string;
  tone: 'calm' | 'bad';
  action?: { label: string; run: () => void };
  /** what happens when the action was not taken */
  otherwise?: () => void;
}

/** Long enough to read the sentence and reach the button without haste. */
const SHOWN_FOR = 10_000;

let shown = $state.raw<Toast[]>([]);
let spoken = $state('');
let last = 0;

export const toasts = (): Toast[] => shown;

/** What a screen reader is told of changes that are only seen otherwise. */
export const said = (): string => spoken;

export function say(text: string): void {
  spoken = text;
}

export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  const id = ++last;
  shown = [...shown, { id, text, tone: 'calm', ...options }];
  setTimeout(() => dismiss(id), SHOWN_FOR);
}

export function dismiss(id: number, acted = false): void {
  const toast = shown.find((each) => each.id === id);
  if (!toast) return;
  shown = shown.filter((each) => each.id !== id);
  if (acted) toast.action?.run();
  else toast.otherwise?.();
}
