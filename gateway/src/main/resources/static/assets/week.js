// Draws on the week: a rectangle of half hours becomes the days and hours of the form beneath. Without this the form says the same.
(() => {
  'use strict';
  const grid = document.querySelector('#week');
  const form = grid && document.getElementById(grid.dataset.paints);
  if (!grid || !form || !form.elements.from) return;
  document.querySelector('.week-hint')?.removeAttribute('hidden');
  grid.dataset.painting = '';
  const at = cell => ({ day: cell.cellIndex, row: cell.parentElement.rowIndex });
  let start = null;
  let dragged = false;

  const pick = to => {
    const a = at(start), b = at(to);
    const days = [Math.min(a.day, b.day), Math.max(a.day, b.day)], rows = [Math.min(a.row, b.row), Math.max(a.row, b.row)];
    const picked = [];
    grid.querySelectorAll('td[data-time]').forEach(cell => {
      const here = at(cell);
      const inside = here.day >= days[0] && here.day <= days[1] && here.row >= rows[0] && here.row <= rows[1];
      cell.toggleAttribute('data-picked', inside);
      if (inside) picked.push(cell);
    });
    return picked;
  };
  const later = time => {
    const [hours, minutes] = time.split(':').map(Number);
    const end = hours * 60 + minutes + 30;
    return end >= 1440 ? '23:59' : String(Math.floor(end / 60)).padStart(2, '0') + ':' + String(end % 60).padStart(2, '0');
  };
  const fill = picked => {
    const times = picked.map(cell => cell.dataset.time).sort();
    const days = new Set(picked.map(cell => cell.dataset.day));
    form.elements.from.value = times[0];
    form.elements.to.value = later(times[times.length - 1]);
    form.querySelectorAll('input[data-day]').forEach(box => { box.checked = days.has(box.dataset.day); });
    window.foramen?.say([...days].join(', ') + ' ' + form.elements.from.value + '–' + form.elements.to.value);
  };

  grid.addEventListener('pointerdown', event => {
    const cell = event.target.closest('td[data-time]');
    // A finger scrolls; it writes into the form.
    if (!cell || event.button || event.pointerType === 'touch') return;
    start = cell;
    dragged = false;
    event.preventDefault();
  });
  grid.addEventListener('pointermove', event => {
    if (!start) return;
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest('#week td[data-time]');
    if (cell && (dragged || cell !== start)) { dragged = true; fill(pick(cell)); }
  });
  addEventListener('pointerup', event => {
    if (start && !dragged && !event.target.closest('a.paint')) fill(pick(start));
    if (dragged) form.querySelector('#clinician')?.focus({ preventScroll: true });
    start = null;
  });
  // A drag that ends on a block is no click on it.
  grid.addEventListener('click', event => { if (dragged) { event.preventDefault(); dragged = false; } });
})();
