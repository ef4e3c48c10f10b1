// Draws a chart above each table of numbers, from the table itself: without this script the table says everything.
(() => {
  const palette = ['#0b5c5c', '#5aa9a3', '#b3261e', '#b98a2f'];
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const ink = dark ? '#d8d5cf' : '#3b3935';
  document.querySelectorAll('figure.chart > table').forEach(table => {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    if (rows.length === 0 || !window.Chart) return;
    const series = heads.map((head, i) => ({ label: head.textContent, data: rows.map(row => Number(row.cells[i + 1].textContent)) }))
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
      data: { labels: rows.map(row => row.cells[0].textContent), datasets: series.map((one, i) => ({ ...one, backgroundColor: palette[i % palette.length] })) },
      options: {
        indexAxis: long ? 'y' : 'x', animation: false, maintainAspectRatio: false,
        scales: { x: { ticks: { color: ink, precision: 0 }, grid: { display: long } }, y: { beginAtZero: true, ticks: { color: ink, precision: 0 }, grid: { display: !long } } },
        plugins: { legend: { position: 'bottom', labels: { color: ink, boxWidth: 14 } } },
      },
    });
  });
})();
