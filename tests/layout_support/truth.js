// What a browser shows of the elements with the class `t`, told by its own hit testing.
function look(doc, win, el) {
  const opacity = (e) => { let o = 1; for (; e; e = e.parentElement) o *= parseFloat(win.getComputedStyle(e).opacity); return o; };
  const colour = (text) => { const n = (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const pictured = (e) => win.getComputedStyle(e).backgroundImage !== 'none';
  const opaque = (e) => (colour(win.getComputedStyle(e).backgroundColor)[3] > 0.5 || pictured(e) || /^(IMG|VIDEO|CANVAS|IFRAME|OBJECT|EMBED)$/.test(e.tagName)) && opacity(e) > 0.5;
  const boxes = 'img,input,select,textarea,button,svg,video,canvas,iframe';
  let rects = [];
  if (el.matches(boxes)) rects = [...el.getClientRects()];
  else {
    const walker = doc.createTreeWalker(el, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      if (n.nodeType === 1) { if (n.matches(boxes) && win.getComputedStyle(n).visibility === 'visible') rects.push(...n.getClientRects()); continue; }
      if (!n.data.trim() || n.parentElement.closest(boxes)) continue;
      if (win.getComputedStyle(n.parentElement).visibility !== 'visible') continue;
      const range = doc.createRange();
      range.selectNodeContents(n);
      rects.push(...range.getClientRects());
    }
    if (!rects.length) rects = [...el.getClientRects()];
  }
  rects = rects.filter((r) => r.width > 0 && r.height > 0);
  if (!rects.length) return { visible: false, y: null };
  const first = rects[0];
  const y = first.top + Math.min(first.height, 40) / 2;
  const style = win.getComputedStyle(el);
  const out = { y, x: first.left, visible: false, cover: null };
  if (parseFloat(style.fontSize) < 4 || style.visibility !== 'visible' && rects.length === 0 || opacity(el) < 0.1) return out;
  const middle = (first.top + first.bottom) / 2;
  if (middle > win.innerHeight) win.scrollTo({ top: middle - win.innerHeight / 2, behavior: 'instant' });
  const shift = win.scrollY;
  let fixed = false;
  for (let e = el; e; e = e.parentElement) fixed = fixed || win.getComputedStyle(e).position === 'fixed';
  let area = 0, shown = 0, covered = 0, hit = 0;
  for (const r of rects) {
    for (let i = 0; i < 5; i++) for (let j = 0; j < 3; j++) {
      const px = r.left + r.width * (i + 0.5) / 5, py = r.top + r.height * (j + 0.5) / 3 - (fixed ? 0 : shift);
      const weight = r.width * r.height / 15;
      area += weight;
      const stack = doc.elementsFromPoint(px, py);
      const at = stack.findIndex((e) => e === el || el.contains(e));
      if (at < 0) {
        const inside = py >= 0 && py < win.innerHeight;
        if (!inside && r.height > win.innerHeight && px > 0 && px < win.innerWidth) shown += weight; // A tall element: not all of it fits the window.
        continue;
      }
      shown += weight; hit++;
      const above = stack.slice(0, at).find((e) => opaque(e));
      if (above) { covered++; out.cover = above.id || above.tagName; }
    }
  }
  win.scrollTo({ top: 0, behavior: 'instant' });
  if (first.width < 3 || first.height < 3 || shown < area * 0.25) return out;
  if (hit && covered * 2 > hit) return out;
  if (!el.matches(boxes)) {
    let inner = el;
    for (;;) {
      const kids = [...inner.childNodes].filter((n) => n.nodeType === 1 || n.nodeType === 3 && n.data.trim());
      if (kids.length === 1 && kids[0].nodeType === 1) inner = kids[0]; else break;
    }
    const layers = [];
    let picture = false;
    for (let e = el; e; e = e.parentElement) {
      if (pictured(e)) { picture = true; break; }
      const c = colour(win.getComputedStyle(e).backgroundColor);
      layers.push(c);
      if (c[3] > 0.999) break;
    }
    if (!picture) {
      const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
      const behind = layers.reverse().reduce((b, a) => over(a, b), [255, 255, 255, 1]);
      const light = (c) => { const l = c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
      const [a, b] = [light(over(colour(win.getComputedStyle(inner).color), behind)), light(behind)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 1.1) {
        const stack = doc.elementsFromPoint(first.left + first.width / 2, first.top + first.height / 2 - (fixed ? 0 : 0));
        const between = stack.some((e) => e !== el && !el.contains(e) && !e.contains(el) && opaque(e));
        if (!between) return out;
      }
    }
  }
  out.visible = true;
  return out;
}
window.onload = () => {
  const results = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const doc = frame.contentDocument, win = frame.contentWindow;
    const style = doc.createElement('style');
    style.textContent = '*{pointer-events:auto!important}';
    doc.head.append(style);
    const seen = {};
    for (const el of doc.querySelectorAll('.t[id],[data-looked-at]')) seen[el.id] = look(doc, win, el);
    results.push({ page: frame.dataset.page, viewport: frame.dataset.viewport, seen });
  }
  document.body.innerHTML = '';
  const pre = document.createElement('pre');
  pre.textContent = 'RESULTS' + JSON.stringify(results) + 'END';
  document.body.append(pre);
};
