/**
 * What a page does in the browser. It asks its host, if it has one, with `{ command: 'copy', path }` and `{ command: 'retry' }`, and shows
 * the field that `{ command: 'reveal', path }` of the host names. A page without a host, a saved one, copies by itself.
 */
export const fieldPageScript = `
(() => {
  const host = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : undefined;
  const { key, reveal, matches, copied } = document.body.dataset;
  const filter = document.getElementById('filter');
  const status = document.getElementById('status');
  const rows = [...document.querySelectorAll('tbody tr')];
  const buttonOf = (row) => row.querySelector('.copy');
  const kept = host?.getState();
  let texts;

  const remember = () => {
    if (host && key) host.setState({ key, filter: filter?.value ?? '' });
  };

  // One copy button is a stop of the Tab key; the arrow keys go from there to the others.
  const makeStop = (row) => {
    for (const stop of document.querySelectorAll('.copy[tabindex="0"]')) stop.tabIndex = -1;
    if (row) buttonOf(row).tabIndex = 0;
  };

  const apply = () => {
    texts ??= rows.map((row) => row.textContent.toLowerCase());
    const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      const isHidden = !words.every((word) => texts[index].includes(word));
      if (row.hidden !== isHidden) row.hidden = isHidden;
      if (!isHidden) shown += 1;
    });
    makeStop(rows.find((row) => !row.hidden));
    status.textContent = matches.replace('{0}', shown).replace('{1}', rows.length);
    remember();
  };

  const show = (path) => {
    const row = rows.find((one) => one.dataset.path === path);
    if (!row) return;
    if (row.hidden) {
      filter.value = '';
      apply();
    }
    for (const current of document.querySelectorAll('tr[aria-current]')) current.removeAttribute('aria-current');
    row.setAttribute('aria-current', 'true');
    makeStop(row);
    row.scrollIntoView({ block: 'center' });
    buttonOf(row).focus({ preventScroll: true });
  };

  const copy = async (path) => {
    if (host) return host.postMessage({ command: 'copy', path });
    await navigator.clipboard.writeText(path);
    status.textContent = copied.replace('{0}', () => path);
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button?.id === 'retry') host?.postMessage({ command: 'retry' });
    else if (button) copy(button.closest('tr').dataset.path).catch(() => undefined);
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest('tbody tr');
    if (event.key === '/' && event.target !== filter && filter) {
      filter.focus();
    } else if (event.key === 'Escape' && event.target === filter && filter.value !== '') {
      filter.value = '';
      apply();
    } else if (row && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const visible = rows.filter((one) => !one.hidden);
      const next = visible[visible.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (!next) return;
      makeStop(next);
      buttonOf(next).focus();
    } else return;
    event.preventDefault();
  });

  window.addEventListener('message', ({ data }) => {
    if (data?.command === 'reveal') show(data.path);
  });

  document.body.classList.add('with-script');
  if (filter) {
    // Once a frame is enough for whoever types fast.
    let isDue = false;
    filter.addEventListener('input', () => {
      if (!isDue) requestAnimationFrame(() => ((isDue = false), apply()));
      isDue = true;
    });
    if (kept?.key === key) filter.value = kept?.filter ?? '';
    apply();
    if (reveal) show(reveal);
  }
  remember();
})();
`;
