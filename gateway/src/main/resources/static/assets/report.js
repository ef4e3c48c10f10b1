// Draws the relief of a report from its table, and offers to print. Without it the table says the same.
(() => {
  const print = document.querySelector('[data-print]');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  }
  const canvas = document.getElementById('relief-chart');
  const points = [...document.querySelectorAll('#relief tbody tr[data-percent]')]
    .map(row => ({ x: Number(row.dataset.day), y: Number(row.dataset.percent) }));
  if (!canvas || !window.Chart || points.length === 0) {
    return;
  }
  canvas.parentElement.hidden = false;
  // As painted: a canvas knows no custom properties.
  const ink = getComputedStyle(document.querySelector('.sheet-from')).color;
  const teal = getComputedStyle(document.querySelector('.sheet-conclusion')).borderInlineStartColor;
  const still = window.matchMedia('(prefers-reduced-motion: reduce), print').matches;
  const chart = new window.Chart(canvas, {
    type: 'line',
    data: { datasets: [{ data: points, borderColor: teal, backgroundColor: teal, pointRadius: 4, tension: 0 }] },
    options: {
      maintainAspectRatio: false,
      animation: still ? false : { duration: 300 },
      plugins: { legend: { display: false }, tooltip: { callbacks: { title: items => 'Day ' + items[0].parsed.x, label: item => item.parsed.y + ' %' } } },
      scales: {
        x: { type: 'linear', min: 0, suggestedMax: 14, title: { display: true, text: 'day after the procedure', color: ink }, ticks: { color: ink } },
        y: { suggestedMin: 0, max: 100, title: { display: true, text: 'relief, %', color: ink }, ticks: { color: ink } },
      },
    },
  });
  window.addEventListener('beforeprint', () => chart.resize());
})();
