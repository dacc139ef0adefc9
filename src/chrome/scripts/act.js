// What a customer does to one element.
const tell = (el, ...names) => names.forEach((name) => el.dispatchEvent(
  /^key/.test(name) ? new KeyboardEvent(name, { bubbles: true, cancelable: true })
    : name === 'input' ? new InputEvent('input', { bubbles: true, inputType: 'insertText' })
    : new Event(name, { bubbles: true })));
const set = (el, text) => {
  const kind = el.localName === 'textarea' ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(el, text);
};
const actions = {
  place(el) {
    el.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const rect = [...el.getClientRects()].find((r) => r.width > 0 && r.height > 0);
    if (!rect) return { hit: false };
    const x = rect.left + rect.width / 2, y = rect.top + rect.height / 2;
    let at = document.elementFromPoint(x, y);
    while (at && at.shadowRoot && at !== el) {
      const inner = at.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === at) break;
      at = inner;
    }
    return { x, y, hit: !!at && (at === el || el.contains(at)) };
  },
  click(el) { el.click(); return {}; },
  fill(el, text) {
    el.focus();
    if (el.isContentEditable) { el.textContent = text; tell(el, 'input'); return {}; }
    set(el, '');
    tell(el, 'keydown');
    set(el, text);
    tell(el, 'input', 'keyup', 'change');
    el.blur();
    return {};
  },
  select(el, value) {
    const option = [...(el.options || [])].find((o) => o.value === value);
    if (!option) return { error: 'no such option' };
    el.value = value;
    tell(el, 'input', 'change');
    return {};
  },
  tick(el, on) {
    if (el.checked === on) return {};
    const label = el.labels && el.labels[0];
    el.click();
    if (el.checked !== on && label) label.click();
    return el.checked === on ? {} : { error: 'cannot be ticked' };
  },
  describe(el) {
    const label = (el.innerText || el.getAttribute('aria-label') || el.value || el.alt || el.title || '').trim();
    const tags = [];
    for (let e = el; e && e.nodeType === 1; e = e.parentElement) tags.unshift(e.cloneNode(false).outerHTML.replace(/<\/[^>]*>$/, ''));
    return { label: label.replace(/\s+/g, ' ').slice(0, 200), markup: tags.join('').slice(-8000) };
  },
};
const act = ({ what, selector, value }) => {
  const el = find(selector);
  if (!el) return { error: 'no such element' };
  if (what !== 'describe' && (el.disabled || el.getAttribute('aria-disabled') === 'true')) return { error: 'disabled' };
  return actions[what](el, value);
};
