// What every page of Foramen can do beyond links and forms: keys, quiet htmx, and counting from the clinic's own today.
(() => {
  'use strict';
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // ---- Business time: how far the clinic's clock is ahead of this browser's.
  const told = one('meta[name="business-time"]');
  const ahead = told ? Date.parse(told.content) - Date.now() : 0;
  const now = () => new Date(Date.now() + (Number.isFinite(ahead) ? ahead : 0));

  // <span data-count-to="2026-12-03T10:15:00Z">: "in 3 days", "in 2 hours", "5 minutes ago".
  const steps = [['day', 86400000], ['hour', 3600000], ['minute', 60000]];
  const count = () => all('[data-count-to]').forEach(element => {
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang || 'en', { numeric: 'auto' });
    const away = Date.parse(element.dataset.countTo) - now();
    const [unit, size] = steps.find(([, each]) => Math.abs(away) >= each) || steps[2];
    const text = words.format(Math.trunc(away / size), unit);
    if (element.textContent !== text) element.textContent = text;
  });

  // ---- Saying something without moving anything.
  const say = text => {
    const live = one('#live');
    if (live) { live.textContent = ''; requestAnimationFrame(() => { live.textContent = text; }); }
  };

  // ---- Keys. Rows are table rows and list items with a link; the current one holds the focus.
  const typing = element => element.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable="true"]');
  const rows = () => all('table.list tbody tr, ul.list > li, ol.list > li').filter(row => one('a[href], button', row) && row.offsetParent);
  const door = row => one('a[href], button', row);
  const step = by => {
    const each = rows();
    if (!each.length) return;
    const at = each.findIndex(row => row.contains(document.activeElement));
    const row = each[at < 0 ? (by > 0 ? 0 : each.length - 1) : Math.min(Math.max(at + by, 0), each.length - 1)];
    door(row).focus();
    row.scrollIntoView({ block: 'nearest' });
  };
  const help = () => {
    const dialog = one('#keys');
    if (!dialog) return;
    const body = one('tbody', dialog);
    all('tr[data-own]', body).forEach(row => row.remove());
    all('[data-key]').forEach(element => {
      const row = body.insertRow();
      row.dataset.own = '';
      const head = document.createElement('th');
      const key = document.createElement('kbd');
      key.textContent = element.dataset.key;
      head.scope = 'row';
      head.append(key);
      row.append(head);
      row.insertCell().textContent = (element.dataset.keySays || element.textContent).trim();
    });
    dialog.showModal();
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || one('dialog[open]')) return;
    const own = all('[data-key]').find(element => element.dataset.key === event.key && !element.disabled && element.offsetParent);
    const act = own ? () => (own.matches('input, select, textarea') ? own.focus() : own.click())
      : { '/': () => one('#search')?.focus(), j: () => step(1), k: () => step(-1), '?': help }[event.key];
    if (!act || (event.key === '/' && !one('#search'))) return;
    event.preventDefault();
    act();
  });

  // ---- htmx: the focus stays where it was, and a no is said in words.
  let focused = null;
  const handle = element => element && element.id ? '#' + CSS.escape(element.id)
    : element && element.name ? '[name="' + CSS.escape(element.name) + '"]'
    : element && element.getAttribute && element.getAttribute('href') ? 'a[href="' + CSS.escape(element.getAttribute('href')) + '"]' : null;
  document.addEventListener('htmx:beforeSwap', () => { focused = handle(document.activeElement); });
  document.addEventListener('htmx:afterSettle', event => {
    const invalid = one('.error-summary', event.target) || (event.target.matches?.('.error-summary') && event.target);
    if (invalid) invalid.focus();
    else if (focused && document.activeElement === document.body) one(focused)?.focus({ preventScroll: true });
    count();
  });
  document.addEventListener('htmx:responseError', event => {
    let text = 'That did not work. Please try again.';
    try { text = JSON.parse(event.detail.xhr.responseText).detail || text; } catch { /* a page, not a problem */ }
    say(text);
  });
  const away = () => say('No answer. Check the connection and try again; nothing was changed.');
  document.addEventListener('htmx:sendError', away);
  document.addEventListener('htmx:timeout', away);

  // ---- An emergency shows on every page of those who can answer it, until somebody has.
  const watch = async () => {
    const place = one('#emergencies');
    if (!place || document.hidden) return;
    try {
      const answer = await fetch('/api/emergencies?limit=100', { headers: { Accept: 'application/json' } });
      if (!answer.ok) return;
      const { emergencies: open, all: waiting } = await answer.json();
      // It speaks again for each one more or less, and whenever the service tells of one again.
      const told = waiting ? waiting + ' ' + open.map(each => each.alertId + ':' + (each.repeated || 0)).join(' ') : '0';
      if (told === (place.dataset.told || '0')) return;
      place.dataset.told = told;
      if (!waiting) { place.replaceChildren(); return; }
      // The link stays where it is: whoever has just reached it must not lose it.
      const banner = one('.banner', place) || document.createElement('div');
      const words = one('strong', banner) || document.createElement('strong');
      const link = one('a', banner) || document.createElement('a');
      banner.className = 'banner';
      banner.dataset.kind = 'emergency';
      let text = waiting === 1 ? 'An emergency waits for somebody to answer it.' : waiting + ' emergencies wait for somebody to answer them.';
      const minutes = Math.floor((now() - Math.min(...open.map(each => Date.parse(each.at)))) / 60000);
      if (minutes > 0) text += ' The oldest has waited ' + (minutes < 120 ? minutes + (minutes === 1 ? ' minute.' : ' minutes.') : Math.floor(minutes / 60) + ' hours.');
      words.textContent = text;
      link.href = '/emergencies';
      link.textContent = 'Open';
      if (!banner.isConnected) {
        const row = document.createElement('div');
        row.className = 'row';
        row.append(words, link);
        banner.append(row);
        place.append(banner);
      }
    } catch { /* away: the next look is in 20 seconds */ }
  };

  // ---- A form is sent once.
  document.addEventListener('submit', event => {
    if (event.defaultPrevented || event.target.method === 'dialog') return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    if (event.target.method === 'post' && !event.target.hasAttribute('hx-post')) {
      event.target.dataset.sent = 'yes';
    }
  });
  addEventListener('pageshow', () => all('form[data-sent]').forEach(form => delete form.dataset.sent));

  addEventListener('DOMContentLoaded', () => {
    count();
    setInterval(count, 30000);
    watch();
    setInterval(watch, 20000);
    one('.error-summary')?.focus();
    one('.rail [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  });

  window.foramen = Object.freeze({ now, say });
})();
