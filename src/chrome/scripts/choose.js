// The list that a button opened: the choice that is wanted, brought into view.
const choose = ({ selector, wanted }) => {
  const button = find(selector);
  if (!button) return null;
  const named = (button.getAttribute('aria-controls') || '').split(/\s+/).map((id) => id && document.getElementById(id)).find(Boolean);
  const shown = (e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0; };
  const all = [...(named || document).querySelectorAll('[role=option]')].filter(shown);
  const free = all.filter((e) => e.getAttribute('aria-disabled') !== 'true' && !e.hasAttribute('disabled'));
  const words = (e) => e.textContent.replace(/\s+/g, ' ').trim();
  const same = (e) => wanted.some((want) => want.toLowerCase() === words(e).toLowerCase());
  const option = free.find(same) || free.find((e) => words(e));
  if (!option) return null;
  option.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const r = option.getBoundingClientRect();
  return { label: words(option).slice(0, 80), x: r.left + r.width / 2, y: r.top + r.height / 2 };
};
