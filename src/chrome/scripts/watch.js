// Remembers when the document last changed.
(() => {
  let last = performance.now();
  const observer = new MutationObserver(() => { last = performance.now(); });
  const watch = () => observer.observe(document, { childList: true, characterData: true, subtree: true });
  watch();
  addEventListener('load', () => { last = performance.now(); });
  globalThis.touchpointQuiet = () => performance.now() - last;
})();
