export type Look = 'auto' | 'light' | 'dark';

export function look(): Look {
  const kept = localStorage.getItem('look');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

export function setLook(look: Look): void {
  if (look === 'auto') {
    localStorage.removeItem('look');
    delete document.documentElement.dataset.look;
  } else {
    localStorage.setItem('look', look);
    document.documentElement.dataset.look = look;
  }
}
