// The address bar as state. A link is a plain <a href>; App sends clicks here.

interface Place {
  path: string;
  hash: string;
  /** came here by the browser's back or forward: the screen shows what it showed, where it was */
  back: boolean;
  scroll: number;
}

let place = $state.raw<Place>({ path: location.pathname, hash: location.hash, back: false, scroll: 0 });

export const route = (): Place => place;

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  keepScroll();
  if (how === 'push') history.pushState({ scroll: 0 }, '', path);
  else history.replaceState({ scroll: 0 }, '', path);
  place = { path: location.pathname, hash: location.hash, back: false, scroll: 0 };
}

export function followAddress(): () => void {
  history.scrollRestoration = 'manual';
  const onPop = (event: PopStateEvent) => {
    const scroll = (event.state as { scroll?: number } | null)?.scroll ?? 0;
    place = { path: location.pathname, hash: location.hash, back: true, scroll };
  };
  let pending = 0;
  const onScroll = () => {
    clearTimeout(pending);
    pending = window.setTimeout(keepScroll, 150);
  };
  addEventListener('popstate', onPop);
  addEventListener('scroll', onScroll, { passive: true });
  return () => {
    removeEventListener('popstate', onPop);
    removeEventListener('scroll', onScroll);
  };
}

/** Whether a click on this link should stay within the app. */
export function inside(event: MouseEvent, link: HTMLAnchorElement): boolean {
  return (
    event.button === 0 &&
    !event.defaultPrevented &&
    !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) &&
    !link.target &&
    !link.hasAttribute('download') &&
    link.origin === location.origin &&
    !/^\/(api|hooks)\//.test(link.pathname) &&
    !(link.pathname === location.pathname && link.hash)
  );
}

function keepScroll(): void {
  history.replaceState({ scroll: window.scrollY }, '');
}
