// The page as it is read: its elements in order, those of open shadow roots in the place of their host's own children,
// and what is assigned to a slot within the slot.
const shadowed = () => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) if (n.shadowRoot) return true;
  return false;
};
const childrenOf = (node) => {
  if (node.shadowRoot) return [...node.shadowRoot.childNodes];
  if (node.localName === 'slot' && node.assignedNodes && node.getRootNode() instanceof ShadowRoot) {
    const assigned = node.assignedNodes();
    if (assigned.length) return assigned;
  }
  return node.localName === 'template' ? [...node.content.childNodes] : [...node.childNodes];
};
const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const RAW = /^(script|style|xmp|iframe|noembed|noframes|plaintext|noscript)$/;
const flat = (node, elements) => {
  const escape = (text) => text.replace(/&/g, '&amp;').replace(/\u00a0/g, '&nbsp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  if (node.nodeType === 3) return RAW.test(node.parentNode.localName) ? node.data : escape(node.data);
  if (node.nodeType === 8) return `<!--${node.data}-->`;
  if (node.nodeType !== 1) return '';
  if (node.localName === 'style' && node.getRootNode() instanceof ShadowRoot) return '';
  elements.push(node);
  const attributes = [...node.attributes].map((a) => ` ${a.name}="${a.value.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`).join('');
  const name = node.localName;
  if (VOID.test(name)) return `<${name}${attributes}>`;
  return `<${name}${attributes}>${childrenOf(node).map((n) => flat(n, elements)).join('')}</${name}>`;
};
const flattened = () => {
  const elements = [];
  return { html: flat(document.documentElement, elements), elements };
};
let mirror = null;
const find = (selector) => {
  try {
    const found = document.querySelector(selector);
    if (found && !found.closest('template')) return found;
    if (!shadowed()) return found;
    if (!mirror) {
      const { html, elements } = flattened();
      const parsed = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')];
      mirror = { parsed, elements, doc: parsed[0] && parsed[0].ownerDocument };
    }
    if (mirror.parsed.length !== mirror.elements.length) return null;
    return mirror.elements[mirror.parsed.indexOf(mirror.doc.querySelector(selector))] || null;
  } catch (_) { return null; }
};
