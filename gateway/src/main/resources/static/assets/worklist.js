// The worklist by keyboard: a letter acts on the row that holds the focus, and after an act the focus is on the row that took its place.
(() => {
  'use strict';
  const one = (selector, within = document) => within.querySelector(selector);
  const rows = () => [...document.querySelectorAll('#list tbody tr')];
  let at = -1;
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || one('dialog[open]')) return;
    const active = document.activeElement;
    if (active.closest('input, textarea, select')) return;
    const row = active.closest('#list tbody tr');
    const act = row && [...row.querySelectorAll('[data-row-key]')].find(each => each.dataset.rowKey === event.key);
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act.click();
    if (act.matches('summary')) one('input[type="date"]', act.parentElement)?.focus();
  }, true);
  document.addEventListener('htmx:beforeRequest', event => {
    const row = event.target.closest?.('tr');
    at = row ? rows().indexOf(row) : -1;
  });
  document.addEventListener('htmx:afterSettle', () => {
    if (at < 0) return;
    const all = rows();
    const row = all[Math.min(at, all.length - 1)];
    at = -1;
    const said = one('#list .banner');
    if (said) foramen.say(said.firstElementChild?.textContent || said.textContent);
    (row && one('a[href]', row) || one('#list a[href]'))?.focus();
  });
})();
