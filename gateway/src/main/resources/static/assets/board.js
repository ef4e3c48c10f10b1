// The day board: it hears that the day changed and offers to show it, opens a card beside the board, and shows where a card could go
// before it is dropped there. Everything it does is also a link or a form.
(() => {
  'use strict';
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const day = () => one('#day');
  const drawer = () => one('#drawer');
  const STEP = 15 * 60000;
  // Who has not touched anything for this long only looks: then the board shows changes by itself.
  const IDLE = 45000;
  const POLL = 20000;

  let touched = 0;
  ['keydown', 'pointerdown', 'wheel'].forEach(what => document.addEventListener(what, () => { touched = Date.now(); }, { passive: true }));
  const busy = () => Date.now() - touched < IDLE || drawer().childElementCount > 0 || moving || one('dialog[open]');

  // ---- Changes
  let known = 0;
  const changes = () => {
    const button = one('#changes');
    const count = known - Number(day().dataset.version);
    if (count > 0 && !busy()) { show(); return; }
    button.hidden = count <= 0;
    if (count > 0) button.textContent = (count === 1 ? '1 change' : count + ' changes') + ' · show';
  };
  const show = () => htmx.trigger('#day', 'day-refresh');
  let place = null;
  // Where the focus is within the day, in words that are still true when the day is another: which lane or list, which patient, which act.
  let focus = null;
  const whereFocused = () => {
    const active = document.activeElement;
    if (!day().contains(active)) return null;
    const lane = active.closest('.lane')?.dataset.unit;
    const id = active.closest('[data-id]')?.dataset.id || (active.closest('tr') && one('[data-id]', active.closest('tr'))?.dataset.id);
    const within = lane ? '.lane[data-unit="' + CSS.escape(lane) + '"] ' : active.closest('table.list') ? 'table.list ' : '';
    const card = id && '[data-id="' + CSS.escape(id) + '"]';
    const act = active.closest('form')?.getAttribute('action');
    return [act && within + 'form[action="' + CSS.escape(act) + '"] button', card && within + card, card && '.slot' + card, card, '.board', '#day a[href]'].filter(Boolean);
  };
  const focusAgain = () => {
    focus?.map(selector => one(selector)).find(Boolean)?.focus({ preventScroll: true });
  };
  document.addEventListener('htmx:beforeSwap', event => {
    const target = event.detail.target;
    // A no from the drawer's form is a page too: it says why, beside what was asked.
    if (target.id === 'drawer' && event.detail.xhr.status >= 400 && (event.detail.xhr.getResponseHeader('Content-Type') || '').includes('html')
        && !event.detail.serverResponse.includes('<html')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
    const board = one('.board');
    if (target.id !== 'day') return;
    focus = whereFocused() || (document.activeElement === one('#changes') ? ['.board', '#day a[href]'] : null);
    if (board) place = [board.scrollLeft, board.scrollTop];
  });
  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target.id === 'drawer') opened();
  });
  document.addEventListener('htmx:afterSettle', () => {
    const board = one('.board');
    if (board && place) { [board.scrollLeft, board.scrollTop] = place; place = null; }
    minute();
    current();
    changes();
    focusAgain();
    focus = null;
  });
  document.addEventListener('day-changed', show);

  // ---- The line to the server, and looking by oneself where there is none
  let line = null;
  let ahead = null;
  const connected = is => {
    const words = one('#line');
    words.hidden = is;
    words.textContent = is ? '' : 'Not live: looking every 20 seconds';
  };
  const heard = event => {
    const told = JSON.parse(event.data);
    known = Math.max(known, told.version);
    ahead = Date.parse(told.now) - Date.now();
    connected(true);
    minute();
    changes();
  };
  const listen = () => {
    if (!window.EventSource || !day()) return;
    line = new EventSource(day().dataset.live + '?version=' + day().dataset.version);
    line.addEventListener('beat', heard);
    line.addEventListener('change', heard);
    line.onerror = () => connected(false);
  };
  const live = () => line && line.readyState === EventSource.OPEN;
  const poll = () => {
    if (live() || document.hidden) return;
    if (!busy()) show();
    if (!line || line.readyState === EventSource.CLOSED) listen();
  };
  addEventListener('pagehide', () => line && line.close());

  // ---- The minute line, to the minute
  const now = () => ahead === null ? foramen.now() : new Date(Date.now() + ahead);
  const minute = () => {
    const begins = Date.parse(day()?.dataset.begins);
    all('.now-line').forEach(each => {
      const steps = (now() - begins) / STEP;
      if (steps < 0 || steps >= 56) return;
      each.dataset.from = Math.floor(steps) + 1;
      each.style.setProperty('--part', (steps % 1).toFixed(3));
    });
  };

  // ---- The drawer
  // From where it was opened: to the same place, in the list or on the board, one comes back.
  let opener = null;
  let listed = false;
  const opened = () => {
    const head = one('#drawer-title');
    if (head && !one('.error-summary', drawer())) head.focus({ preventScroll: true });
    current();
  };
  const openId = () => one('#drawer form[action]')?.getAttribute('action').split('/')[2] || one('#drawer a[href^="/appointments/"]')?.getAttribute('href').split('/')[2];
  const current = () => all('.slot[data-id]').forEach(slot => slot.toggleAttribute('aria-current', false) || (drawer().childElementCount && slot.dataset.id === openId()
    ? slot.setAttribute('aria-current', 'true') : slot.removeAttribute('aria-current')));
  const close = () => {
    const id = openId();
    drawer().replaceChildren();
    current();
    const card = id && '[data-id="' + CSS.escape(id) + '"]';
    const back = opener?.isConnected ? opener : id && (listed && one('table.list ' + card) || one('.slot' + card) || one(card));
    (back || one('.board'))?.focus({ preventScroll: true });
  };
  document.addEventListener('click', event => {
    if (event.target.closest('[data-close-drawer]')) close();
    if (event.target.closest('#changes')) show();
    const card = event.target.closest('[hx-target="#drawer"]');
    if (card && !drawer()?.contains(card)) { opener = card; listed = Boolean(card.closest('table.list')); }
  });

  // ---- Moving: the places are shown before anything is dropped
  let moving = null;
  const say = text => foramen.say(text);
  const begin = async (slot, byKey) => {
    end();
    moving = { id: slot.dataset.id, name: one('strong', slot).textContent.split(' · ')[0], slot };
    const answer = await fetch('/api/appointments/' + encodeURIComponent(moving.id) + '/moves?date=' + day().dataset.back.split('/').pop(), { headers: { Accept: 'application/json' } });
    if (!moving || moving.slot !== slot) return;
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      say(problem.detail || 'It cannot be moved now.');
      moving = null;
      return;
    }
    const moves = await answer.json();
    moving.revision = moves.revision;
    moving.late = moves.late;
    const begins = Date.parse(day().dataset.begins);
    slot.classList.add('is-moving');
    one('.board').classList.add('moving');
    moves.targets.forEach(target => {
      const lane = one('.lane[data-unit="' + CSS.escape(target.room) + '"]');
      const from = Math.floor((Date.parse(target.start) - begins) / STEP) + 1;
      if (!lane || from < 1 || from > 56) return;
      const drop = document.createElement('button');
      const why = [target.because, ...target.inTheWay.map(each => each.initials + ' ' + each.localTime)].filter(Boolean).join(': ');
      drop.type = 'button';
      drop.className = 'drop';
      drop.dataset.from = from;
      drop.dataset.span = 1;
      drop.dataset.fits = target.fits ? 'yes' : 'no';
      drop.dataset.opening = target.openingId;
      drop.dataset.words = target.localTime + ' in ' + target.roomName + ', with ' + target.clinicianName;
      drop.textContent = target.localTime + (target.fits ? ' fits' : ' ' + why);
      drop.title = target.fits ? 'Fits' : why;
      drop.setAttribute('aria-label', drop.dataset.words + ': ' + (target.fits ? 'fits' : why));
      lane.append(drop);
    });
    const fits = all('.drop[data-fits="yes"]');
    say(fits.length ? fits.length + ' places fit. Arrows choose, Enter moves, Escape leaves it.' : 'Nothing fits on this day. Escape leaves it; Find another opening looks further.');
    if (byKey) (fits[0] || one('.drop'))?.focus();
  };
  const end = () => {
    if (moving) say('');
    all('.drop').forEach(drop => drop.remove());
    all('.is-moving').forEach(slot => slot.classList.remove('is-moving'));
    one('.board')?.classList.remove('moving');
    moving = null;
  };
  const drop = button => {
    if (!moving || !button) return;
    if (button.dataset.fits !== 'yes') { say('It does not fit there: ' + button.title); return; }
    const { id, revision, late, name, slot } = moving;
    const dialog = one('#move-confirm');
    one('#move-words').textContent = name + ': to ' + button.dataset.words + '. The patient is told.';
    one('#move-because').hidden = !late;
    dialog.addEventListener('close', () => {
      end();
      if (dialog.returnValue !== 'move') { slot.focus(); return; }
      const because = late ? { because: one('#because-late').value } : {};
      htmx.ajax('POST', '/appointments/' + encodeURIComponent(id) + '/move', { target: '#drawer', swap: 'innerHTML', values: { revision, opening: button.dataset.opening, ...because } });
    }, { once: true });
    dialog.returnValue = 'stay';
    dialog.showModal();
  };
  document.addEventListener('click', event => { if (event.target.closest('.drop')) drop(event.target.closest('.drop')); });
  document.addEventListener('dragstart', event => {
    const slot = event.target.closest?.('.slot[data-movable]');
    if (!slot) return;
    event.dataTransfer.setData('text/plain', slot.dataset.id);
    event.dataTransfer.effectAllowed = 'move';
    begin(slot, false);
  });
  document.addEventListener('dragover', event => {
    const target = event.target.closest?.('.drop');
    all('.drop.is-over').forEach(each => each !== target && each.classList.remove('is-over'));
    if (!target) return;
    if (!target.classList.contains('is-over')) say(target.getAttribute('aria-label'));
    target.classList.add('is-over');
    if (target.dataset.fits === 'yes') { event.preventDefault(); event.dataTransfer.dropEffect = 'move'; }
  });
  document.addEventListener('drop', event => {
    const target = event.target.closest?.('.drop');
    if (target) { event.preventDefault(); drop(target); }
  });
  document.addEventListener('dragend', () => { if (!one('#move-confirm')?.open) end(); });

  // ---- Keys: arrows among cards and places, m moves, Enter opens
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  const towards = (from, candidates, key) => {
    const [x, y] = middle(from.getBoundingClientRect());
    const ahead = candidates.map(each => [each, ...middle(each.getBoundingClientRect())]).filter(([each, cx, cy]) => each !== from && (
      key === 'ArrowDown' ? cy > y + 4 && Math.abs(cx - x) < 60 : key === 'ArrowUp' ? cy < y - 4 && Math.abs(cx - x) < 60
        : key === 'ArrowRight' ? cx > x + 20 : cx < x - 20));
    const far = ([, cx, cy]) => key === 'ArrowDown' || key === 'ArrowUp' ? Math.abs(cy - y) : Math.abs(cx - x) * 3 + Math.abs(cy - y);
    return ahead.sort((one, other) => far(one) - far(other))[0]?.[0];
  };
  // Before the shell's own keys: Escape and m mean the card here.
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || one('dialog[open]')) return;
    const active = document.activeElement;
    const typing = active.closest('input:not([type=checkbox], [type=radio]), textarea, select');
    if (event.key === 'Escape' && moving) {
      const slot = moving.slot;
      end();
      slot.focus();
    } else if (event.key === 'Escape' && drawer()?.childElementCount) {
      close();
    } else if (typing) {
      return;
    } else if (drawer()?.childElementCount && all('[data-key]', drawer()).some(each => each.dataset.key === event.key && each.offsetParent)) {
      // The open patient's acts come before those of the list beneath.
      all('[data-key]', drawer()).find(each => each.dataset.key === event.key && each.offsetParent).click();
    } else if (event.key === 'm') {
      const id = active.closest('.slot[data-id]')?.dataset.id || (drawer().childElementCount ? openId() : null) || active.closest('tr')?.querySelector('[data-id]')?.dataset.id;
      const slot = id && one('.slot[data-movable][data-id="' + CSS.escape(id) + '"]');
      if (!slot) { say('Choose a card that can be moved first: one that is booked and has not arrived.'); return; }
      begin(slot, true);
    } else if (event.key.startsWith('Arrow') && active.closest('.board')) {
      const candidates = moving ? all('.drop') : all('.board a.slot');
      const next = active.matches('.slot, .drop') ? towards(active, candidates, event.key) : candidates[0];
      if (!next) return;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  const start = () => {
    if (!day()) return;
    known = Number(day().dataset.version);
    listen();
    minute();
    setInterval(minute, 20000);
    setInterval(poll, POLL);
    setInterval(changes, 15000);
    const open = drawer().dataset.open;
    if (open) htmx.ajax('GET', '/appointments/' + encodeURIComponent(open), { target: '#drawer', swap: 'innerHTML' });
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start); else start();
})();
