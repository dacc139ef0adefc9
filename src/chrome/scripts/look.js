// How elements look: told by the browser's own boxes and hit testing.
const BOXES = 'img,input,select,textarea,button,svg,video,canvas,iframe';
const styleOf = (e) => getComputedStyle(e);
const up = (e) => e.parentElement || (e.getRootNode() instanceof ShadowRoot ? e.getRootNode().host : null);
const opacityOf = (e) => { let o = 1; for (; e; e = up(e)) o *= parseFloat(styleOf(e).opacity); return o; };
const colour = (text) => { const n = (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number); return n.length < 4 ? [...n, 1] : n; };
const pictured = (e) => styleOf(e).backgroundImage !== 'none';
const opaque = (e) => (colour(styleOf(e).backgroundColor)[3] > 0.5 || pictured(e) || /^(IMG|VIDEO|CANVAS|IFRAME|OBJECT|EMBED)$/.test(e.tagName)) && opacityOf(e) > 0.5;
const nameOf = (e) => e.id ? `#${CSS.escape(e.id)}` : e.localName + [...e.classList].slice(0, 2).map((c) => `.${CSS.escape(c)}`).join('');
const stackAt = (x, y) => {
  const stack = [];
  for (const e of document.elementsFromPoint(x, y)) {
    if (e.shadowRoot) stack.push(...e.shadowRoot.elementsFromPoint(x, y).filter((inner) => inner !== e && !stack.includes(inner) && inner.getRootNode() === e.shadowRoot));
    stack.push(e);
  }
  return stack;
};
const holds = (outer, inner) => { for (let e = inner; e; e = up(e)) if (e === outer) return true; return false; };
const rectsOf = (el) => {
  if (el.matches(BOXES)) return [...el.getClientRects()];
  const rects = [];
  const walk = (node) => {
    for (const n of childrenOf(node)) {
      if (n.nodeType === 3) {
        if (!n.data.trim() || !n.parentElement && !(n.parentNode instanceof ShadowRoot)) continue;
        const around = n.parentElement || n.parentNode.host;
        if (styleOf(around).visibility !== 'visible') continue;
        const range = document.createRange();
        range.selectNodeContents(n);
        rects.push(...range.getClientRects());
      } else if (n.nodeType === 1 && n.localName !== 'template') {
        if (n.matches(BOXES)) { if (styleOf(n).visibility === 'visible') rects.push(...n.getClientRects()); } else walk(n);
      }
    }
  };
  walk(el);
  return rects.length ? rects : [...el.getClientRects()];
};
const layersBehind = (el) => {
  const layers = [];
  for (let e = el; e; e = up(e)) {
    if (pictured(e)) return null;
    const c = colour(styleOf(e).backgroundColor);
    layers.push(c);
    if (c[3] > 0.999) break;
  }
  return layers;
};
const contrastOf = (el) => {
  let inner = el;
  for (;;) {
    const kids = childrenOf(inner).filter((n) => n.nodeType === 1 || n.nodeType === 3 && n.data.trim());
    if (kids.length === 1 && kids[0].nodeType === 1) inner = kids[0]; else break;
  }
  const layers = layersBehind(el);
  if (!layers) return null;
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const behind = layers.reverse().reduce((b, a) => over(a, b), [255, 255, 255, 1]);
  const light = (c) => { const l = c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
  const [a, b] = [light(over(colour(styleOf(inner).color), behind)), light(behind)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};
const look = (el) => {
  const out = { bounds: [0, 0, 0, 0], visible: false, y: null, font: 0, contrast: null, covered: null };
  const all = rectsOf(el);
  const rects = all.filter((r) => r.width > 0 && r.height > 0);
  if (!all.length) return out;
  const style = styleOf(el);
  out.font = parseFloat(style.fontSize) || 0;
  if (!rects.length) return out;
  const left = Math.min(...rects.map((r) => r.left)), top = Math.min(...rects.map((r) => r.top));
  out.bounds = [left, top, Math.max(...rects.map((r) => r.right)) - left, Math.max(...rects.map((r) => r.bottom)) - top];
  const first = rects[0];
  out.y = first.top + Math.min(first.height, 40) / 2;
  if (!el.matches(BOXES)) out.contrast = contrastOf(el);
  if (out.font < 4 || opacityOf(el) < 0.1) return out;
  if (el.matches(BOXES) && style.visibility !== 'visible') return out;
  const middle = (first.top + first.bottom) / 2;
  if (middle > innerHeight) scrollTo({ top: middle - innerHeight / 2, behavior: 'instant' });
  const shift = scrollY;
  let fixed = false;
  for (let e = el; e; e = up(e)) fixed = fixed || styleOf(e).position === 'fixed';
  let area = 0, shown = 0, covered = 0, hit = 0, cover = null;
  for (const r of rects) for (let i = 0; i < 5; i++) for (let j = 0; j < 3; j++) {
    const x = r.left + r.width * (i + 0.5) / 5, y = r.top + r.height * (j + 0.5) / 3 - (fixed ? 0 : shift);
    const weight = r.width * r.height / 15;
    area += weight;
    const stack = stackAt(x, y);
    const at = stack.findIndex((e) => holds(el, e));
    if (at < 0) {
      // A tall element: not all of it fits the window.
      if ((y < 0 || y >= innerHeight) && r.height > innerHeight && x > 0 && x < innerWidth) shown += weight;
      continue;
    }
    shown += weight; hit++;
    const above = stack.slice(0, at).find((e) => opaque(e));
    if (above) { covered++; cover = above; }
  }
  const between = out.contrast !== null && out.contrast < 1.1 && stackAt(first.left + first.width / 2, first.top + first.height / 2 - (fixed ? 0 : shift)).some((e) => !holds(el, e) && !holds(e, el) && opaque(e));
  scrollTo({ top: 0, behavior: 'instant' });
  if (first.width < 3 || first.height < 3 || shown < area * 0.25) return out;
  if (out.contrast !== null && out.contrast < 1.1) { if (!between) return out; out.contrast = null; }
  if (hit && covered * 2 > hit) { out.covered = nameOf(cover); return out; }
  out.visible = true;
  return out;
};
const lookAt = (selectors) => {
  const style = document.createElement('style');
  style.textContent = '*{pointer-events:auto!important;scroll-behavior:auto!important}';
  (document.head || document.documentElement).append(style);
  const back = [scrollX, scrollY];
  scrollTo({ top: 0, left: 0, behavior: 'instant' });
  try {
    return selectors.map((selector) => { const el = find(selector); return el ? look(el) : null; });
  } finally {
    style.remove();
    scrollTo({ left: back[0], top: back[1], behavior: 'instant' });
  }
};
