// Draws a chart above each table of numbers, from the table itself: without this script the table says everything.
(() => {
  // Red is for what went wrong alone; a head says which tone its numbers have.
  const tones = { base: '#0b5c5c', good: '#5aa9a3', bad: '#b3261e', held: '#b98a2f', other: '#7d8798' };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const ink = dark ? '#d8d5cf' : '#3b3935';
  document.querySelectorAll('figure.chart > table').forEach(table => {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    if (rows.length === 0 || !window.Chart) return;
    const series = heads.map((head, i) => ({ label: head.textContent, backgroundColor: tones[head.dataset.tone] || tones.other, data: rows.map(row => Number(row.cells[i + 1].textContent)) }))
      .filter(one => one.data.every(Number.isFinite));
    const long = rows.length > 8 && !/^\d/.test(rows[0].cells[0].textContent);
    const box = document.createElement('div');
    const canvas = document.createElement('canvas');
    box.className = 'plot';
    if (long) box.dataset.long = '';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', table.caption.textContent + ': the numbers are in the table below');
    box.append(canvas);
    table.before(box);
    new Chart(canvas, {
      type: 'bar',
      data: { labels: rows.map(row => row.cells[0].textContent), datasets: series },
      options: {
        indexAxis: long ? 'y' : 'x', animation: false, maintainAspectRatio: false,
        scales: { x: { ticks: { color: ink, precision: 0 }, grid: { display: long } }, y: { beginAtZero: true, ticks: { color: ink, precision: 0 }, grid: { display: !long } } },
        plugins: { legend: { position: 'bottom', labels: { color: ink, boxWidth: 14 } } },
      },
    });
  });
})();
