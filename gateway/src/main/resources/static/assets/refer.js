// The spine of the referral's form becomes a picture to click on and to walk through by keyboard. The plain fields are the truth: the picture
// writes into them and draws what they say.
(() => {
  'use strict';
  const form = document.getElementById('refer');
  const spine = document.getElementById('spine');
  if (!form) return;
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const field = name => form.elements[name];
  const say = text => window.foramen && window.foramen.say(text);

  const levels = all('input[name="target.levels"]');
  const box = code => levels.find(each => each.value === code);
  const side = () => all('input[name="target.side"]').find(each => each.checked)?.value || '';
  const choose = value => all('input[name="target.side"]').forEach(each => { each.checked = each.value === value; });
  const changed = () => form.dispatchEvent(new Event('change', { bubbles: true }));

  if (spine) {
    const spots = all('.spot', spine);
    const lit = spot => box(spot.dataset.level).checked && (side() === spot.dataset.side || side() === 'bilateral' && spot.dataset.side !== 'midline');
    const draw = () => spots.forEach(spot => {
      const on = lit(spot);
      spot.classList.toggle('is-on', on);
      spot.classList.toggle('is-level', spot.dataset.side === 'midline' && !on && box(spot.dataset.level).checked);
      spot.setAttribute('aria-checked', String(on));
    });

    const take = spot => {
      const { level, side: where, region } = spot.dataset;
      const was = lit(spot);
      const now = side();
      if (was && now === 'bilateral') {
        choose(where === 'left' ? 'right' : 'left');
      } else if (was) {
        box(level).checked = false;
      } else {
        const other = levels.filter(each => each.checked && each.dataset.region !== region);
        other.forEach(each => { each.checked = false; });
        if (other.length) say('One referral treats one region; the other levels were taken away.');
        box(level).checked = true;
        choose(where !== 'midline' && (now === 'left' || now === 'right') && now !== where && levels.filter(each => each.checked).length === 1 && !other.length ? 'bilateral' : where);
        field('target.region').value = region;
      }
      draw();
      changed();
    };

    // One stop of the tab key; arrows walk, as in a grid of three columns.
    const order = ['left', 'midline', 'right'];
    const rows = [...new Set(spots.map(spot => spot.dataset.level))];
    const at = (level, where) => spots.find(spot => spot.dataset.level === level && spot.dataset.side === where);
    const stop = spot => {
      spots.forEach(each => each.setAttribute('tabindex', each === spot ? '0' : '-1'));
      spot.focus();
    };
    const walk = (spot, down, right) => {
      const row = Math.min(Math.max(rows.indexOf(spot.dataset.level) + down, 0), rows.length - 1);
      const column = Math.min(Math.max(order.indexOf(spot.dataset.side) + right, 0), 2);
      stop(at(rows[row], order[column]));
    };
    const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageDown: [5, 0], PageUp: [-5, 0], Home: [-99, 0], End: [99, 0] };

    spine.removeAttribute('aria-hidden');
    spine.setAttribute('role', 'group');
    spine.setAttribute('aria-label', spine.dataset.label);
    spots.forEach(spot => {
      spot.setAttribute('role', 'checkbox');
      spot.setAttribute('aria-label', spot.dataset.level + ' ' + spot.dataset.side);
      spot.setAttribute('tabindex', '-1');
      spot.addEventListener('click', () => { spots.forEach(each => each.setAttribute('tabindex', each === spot ? '0' : '-1')); take(spot); });
      spot.addEventListener('keydown', event => {
        if (event.key === ' ' || event.key === 'Enter') {
          event.preventDefault();
          take(spot);
        } else if (steps[event.key]) {
          event.preventDefault();
          walk(spot, ...steps[event.key]);
        }
      });
    });
    (spots.find(lit) || at('L5', 'left')).setAttribute('tabindex', '0');
    all('.spine-keys').forEach(each => { each.hidden = false; });
    form.addEventListener('change', draw);
    form.addEventListener('reset', () => setTimeout(draw));
    draw();

    // The list of levels is one stop of the tab key too; arrows walk along it.
    const rest = box => levels.forEach(each => { each.tabIndex = each === box ? 0 : -1; });
    const strides = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -99, End: 99 };
    levels.forEach((each, at) => {
      each.addEventListener('focus', () => rest(each));
      each.addEventListener('keydown', event => {
        if (!strides[event.key]) return;
        event.preventDefault();
        levels[Math.min(Math.max(at + strides[event.key], 0), levels.length - 1)].focus();
      });
    });
    rest(levels.find(each => each.checked) || box('L5'));
    all('.spine-skip').forEach(each => { each.hidden = true; });

    // A level that is ticked in the list brings its region along.
    levels.forEach(each => each.addEventListener('change', () => {
      if (each.checked && !field('target.region').value) field('target.region').value = each.dataset.region;
    }));
  }

  // Interlaminar and caudal injections have no side: choosing one chooses the midline.
  field('requestedProcedure')?.addEventListener('change', event => {
    const midline = event.target.value.startsWith('interlaminar');
    if (midline) choose('midline'); else if (event.target.value && side() === 'midline') choose('');
  });

  // "6 weeks" instead of a date.
  all('.ago').forEach(group => {
    group.hidden = false;
    all('button', group).forEach(button => button.addEventListener('click', () => {
      const day = new Date(group.dataset.today + 'T12:00:00Z');
      day.setUTCDate(day.getUTCDate() - Number(button.dataset.days));
      field(group.dataset.sets).value = day.toISOString().slice(0, 10);
      changed();
    }));
  });

  // A file too large is said before it travels, and how far it has travelled is shown.
  const most = 25 * 1024 * 1024;
  document.addEventListener('change', event => {
    const file = event.target.type === 'file' && event.target.files[0];
    event.target.setCustomValidity?.('');
    if (file && file.size > most) {
      event.stopPropagation();
      event.target.value = '';
      say('The file is larger than 25 MB. Give the accession number or the link of the images instead.');
    }
  }, true);
  document.addEventListener('htmx:xhr:progress', event => {
    const bar = event.target.querySelector?.('.upload-bar');
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.firstElementChild.value = 100 * event.detail.loaded / event.detail.total;
  });

  // Once it is on its way, the draft is not saved again behind it.
  document.addEventListener('htmx:beforeRequest', event => {
    if (form.dataset.sent && event.target.id === 'kept') event.preventDefault();
  });

  // Enter in the search for a physician looks up; it does not send.
  document.getElementById('physicianSought')?.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.target.dispatchEvent(new Event('search'));
  });
})();
