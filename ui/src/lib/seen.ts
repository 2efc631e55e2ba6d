/** Acts now and then while somebody can see the page, and at once when they come back to it. Returns how to stop. */
export function whileSeen(every: number, act: () => void): () => void {
  const seen = () => {
    if (!document.hidden) act();
  };
  const timer = setInterval(seen, every);
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
