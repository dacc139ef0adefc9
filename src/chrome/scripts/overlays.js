// What lies over the page: fixed and sticky boxes and dialogs with buttons, those on top first.
const deep = (root, into) => {
  for (const e of root.querySelectorAll('*')) {
    into.push(e);
    if (e.shadowRoot) deep(e.shadowRoot, into);
  }
  return into;
};
const shows = (e) => {
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  return s.visibility === 'visible' && parseFloat(s.opacity) > 0.05 && r.width > 3 && r.height > 3
    && r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight;
};
const isOver = (e) => {
  const s = getComputedStyle(e);
  if (!/^(fixed|sticky)$/.test(s.position) && !e.matches('dialog[open],[role=dialog],[aria-modal=true]') && !(s.position === 'absolute' && parseInt(s.zIndex, 10) >= 100)) return false;
  const r = e.getBoundingClientRect();
  return shows(e) && r.width * r.height >= innerWidth * innerHeight * 0.02 || s.position === 'fixed' && r.height < 4 && e.children.length > 0;
};
const textOf = (e) => (e.innerText || e.textContent || '').replace(/\s+/g, ' ').trim();
const overlays = {
  find() {
    const over = deep(document, []).filter(isOver).slice(0, 40);
    globalThis.touchpointOverlays = over.map((overlay) => deep({ querySelectorAll: (s) => overlay.querySelectorAll(s) }, [])
      .concat(overlay.shadowRoot ? deep(overlay.shadowRoot, []) : [])
      .filter((e) => e.matches('button,a,input[type=button],input[type=submit],[role=button]') && shows(e)).slice(0, 30));
    return over.map((overlay, i) => ({
      text: (textOf(overlay) || globalThis.touchpointOverlays[i].map((b) => textOf(b.getRootNode().host || b)).join(' ')).slice(0, 3000),
      buttons: globalThis.touchpointOverlays[i].map((b) => (textOf(b) || b.value || b.getAttribute('aria-label') || '').slice(0, 100)),
    }));
  },
  press({ overlay, button }) {
    const found = (globalThis.touchpointOverlays || [])[overlay];
    if (!found || !found[button]) return false;
    found[button].click();
    return true;
  },
};
